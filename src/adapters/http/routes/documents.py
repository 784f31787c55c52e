"""What explains the interface: its OpenAPI document, that document for people, and a page per problem."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader
from litestar import Request
from litestar.handlers import HTTPRouteHandler, route

from adapters.http.answers import NO_STORE, Sent
from adapters.http.circumstances import circumstances_of
from adapters.http.endpoint import Endpoint
from adapters.http.field_wording import FIELDS
from adapters.http.openapi import openapi_document
from adapters.http.problems import status_of_code
from adapters.http.wording import PROBLEMS
from crm_core.domain.refusals import NotFound
from crm_core.ports.once import Answer

TEMPLATES = Path(__file__).parent.parent / "templates"
_environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


def documents_routes(endpoints: Sequence[Endpoint], version: str) -> list[HTTPRouteHandler]:
    document = openapi_document(endpoints, version)
    as_json = msgspec.json.encode(document)
    as_page = _rendered("docs.html.j2", "en", document=document, operations=_operations(document))
    css = (TEMPLATES / "docs.css").read_bytes()
    return [
        _fixed("/api/openapi.json", "openapi", "application/json", as_json),
        _fixed("/api/docs", "docs", "text/html; charset=utf-8", as_page),
        _fixed("/api/docs.css", "docs-style", "text/css; charset=utf-8", css),
        *_problem_pages(),
    ]


def _fixed(path: str, name: str, media_type: str, body: bytes) -> HTTPRouteHandler:
    answer = Answer(200, (("content-type", media_type), NO_STORE), body)

    @route(path, http_method=["GET", "HEAD"], name=name, include_in_schema=False)
    async def give() -> Sent:
        return Sent(answer)

    return give


def _problem_pages() -> list[HTTPRouteHandler]:
    @route("/problems", http_method=["GET", "HEAD"], name="problems", include_in_schema=False)
    async def index(request: Request[Any, Any, Any]) -> Sent:
        language = circumstances_of(request.scope).language
        return _page(_rendered("problems.html.j2", language, problems=PROBLEMS))

    @route("/problems/{code:str}", http_method=["GET", "HEAD"], name="problem", include_in_schema=False)
    async def one(request: Request[Any, Any, Any]) -> Sent:
        code = request.scope["path_params"]["code"]
        if code not in PROBLEMS:
            raise NotFound
        fields = FIELDS if code == "validation-failed" else None
        language = circumstances_of(request.scope).language
        facts = {"code": code, "words": PROBLEMS[code], "status": status_of_code(code), "fields": fields}
        return _page(_rendered("problem.html.j2", language, **facts))

    return [index, one]


def _page(body: bytes) -> Sent:
    headers = (("content-type", "text/html; charset=utf-8"), NO_STORE, ("vary", "Accept-Language"))
    return Sent(Answer(200, headers, body))


def _rendered(template: str, language: str, **facts: object) -> bytes:
    return _environment.get_template(template).render(language=language, **facts).encode()


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations in a flat list, with their references followed."""
    return [
        {
            "id": declared["operationId"],
            "method": method.upper(),
            "path": path,
            "declared": declared,
            "parameters": [_followed(document, parameter) for parameter in declared["parameters"]],
            "example": _example(declared),
            "answers": [
                (status, _followed(document, answer)["description"])
                for status, answer in declared["responses"].items()
            ],
        }
        for path, methods in document["paths"].items()
        for method, declared in methods.items()
    ]


def _followed(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    found: Any = document
    if "$ref" not in part:
        return part
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    followed: dict[str, Any] = found
    return followed


def _example(declared: dict[str, Any]) -> str | None:
    content = declared.get("requestBody", {}).get("content", {})
    examples = [media["example"] for media in content.values()]
    return json.dumps(examples[0], indent=2, ensure_ascii=False) if examples else None
