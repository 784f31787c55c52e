"""Which status each kind of refusal is, and how it is told: RFC 9457, in the reader's language."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import msgspec
import structlog
from litestar import Request
from litestar.exceptions import HTTPException

from adapters.http import refusals as request_refusals
from adapters.http.answers import Sent
from adapters.http.circumstances import Circumstances, circumstances_of
from adapters.http.field_wording import FIELDS
from adapters.http.wording import PROBLEMS
from adapters.http.words import Explained
from crm_core.domain.events.fact import camel, plain
from crm_core.domain.refusals import (
    Conflict,
    FieldError,
    Gone,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Refusal,
    TooOften,
    Unavailable,
)
from crm_core.ports.once import Answer

PROBLEM_JSON = "application/problem+json"
# Seconds after which a caller may try again what is unavailable now.
RETRY_AFTER = 2
# More errors than a person can use, fewer than could make an answer larger than its question.
_MOST_ERRORS = 500
_LONGEST_NAME = 200

STATUS: dict[type[BaseException], int] = {
    Invalid: 400,
    request_refusals.Malformed: 400,
    request_refusals.Unauthenticated: 401,
    NotAllowed: 403,
    NotFound: 404,
    request_refusals.NoSuchMethod: 405,
    request_refusals.NotAcceptable: 406,
    request_refusals.TooSlow: 408,
    Conflict: 409,
    Gone: 410,
    Outdated: 412,
    request_refusals.TooLarge: 413,
    request_refusals.NotJson: 415,
    request_refusals.PreconditionRequired: 428,
    request_refusals.RateLimited: 429,
    TooOften: 429,
    Unavailable: 503,
}
_BY_STATUS = {
    400: request_refusals.Malformed,
    401: request_refusals.Unauthenticated,
    403: NotAllowed,
    404: NotFound,
    405: request_refusals.NoSuchMethod,
    406: request_refusals.NotAcceptable,
    413: request_refusals.TooLarge,
    415: request_refusals.NotJson,
    503: Unavailable,
}
_log = structlog.get_logger("http")


def status_of(refusal: Refusal) -> int:
    return next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 409)


def status_of_code(code: str) -> int | None:
    """The status under which a code is told, as far as a kind of ours carries it."""
    return next((status for kind, status in STATUS.items() if getattr(kind, "code", "") == code), None)


def explained(refusal: Refusal) -> Explained:
    """The words for its code, or for the nearest kind that has some."""
    codes = (getattr(kind, "code", "") for kind in type(refusal).__mro__)
    return next((PROBLEMS[code] for code in codes if code in PROBLEMS), PROBLEMS["conflict"])


def answer_to(refusal: Refusal, *, about: Circumstances, path: str) -> Answer:
    status = status_of(refusal)
    return _answer(status, problem_of(refusal, about=about, path=path), about, _headers_of(refusal, status))


def problem_of(refusal: Refusal, *, about: Circumstances, path: str) -> dict[str, object]:
    """The document alone, also for answers that hold several."""
    words = explained(refusal)
    document: dict[str, object] = {
        "type": f"/problems/{refusal.code}",
        "title": words.title.say(about.language, refusal.facts),
        "status": status_of(refusal),
        "detail": words.detail.say(about.language, refusal.facts),
        "instance": quote(path[:2000]),
        "code": refusal.code,
        "correlationId": str(about.correlation),
    }
    document.update({camel(name): plain(refusal.facts.get(name)) for name in refusal.told})
    if refusal.errors:
        document["errors"] = [_told(error, about.language) for error in refusal.errors[:_MOST_ERRORS]]
    return document


def _answer(
    status: int, document: dict[str, object], about: Circumstances, headers: Iterable[tuple[str, str]] = ()
) -> Answer:
    common = (
        ("content-type", PROBLEM_JSON),
        ("content-language", about.language),
        ("vary", "Accept-Language"),
    )
    return Answer(status, (*common, *headers), msgspec.json.encode(document))


def _told(error: FieldError, language: str) -> dict[str, str]:
    words = FIELDS.get(error.code)
    message = words.say(language, error.facts) if words else error.code
    return {
        "field": _clean(error.field),
        "pointer": _clean(error.pointer),
        "code": error.code,
        "message": _clean(message),
    }


def _clean(text: str) -> str:
    """Names come from outside: bounded, and without halves of surrogate pairs."""
    return text[:_LONGEST_NAME].encode("utf-8", "replace").decode()


def _headers_of(refusal: Refusal, status: int) -> tuple[tuple[str, str], ...]:
    if isinstance(refusal, request_refusals.RateLimited):
        return refusal.headers
    match status:
        case 401:
            error = ', error="invalid_token"' if refusal.facts.get("token_given") else ""
            return (("www-authenticate", f'Bearer realm="crm"{error}'),)
        case 405:
            return (("allow", str(refusal.facts.get("allow", ""))),)
        case 408 | 413:
            return (("connection", "close"),)
        case 429:
            return (("retry-after", str(refusal.facts.get("seconds", RETRY_AFTER))),)
        case 503:
            return (("retry-after", str(RETRY_AFTER)),)
    return ()


def internal_error(about: Circumstances, path: str) -> Answer:
    words = PROBLEMS["internal-error"]
    document: dict[str, object] = {
        "type": "/problems/internal-error",
        "title": words.title.say(about.language, {}),
        "status": 500,
        "detail": words.detail.say(about.language, {}),
        "instance": quote(path[:2000]),
        "code": "internal-error",
        "correlationId": str(about.correlation),
    }
    return _answer(500, document, about)


def refused(request: Request[Any, Any, Any], refusal: Refusal) -> Sent:
    """What Litestar does with a refusal from anywhere."""
    answer = answer_to(refusal, about=circumstances_of(request.scope), path=request.scope["path"])
    return Sent(answer)


def refused_by_framework(request: Request[Any, Any, Any], trouble: HTTPException) -> Sent:
    """Litestar's own refusals, such as an unknown route, told like ours."""
    kind = _BY_STATUS.get(trouble.status_code)
    if kind is None:
        return failed(request, trouble)
    facts: dict[str, Any] = {}
    if trouble.status_code == 405:
        facts["allow"] = (trouble.headers or {}).get("allow", "")
    if trouble.status_code == 413:
        facts["maximum"] = request.app.request_max_body_size
    return refused(request, kind(**facts))


def failed(request: Request[Any, Any, Any], trouble: Exception) -> Sent:
    """A mistake of ours: told to the log, not to the caller."""
    about = circumstances_of(request.scope)
    path = request.scope["path"]
    _log.error("request failed", correlation=str(about.correlation), path=path, exc_info=trouble)
    return Sent(internal_error(about, path))
