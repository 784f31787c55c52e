"""JSON becomes a column's value exactly, or not at all."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.projections.hot_types import HotType, read, shown, shown_cents
from tests.unit.crm_core.domain.fields.drawn import json_values

READ = [
    (HotType.TEXT, "HIGH", "HIGH"),
    (HotType.INTEGER, Decimal("3.0"), 3),
    (HotType.BOOLEAN, False, False),
    (HotType.DATE, "2026-02-28", date(2026, 2, 28)),
    (HotType.INSTANT, "2026-02-28T09:00:00+01:00", datetime(2026, 2, 28, 8, tzinfo=UTC)),
    (HotType.CENTS, Decimal("1800.5"), 180050),
    (HotType.CENTS, "1800.50", 180050),
    (HotType.CENTS, 1800.55, 180055),
    (HotType.CENTS, -3, -300),
]
# What the seeds' own trigger failed on, and the edges of the database's types.
UNREAD = [
    (HotType.DATE, "31.12.2025", "not-a-date"),
    (HotType.CENTS, "1.800,00", "wrong-type"),
    (HotType.CENTS, 99999999999, "too-large"),
    (HotType.CENTS, 1.005, "too-many-decimals"),
    (HotType.INTEGER, 2**31, "too-large"),
    (HotType.INTEGER, -(2**31) - 1, "too-small"),
    (HotType.INTEGER, 1.5, "too-many-decimals"),
    (HotType.INTEGER, "3", "wrong-type"),
    (HotType.BOOLEAN, 1, "wrong-type"),
    (HotType.TEXT, " HIGH", "not-trimmed"),
    (HotType.TEXT, "x" * 201, "too-long"),
    (HotType.TEXT, {"a": 1}, "wrong-type"),
    (HotType.INSTANT, "2026-02-28T09:00:00", "naive-instant"),
    (HotType.INSTANT, "2026-02-28T09:00:00.1234567Z", "not-an-instant"),
]


@pytest.mark.parametrize(("type_", "raw", "value"), READ)
def test_what_fits_is_read(type_: HotType, raw: object, value: object) -> None:
    faults = Faults()

    assert read(raw, type_, faults) == value
    assert faults.found == []


@pytest.mark.parametrize(("type_", "raw", "code"), UNREAD)
def test_what_does_not_fit_is_named(type_: HotType, raw: object, code: str) -> None:
    faults = Faults()

    assert read(raw, type_, faults) is UNREADABLE
    assert [fault.code for fault in faults.found] == [code]


@given(strategies.sampled_from(HotType), json_values)
def test_no_json_makes_reading_fail(type_: HotType, raw: object) -> None:
    faults = Faults()

    assert (read(raw, type_, faults) is UNREADABLE) == bool(faults.found)


@given(strategies.integers(-999999999999, 999999999999))
def test_cents_are_shown_as_the_money_they_came_from(cents: int) -> None:
    amount = shown_cents(cents)

    assert str(amount).partition(".")[2].isdigit()
    assert read(amount, HotType.CENTS, Faults()) == cents


def test_values_are_shown_as_json() -> None:
    assert shown(date(2026, 2, 28)) == "2026-02-28"
    assert shown(datetime(2026, 2, 28, 8, tzinfo=UTC)) == "2026-02-28T08:00:00Z"
    assert (shown("HIGH"), shown(None), shown_cents(None)) == ("HIGH", None, None)
