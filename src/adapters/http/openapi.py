"""The OpenAPI 3.1 document, generated from what the endpoints declare."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from adapters.http.endpoint import Condition, Endpoint, Success, Work
from adapters.http.handling import JSON_TYPES, PATCH_TYPES
from adapters.http.openapi_parts import (
    HEADERS,
    INFO,
    PROBLEM,
    RATE_HEADERS,
    REQUEST_HEADERS,
    SECURITY_SCHEMES,
    TAGS,
    problem_response,
)
from adapters.http.patches import patch_schema
from adapters.http.query import Words

Schema = Mapping[str, Any]
# What any endpoint may answer.
_ALWAYS = (400, 401, 406, 429, 500, 503)
_WITH_BODY = (408, 413, 415)


def openapi_document(endpoints: Sequence[Endpoint], version: str) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    statuses = sorted({status for endpoint in endpoints for status in problem_statuses(endpoint)})
    return {
        "openapi": "3.1.0",
        "info": {**INFO, "version": version},
        "servers": [{"url": "/", "description": "This installation"}],
        "tags": [tag for tag in TAGS if any(tag["name"] == one.tag for one in endpoints)],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": {**_schemas(endpoints), "Problem": PROBLEM},
            "responses": {f"Problem{status}": problem_response(status) for status in statuses},
            "parameters": REQUEST_HEADERS,
            "headers": HEADERS,
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def problem_statuses(endpoint: Endpoint) -> frozenset[int]:
    """Every status under which this endpoint may refuse."""
    found = {*_ALWAYS, *endpoint.refusals}
    if endpoint.places:
        found.add(404)
    if endpoint.body is not None or endpoint.work is Work.COMMAND:
        found.update(_WITH_BODY)
    if endpoint.once:
        found.add(409)
    if endpoint.condition is not Condition.NONE:
        found.update((412, 428))
    return frozenset(found)


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.operation,
        "summary": endpoint.title,
        "description": endpoint.says or endpoint.title + ".",
        "tags": [endpoint.tag],
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint),
    }
    if endpoint.body is not None:
        media = {"schema": _ref(_body_name(endpoint)), "example": endpoint.body_example}
        types = PATCH_TYPES if endpoint.patch else JSON_TYPES
        operation["requestBody"] = {
            "required": not endpoint.body_optional,
            "content": dict.fromkeys(types, media),
        }
    return operation


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": place.name, "in": "path", "required": True, "schema": honest(place.kind.schema())}
        for place in endpoint.places
    ]
    for parameter in endpoint.query.parameters:
        schema = honest(parameter.kind.schema())
        if parameter.default is not None:
            schema["default"] = parameter.default
        described: dict[str, Any] = {
            "name": parameter.name,
            "in": "query",
            "description": parameter.says,
            "schema": schema,
        }
        if isinstance(parameter.kind, Words):
            described |= {"style": "form", "explode": False}
        found.append(described)
    names = ["XCorrelationId", "Traceparent", "AcceptLanguage"]
    if endpoint.once:
        names.append("IdempotencyKey")
    if endpoint.condition is Condition.REQUIRED:
        names.append("IfMatchRequired")
    elif endpoint.condition is Condition.HONOURED or 412 in endpoint.refusals:
        names.append("IfMatch")
    if any(success.status == 304 for success in endpoint.success):
        names.append("IfNoneMatch")
    return [*found, *({"$ref": f"#/components/parameters/{name}"} for name in names)]


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    answers = {str(success.status): _success(success) for success in endpoint.success}
    for status in sorted(problem_statuses(endpoint)):
        answers[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    return answers


def _success(success: Success) -> dict[str, Any]:
    names = ("X-Correlation-Id", "traceparent", *RATE_HEADERS, *success.headers)
    answer: dict[str, Any] = {
        "description": success.says,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
    }
    if success.form is not None:
        name = success.form if isinstance(success.form, str) else success.form.__name__
        media = {"schema": _ref(name), "example": success.example}
        paper = {"schema": {"type": "string", "format": "binary"}, "example": "%PDF-1.4 …"}
        answer["content"] = {"application/json": media, **dict.fromkeys(success.papers, paper)}
    return answer


def _schemas(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    told = [success.form for endpoint in endpoints for success in endpoint.success]
    forms = {form for form in told if isinstance(form, type)}
    _, found = msgspec.json.schema_components(
        sorted(forms, key=lambda form: form.__name__), ref_template="#/components/schemas/{name}"
    )
    schemas: dict[str, Any] = dict(found)
    for endpoint in endpoints:
        schemas |= {name: honest(schema) for name, schema in endpoint.components.items()}
        if endpoint.body is not None:
            own = endpoint.patch and not endpoint.components
            schema = patch_schema(endpoint.body) if own else endpoint.body.schema()
            schemas[_body_name(endpoint)] = honest(schema)
    return schemas


def _body_name(endpoint: Endpoint) -> str:
    return f"{endpoint.operation[0].upper()}{endpoint.operation[1:]}Body"


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def honest(schema: Schema) -> dict[str, Any]:
    """The schema with what trimming means: so many characters that are no spaces."""
    told = {name: _honest_part(part) for name, part in schema.items()}
    least = told.get("minLength", 0)
    if isinstance(least, int) and least >= 1 and not told.keys() & {"pattern", "enum", "format"}:
        told["pattern"] = r"\S" if least == 1 else rf"^\s*\S(.|\n){{{least - 2},}}\S\s*$"
    if isinstance(told.get("pattern"), str):
        told["pattern"] = portable(told["pattern"])
    return told


# What Python calls a space; JSON Schema's regular expressions (ECMA 262) know fewer and others.
_SPACES = "\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"


def portable(pattern: str) -> str:
    """The pattern with its spaces spelt out, so that every engine means the same."""
    told, inside, at = "", False, 0
    while at < len(pattern):
        piece = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        at += len(piece)
        inside = piece == "[" or (inside and piece != "]")
        if piece == r"\s":
            piece = _SPACES if inside else f"[{_SPACES}]"
        elif piece == r"\S" and not inside:
            piece = f"[^{_SPACES}]"
        told += piece
    return told


def _honest_part(part: Any) -> Any:
    if isinstance(part, Mapping):
        return honest(part)
    return [_honest_part(item) for item in part] if isinstance(part, list) else part
