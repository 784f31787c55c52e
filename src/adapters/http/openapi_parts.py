"""The parts of the OpenAPI document that are the same for every endpoint."""

from http import HTTPStatus
from typing import Any

from adapters.http.problems import PROBLEM_JSON
from adapters.http.wording import PROBLEMS

INFO: dict[str, Any] = {
    "title": "Freshpack CRM",
    "description": (
        "Customers, leads and their protection for makers of convenience food.\n\n"
        "Errors are RFC 9457 problems; every `type` opens a page that explains it. "
        "Unknown parameters and members are refused, never ignored. "
        "An id in a path that is no UUID names nothing that exists: 404."
    ),
    "contact": {"name": "Freshpack CRM", "url": "/api/docs"},
    "license": {"name": "Proprietary", "url": "/api/docs"},
}
TAGS = (
    {"name": "customers", "description": "Accounts that buy or may buy; chains and their locations."},
    {"name": "views", "description": "Filters, orders and columns of the list, kept under a name."},
    {"name": "contacts", "description": "Whom to reach at a customer."},
    {"name": "fields", "description": "What a tenant wants to know of a customer, with every version of it."},
    {"name": "follow-ups", "description": "What is due to whom, and until when."},
    {"name": "activities", "description": "What happened between people, each kind with its own members."},
    {"name": "roi", "description": "What a kitchen would save, as it was shown to a customer."},
    {"name": "samples", "description": "Goods on their way to a kitchen, and what became of them."},
    {"name": "settings", "description": "What the tenant and the installation have decided."},
    {"name": "audit", "description": "Who did what."},
    {"name": "leads", "description": "Who found whom, and how long that is protected."},
    {"name": "cockpit", "description": "Figures for those who sell."},
)
SECURITY_SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
}
RATE_HEADERS = ("RateLimit-Policy", "RateLimit")
_ETAG_EXAMPLE = '"3.5f70bf18a0860070"'
_TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
_TEXT = {"type": "string"}
_UUID = {"type": "string", "format": "uuid"}


def _header(says: str, schema: dict[str, Any], example: object, *, required: bool = False) -> dict[str, Any]:
    return {"description": says, "required": required, "schema": schema, "example": example}


HEADERS: dict[str, Any] = {
    "X-Correlation-Id": _header(
        "The request's identifier, as asked or made.",
        _UUID,
        "01980f3a-6f00-7000-8000-0000000000d1",
        required=True,
    ),
    "traceparent": _header("W3C trace context.", _TEXT, _TRACE, required=True),
    "ETag": _header(
        "Version and a digest of what this reader sees.",
        {"type": "string", "pattern": r'^"\d+\.[0-9a-f]{16}"$'},
        _ETAG_EXAMPLE,
        required=True,
    ),
    "Location": _header("Where the new thing is.", _TEXT, "/api/customers/…", required=True),
    "Link": _header("The next page, if there is one.", _TEXT, '</api/customers?cursor=…>; rel="next"'),
    "Idempotent-Replay": _header("`true` when the answer is one given before.", _TEXT, "true"),
    "RateLimit-Policy": _header("The quota and its window in seconds.", _TEXT, '"reads";q=6000;w=60'),
    "RateLimit": _header("What is left, and for how many seconds.", _TEXT, '"reads";r=5999;t=42'),
    "Retry-After": _header("Seconds.", {"type": "integer"}, 2, required=True),
    "WWW-Authenticate": _header("How to authenticate.", _TEXT, 'Bearer realm="crm"', required=True),
}


def _asked(name: str, says: str, schema: dict[str, Any], example: object) -> dict[str, Any]:
    return {"name": name, "in": "header", "description": says, "schema": schema, "example": example}


_TAGS = {"type": "string", "description": "Entity tags in a list, or the asterisk (RFC 9110, 13.1)."}
_IF_MATCH = _asked("If-Match", "The ETag on which the change builds.", _TAGS, _ETAG_EXAMPLE)
REQUEST_HEADERS: dict[str, Any] = {
    "XCorrelationId": _asked(
        "X-Correlation-Id", "Taken when it is a UUID.", _TEXT, "01980f3a-6f00-7000-8000-0000000000d1"
    ),
    "Traceparent": _asked("traceparent", "W3C trace context, taken when well-formed.", _TEXT, _TRACE),
    "AcceptLanguage": _asked("Accept-Language", "Problems and titles speak `de` or `en`.", _TEXT, "de"),
    "IdempotencyKey": _asked(
        "Idempotency-Key",
        "The same key and request within 24 hours have their effect once.",
        {"type": "string", "pattern": "^[!-~]{1,255}$"},
        "2c7d5f0e-order-17",
    ),
    "IfMatch": _IF_MATCH,
    "IfMatchRequired": {**_IF_MATCH, "required": True},
    "IfNoneMatch": _asked("If-None-Match", "The ETags that the reader has.", _TAGS, _ETAG_EXAMPLE),
}
_ERROR = {
    "type": "object",
    "required": ["field", "pointer", "code", "message"],
    "properties": {
        "field": {"type": "string", "description": "The member or parameter, with dots."},
        "pointer": {"type": "string", "description": "The same as a JSON pointer (RFC 6901)."},
        "code": {"type": "string"},
        "message": {"type": "string"},
    },
    "additionalProperties": False,
}
_CANDIDATE: dict[str, Any] = {
    "type": "object",
    "required": ["kind", "id", "name", "city"],
    "properties": {
        "kind": {"type": "string", "enum": ["lead", "customer"]},
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string"},
        "city": {"type": ["string", "null"]},
    },
    "additionalProperties": False,
}
# What some refusals tell beside the sentence (`Refusal.told`).
_TOLD: dict[str, Any] = {
    "protectedUntil": {"type": ["string", "null"], "format": "date"},
    "freeFrom": {"type": "string", "format": "date-time"},
    "atMostUntil": {"type": "string", "format": "date-time"},
    "candidates": {"type": "array", "items": _CANDIDATE},
}
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why a request was refused (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "code", "correlationId"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "description": "Opens an explanation."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "correlationId": {"type": "string", "format": "uuid"},
        "errors": {"type": "array", "description": "Every bad field.", "items": _ERROR},
        **_TOLD,
    },
    "additionalProperties": False,
}
_CODES = {
    400: "validation-failed",
    401: "unauthenticated",
    403: "not-allowed",
    404: "not-found",
    406: "not-acceptable",
    408: "request-timeout",
    409: "archived",
    410: "restore-time-over",
    412: "version-mismatch",
    413: "too-large",
    415: "unsupported-media-type",
    428: "precondition-required",
    429: "rate-limited",
    500: "internal-error",
    503: "unavailable",
}
_OF_STATUS = {
    401: ("WWW-Authenticate",),
    429: ("Retry-After", *RATE_HEADERS),
    503: ("Retry-After",),
}


def problem_response(status: int) -> dict[str, Any]:
    names = ("X-Correlation-Id", "traceparent", *_OF_STATUS.get(status, ()))
    return {
        "description": HTTPStatus(status).phrase,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {
            PROBLEM_JSON: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": _example(status),
            }
        },
    }


def _example(status: int) -> dict[str, Any]:
    code = _CODES[status]
    words = PROBLEMS[code]
    example: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": words.title.en,
        "status": status,
        "detail": words.detail.en,
        "instance": "/api/customers",
        "code": code,
        "correlationId": "01980f3a-6f00-7000-8000-0000000000d1",
    }
    if status == 400:
        error = {
            "field": "name",
            "pointer": "/name",
            "code": "required",
            "message": "A value is missing.",
        }
        example["errors"] = [error]
    return example
