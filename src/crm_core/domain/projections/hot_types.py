"""The types of hot columns: what the database keeps, and how JSON from a field is read into it."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import Boolean, Instant, Text, day_of_any_year, zulu
from crm_core.domain.fields.numbers import Money, Number

MAX_TEXT = 200
_INTEGER = Number(minimum=Decimal(-(2**31)), maximum=Decimal(2**31 - 1), places=0)


class HotType(StrEnum):
    """Each type by its SQL name; money is kept in cents, because comparing bigint is leakproof."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "timestamptz"
    CENTS = "bigint"


def read(raw: object, type: HotType, faults: Faults) -> object:  # noqa: A002 - the column's own word
    """The column's value; UNREADABLE, with the reason among the faults, when JSON cannot become one."""
    return _READERS[type](raw, faults)


def shown(value: object) -> object:
    """A column's value as JSON; cents are for `shown_cents`."""
    if isinstance(value, datetime):
        return zulu(value)
    return value.isoformat() if isinstance(value, date) else value


def shown_cents(value: object) -> object:
    return Decimal(value).scaleb(-2) if isinstance(value, int) else value


def _text(raw: object, faults: Faults) -> object:
    """As it stands: trimming is the field's affair, and the database would trim by other rules."""
    value = Text(MAX_TEXT).parse(raw, "", faults)
    return value if value is UNREADABLE or value == raw else faults.add("", "not-trimmed")


def _date(raw: object, faults: Faults) -> object:
    """Of any year: what may be written today is the field's affair."""
    day = day_of_any_year(raw) if isinstance(raw, str) else None
    return faults.add("", "not-a-date") if day is None else day


def _instant(raw: object, faults: Faults) -> object:
    """As it is kept: what is finer than a microsecond the field has cut off before."""
    if isinstance(raw, str) and re.search(r"\.\d{7}", raw, re.ASCII):
        return faults.add("", "not-an-instant")
    return Instant().parse(raw, "", faults)


def _cents(raw: object, faults: Faults) -> object:
    amount = Money().parse(raw, "", faults)
    return int(amount * 100) if isinstance(amount, Decimal) else amount


_READERS: dict[HotType, Callable[[object, Faults], object]] = {
    HotType.TEXT: _text,
    HotType.INTEGER: lambda raw, faults: _INTEGER.parse(raw, "", faults),
    HotType.BOOLEAN: lambda raw, faults: Boolean().parse(raw, "", faults),
    HotType.DATE: _date,
    HotType.INSTANT: _instant,
    HotType.CENTS: _cents,
}
