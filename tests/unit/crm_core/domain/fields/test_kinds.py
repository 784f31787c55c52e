"""Each kind reads strictly, tells what is wrong, and writes back what it read."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, strategies

from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.fields.kinds import (
    Boolean,
    Choice,
    Day,
    Identity,
    Instant,
    Kind,
    Text,
    zulu,
)
from crm_core.domain.fields.numbers import Money, Number

WHOLE = Number(minimum=Decimal(1), maximum=Decimal(31), places=0)

READ = [
    (Text(10), "  Küche ", "Küche"),
    (Text(10, min_length=0), "  ", ""),
    (Text(5, pattern=r"[A-Z]{2,5}"), "BER", "BER"),
    (WHOLE, 31, 31),
    (Number(), 2.5, Decimal("2.5")),
    (Money(), 1800, Decimal("1800.00")),
    (Money(), "1800.5", Decimal("1800.50")),
    (Boolean(), False, False),
    (Choice(("LOW", "HIGH")), "LOW", "LOW"),
    (Identity(), "0190a3c0-0000-7000-8000-00000000000A", UUID("0190a3c0-0000-7000-8000-00000000000a")),
    (Day(), "2024-02-29", date(2024, 2, 29)),
    (Instant(), "2026-03-02T09:00:00+01:00", datetime(2026, 3, 2, 8, tzinfo=UTC)),
    (
        Instant(),
        "2026-03-02T08:00:00.123456999Z",
        datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC),
    ),
    (Instant(), "2026-03-02T08:00:00." + "9" * 30 + "Z", datetime(2026, 3, 2, 8, 0, 0, 999999, tzinfo=UTC)),
    (Instant(), "2026-03-02t08:00:00.123456z", datetime(2026, 3, 2, 8, 0, 0, 123456, tzinfo=UTC)),
]

REFUSED = [
    (Text(10), 5, "wrong-type"),
    (Text(10), "   ", "too-short"),
    (Text(3), "Küche", "too-long"),
    (Text(10), "a\0b", "forbidden-character"),
    (Text(10), "a\x1bb", "forbidden-character"),
    (Text(10), "\ud800", "forbidden-character"),
    (Text(5, pattern=r"[A-Z]{2,5}"), "De", "pattern"),
    (Text(5, pattern=r"[A-Z]{2,5}"), "DE\nX", "pattern"),
    (WHOLE, True, "wrong-type"),
    (WHOLE, "7", "wrong-type"),
    (WHOLE, 0, "too-small"),
    (WHOLE, 32, "too-large"),
    (WHOLE, 1.5, "too-many-decimals"),
    (Number(), float("nan"), "wrong-type"),
    (Number(), float("inf"), "wrong-type"),
    (Number(), 10**400, "too-large"),
    (Money(), "1.800,00", "wrong-type"),
    (Money(), 1.005, "too-many-decimals"),
    (Money(), 99_999_999_999, "too-large"),
    (Boolean(), "yes", "wrong-type"),
    (Boolean(), 1, "wrong-type"),
    (Choice(("LOW",)), "MID", "not-a-choice"),
    (Choice(("LOW",)), ["LOW"], "wrong-type"),
    (Identity(), "0190a3c000007000800000000000000a", "not-a-uuid"),
    (Identity(), "{0190a3c0-0000-7000-8000-00000000000a}", "not-a-uuid"),
    (Identity(), 7, "wrong-type"),
    (Day(), "31.12.2025", "not-a-date"),
    (Day(), "2025-02-29", "not-a-date"),
    (Day(), "2025-02-28T00:00:00Z", "not-a-date"),
    (Day(), 20250228, "wrong-type"),
    (Instant(), "2026-03-02T09:00:00", "naive-instant"),
    (Instant(), "2026-03-02", "not-an-instant"),
    (Instant(), "2026-03-02T09:00:00.1234567", "naive-instant"),
    (Instant(), "2026-03-02T08:00:00.Z", "not-an-instant"),
    (Instant(), "0001-01-01T00:00:00+14:00", "not-an-instant"),
    (Instant(), "9999-12-31T23:59:59-12:00", "not-an-instant"),
    (Instant(), "2026-13-02T09:00:00Z", "not-an-instant"),
    (Instant(), 1_700_000_000, "wrong-type"),
]


@pytest.mark.parametrize(("kind", "raw", "value"), READ)
def test_what_is_right_is_read(kind: Kind, raw: object, value: object) -> None:
    faults = Faults()

    assert kind.parse(raw, "/x", faults) == value
    assert faults.found == []


@pytest.mark.parametrize(("kind", "raw", "code"), REFUSED)
def test_what_is_wrong_is_named(kind: Kind, raw: object, code: str) -> None:
    faults = Faults()

    assert kind.parse(raw, "/x", faults) is UNREADABLE
    assert [(fault.pointer, fault.code) for fault in faults.found] == [("/x", code)]


moments = strategies.integers(-600_000_000, 6_000_000_000).map(
    lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@given(moments, strategies.integers(-720, 720))
def test_an_instant_survives_being_written_and_read(moment: datetime, minutes: int) -> None:
    instant = moment.astimezone(timezone(timedelta(minutes=minutes)))

    assert Instant().parse(zulu(instant), "", Faults()) == instant


@given(strategies.decimals(min_value=-9_999_999, max_value=9_999_999, places=2))
def test_money_is_never_changed_by_reading(amount: Decimal) -> None:
    assert Money().parse(str(amount), "", Faults()) == amount


json_values = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers()
    | strategies.floats()
    | strategies.text(),
    lambda inner: (
        strategies.lists(inner, max_size=3) | strategies.dictionaries(strategies.text(), inner, max_size=3)
    ),
    max_leaves=5,
)
ALL = [Text(10), WHOLE, Number(), Money(), Boolean(), Choice(("A",)), Identity(), Day(), Instant()]


@given(strategies.sampled_from(ALL), json_values)
def test_no_input_makes_a_kind_fail(kind: Kind, raw: object) -> None:
    faults = Faults()

    assert (kind.parse(raw, "/x", faults) is UNREADABLE) == bool(faults.found)
