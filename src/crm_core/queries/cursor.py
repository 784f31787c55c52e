"""Where a list goes on: an opaque text that carries the last row's place and the filter it belongs to."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Protocol, Self, TypeVar
from uuid import UUID

from crm_core.domain.refusals import FieldError, Invalid
from crm_core.ports.seals import Seals


class Columns(Protocol):
    """A page that travels column by column."""

    @property
    def ids(self) -> Sequence[UUID]: ...
    @property
    def places(self) -> Sequence[object]: ...
    def first(self, lines: int) -> Self: ...


One = TypeVar("One")
Page = TypeVar("Page", bound=Columns)
_AS_JSON = json.JSONEncoder(separators=(",", ":"))


def cut(
    found: Sequence[One], limit: int, place_of: Callable[[One], Sequence[object]], seals: Seals, digest: str
) -> tuple[Sequence[One], str | None]:
    """At most `limit` of what was found, and where the list goes on if there is more."""
    shown = found[:limit]
    return shown, sealed(seals, digest, place_of(shown[-1])) if len(found) > limit else None


def cut_columns(
    found: Page, limit: int, text_of: Callable[[object], str | None], seals: Seals, digest: str
) -> tuple[Page, str | None]:
    """The same of a page in columns; `text_of` says how a place is written into a cursor."""
    if len(found.ids) <= limit:
        return found, None
    shown = found.first(limit)
    return shown, sealed(seals, digest, (text_of(shown.places[-1]), str(shown.ids[-1])))


def sealed(seals: Seals, filter_digest: str, place: Sequence[object]) -> str:
    return seals.seal(_AS_JSON.encode([filter_digest, *place]).encode())


def opened(seals: Seals, filter_digest: str, text: str) -> tuple[str | None, ...]:
    """The place after which the list goes on; refused when changed, or made for another filter."""
    payload = seals.open(text)
    if payload is None:
        raise Invalid(errors=[FieldError("/cursor", "bad-cursor")])
    digest, *place = json.loads(payload)
    if digest != filter_digest:
        raise Invalid(errors=[FieldError("/cursor", "cursor-of-another-list")])
    return tuple(place)


def opened_at_time(seals: Seals, filter_digest: str, text: str) -> tuple[datetime, UUID]:
    """The place in a list that goes by time and then by id."""
    at, last_id = opened(seals, filter_digest, text)
    return datetime.fromisoformat(str(at)), UUID(str(last_id))


def opened_at_word(seals: Seals, filter_digest: str, text: str) -> tuple[str, UUID]:
    """The place in a list that goes by a sorted word and then by id."""
    word, last_id = opened(seals, filter_digest, text)
    return str(word), UUID(str(last_id))


def opened_at_version(seals: Seals, filter_digest: str, text: str) -> int:
    """The version that a history, newest first, goes on before."""
    return int(str(opened(seals, filter_digest, text)[0]))


def digest_of(*parts: object) -> str:
    """A short fingerprint of a list's filter and order."""
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()
