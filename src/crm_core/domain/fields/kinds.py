"""The simple kinds of values: each read strictly from JSON, written back, and described as a schema."""

import re
from datetime import UTC, date, datetime
from typing import Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.fields.faults import Faults


class Kind(Protocol):
    """A kind of value. `parse` returns UNREADABLE after adding to `faults`; it never raises."""

    def parse(self, raw: object, at: str, faults: Faults) -> object: ...
    def dump(self, value: object) -> object: ...
    def schema(self) -> dict[str, object]: ...


# Control characters other than tab and line ends mean nothing in a text; half a surrogate pair is no UTF-8.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@frozen
class Text:
    """Text, trimmed; an empty one is refused unless `min_length` is 0."""

    max_length: int
    min_length: int = 1
    pattern: str | None = None
    examples: tuple[str, ...] = ()

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, str):
            return faults.add(at, "wrong-type", expected="text")
        if _FORBIDDEN.search(raw):
            return faults.add(at, "forbidden-character")
        text = raw.strip()
        if len(text) < self.min_length:
            return faults.add(at, "too-short", minimum=self.min_length)
        if len(text) > self.max_length:
            return faults.add(at, "too-long", maximum=self.max_length)
        if self.pattern is not None and re.fullmatch(self.pattern, text) is None:
            return faults.add(at, "pattern", pattern=self.pattern)
        return text

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        schema: dict[str, object] = {
            "type": "string",
            "minLength": self.min_length,
            "maxLength": self.max_length,
        }
        if self.pattern is not None:
            schema["pattern"] = f"^(?:{self.pattern})$"
        if self.examples:
            schema["examples"] = list(self.examples)
        return schema


@frozen
class Boolean:
    def parse(self, raw: object, at: str, faults: Faults) -> object:
        return raw if isinstance(raw, bool) else faults.add(at, "wrong-type", expected="true or false")

    def dump(self, value: object) -> object:
        return value

    def schema(self) -> dict[str, object]:
        return {"type": "boolean"}


@frozen
class Choice:
    """One of the declared words."""

    options: tuple[str, ...]

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, str):
            return faults.add(at, "wrong-type", expected="text")
        return raw if raw in self.options else faults.add(at, "not-a-choice", options=list(self.options))

    def dump(self, value: object) -> object:
        return str(value)

    def schema(self) -> dict[str, object]:
        return {"type": "string", "enum": list(self.options)}


CONTACT = "contact"  # what an id in a field may be of


@frozen
class Identity:
    """Any UUID in its canonical text form; in a field, `of` says what it must be the id of."""

    of: str | None = None

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, str):
            return faults.add(at, "wrong-type", expected="UUID")
        if re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", raw, re.ASCII) is None:
            return faults.add(at, "not-a-uuid")
        return UUID(raw)

    def dump(self, value: object) -> object:
        return str(value)

    def schema(self) -> dict[str, object]:
        return {"type": "string", "format": "uuid"}


# No shift of a day or an instant in these years leaves the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2200


def day_of_any_year(raw: str) -> date | None:
    """The day that a text names; None when it names none."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw, re.ASCII) is None:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


@frozen
class Day:
    """A calendar day (RFC 3339 full-date), not an instant."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, str):
            return faults.add(at, "wrong-type", expected="date")
        day = day_of_any_year(raw)
        is_usual = day is not None and FIRST_YEAR <= day.year <= LAST_YEAR
        return day if is_usual else faults.add(at, "not-a-date")

    def dump(self, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    def schema(self) -> dict[str, object]:
        return {"type": "string", "format": "date"}


# Clients write a second as finely as their clocks tell it: nanoseconds, and some more.
_INSTANT = r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,30})?"
_OFFSET = r"([Zz]|[+-]\d{2}:\d{2})"


def instant_named(raw: str) -> datetime | None:
    """The instant that a text names, with its offset and cut to microseconds; None when it names none."""
    if re.fullmatch(_INSTANT + _OFFSET, raw, re.ASCII) is None:
        return None
    try:
        return datetime.fromisoformat(raw.upper())
    except ValueError:
        return None


@frozen
class Instant:
    """An instant with its offset, kept in UTC."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, str):
            return faults.add(at, "wrong-type", expected="instant")
        if re.fullmatch(_INSTANT, raw, re.ASCII):
            return faults.add(at, "naive-instant")
        instant = instant_named(raw)
        is_usual = instant is not None and FIRST_YEAR <= instant.year <= LAST_YEAR
        return instant.astimezone(UTC) if instant and is_usual else faults.add(at, "not-an-instant")

    def dump(self, value: object) -> object:
        return zulu(value) if isinstance(value, datetime) else value

    def schema(self) -> dict[str, object]:
        return {"type": "string", "format": "date-time"}


def zulu(instant: datetime) -> str:
    """An instant as the product writes it: UTC with Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
