"""How a refusal or a failure becomes a page that says what happened and what to do next."""

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from litestar.exceptions import HTTPException
from litestar.response import Response

from adapters.web.asked import faults_in, without
from adapters.web.paths import sign_in_path
from adapters.web.posted import ForeignForm
from adapters.web.site import Site
from adapters.web.visit import NotSignedIn, PageRequest, Visit
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

_log = logging.getLogger("crm.pages")
_STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (ForeignForm, 403),
    (NotFound, 404),
    (NotAllowed, 403),
    (Invalid, 400),
    (Conflict, 409),
    (Outdated, 412),
    (Gone, 410),
    (TooOften, 429),
    (Unavailable, 503),
)
_RETRY_SECONDS = "5"
# Statuses with words of their own; every other one is told as its family's first.
_TOLD = frozenset({400, 403, 404, 405, 409, 410, 412, 413, 500, 503})

ErrorPage = Callable[[PageRequest, Exception], Response[bytes]]


def error_pages(site: Site) -> ErrorPage:
    """The answer to any exception; also for addresses that no route knows."""

    def answer(request: PageRequest, error: Exception) -> Response[bytes]:
        visit = Visit.of(site, request)
        if isinstance(error, NotSignedIn):
            return visit.moved(sign_in_path(visit.here if request.method == "GET" else "/"))
        status = status_of(error)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, Refusal):
            _log.error("page failed", exc_info=error, extra={"correlation_id": str(visit.correlation)})
        return _page(visit, status, error)

    return answer


def status_of(error: Exception) -> int:
    if isinstance(error, Refusal):
        return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return error.status_code if isinstance(error, HTTPException) else 500


def _wrong_with(visit: Visit, error: Exception) -> Mapping[str, FieldError]:
    """The parameters of the page's own address that it does not take."""
    if isinstance(error, Invalid) and visit.request.method == "GET":
        return faults_in(visit.here, error.errors)
    return {}


def _page(visit: Visit, status: int, error: Exception) -> Response[bytes]:
    code = error.code if isinstance(error, Refusal) else ""
    told = status if status in _TOLD else 500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400
    say = visit.tongue
    title, text = f"page-error.{told}.title", f"page-error.{told}.text"
    reason = f"refusal.{code}"
    wrong = _wrong_with(visit, error)
    response = visit.page(
        "error.html",
        status,
        status=status,
        wrong=[(name, say.error(one)) for name, one in wrong.items()],
        otherwise=without(visit.here, wrong) if wrong else None,
        title=say.say(title),
        text=say.say(reason) if say.knows(reason) else say.say(text),
    )
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["retry-after"] = _RETRY_SECONDS
    if isinstance(error, HTTPException):
        response.headers.update(
            {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        )
    return response
