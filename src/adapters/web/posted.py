"""What a form may send, and how we know that it was one of ours: a token of the session, and the origin."""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from attrs import frozen
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from adapters.web.visit import PageRequest, Visit, origin
from crm_core.domain.refusals import FieldError, Invalid, Refusal

TOKEN = "csrf"  # noqa: S105 - the name of the field, not its value
_MAX_FIELDS = 500  # a list of people has some hundred
_MEDIA_TYPE = "application/x-www-form-urlencoded"


class ForeignForm(Refusal):
    """The form did not come from a page that we gave to this session."""

    code = "foreign-form"


@frozen
class Posted:
    """The fields of a form that proved to be ours, without the proof."""

    values: Mapping[str, str]

    def text(self, name: str) -> str | None:
        """What somebody typed; None when they left it empty."""
        return self.values.get(name, "").strip() or None

    def number(self, name: str) -> int:
        value = self.values.get(name, "")
        if not (value.isascii() and value.isdigit() and len(value) < 19):
            raise Invalid(errors=[FieldError(f"/{name}", "wrong-type", {"expected": "whole number"})])
        return int(value)


async def posted(visit: NamedDependency[SkipValidation[Visit]], request: PageRequest) -> Posted:
    refuse_foreign_origin(visit)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _MEDIA_TYPE:
        raise ForeignForm
    values = _parsed(await request.body())
    token = values.pop(TOKEN, "") or request.headers.get("x-csrf-token") or ""
    if visit.is_new or not hmac.compare_digest(token.encode(), visit.session.token.encode()):
        raise ForeignForm
    return Posted(values)


def refuse_foreign_origin(visit: Visit) -> None:
    """Browsers say where a form stood; programs that say nothing still need the token."""
    headers = visit.request.headers
    said = headers.get("origin")
    if said is not None and not _is_ours(said, visit):
        raise ForeignForm
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForeignForm


def _is_ours(said: str, visit: Visit) -> bool:
    """Without a configured origin a proxy may have changed the scheme, so the host decides."""
    if visit.site.parts.public_origin is not None:
        return said == visit.site.parts.public_origin
    return urlsplit(said).netloc == urlsplit(origin(visit.site, visit.request)).netloc


def _parsed(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS
        )
    except ValueError as unreadable:
        raise Invalid(errors=[FieldError("", "unreadable-form")]) from unreadable
    if len(dict(pairs)) != len(pairs):
        raise Invalid(errors=[FieldError("", "unreadable-form")])
    return dict(pairs)
