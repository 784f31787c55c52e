"""Rules between fields hold for what is there, and are silent about what is not."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.rules import NotAfter, Requires, Rule, keys_of

SPRING, AUTUMN = date(2026, 3, 1), date(2026, 9, 1)
SEASON = NotAfter("season.start", "season.end")
DEPOSIT = Requires("deposit", "terms.signed_on")


def broken(rule: Rule, values: Mapping[str, object]) -> list[tuple[str, str]]:
    faults = Faults()
    rule.check(values, faults)
    return [(fault.pointer, fault.code) for fault in faults.found]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (SPRING, AUTUMN),
        (SPRING, SPRING),
        (SPRING, None),
        (None, AUTUMN),
        (Decimal(1), 2),
        (AUTUMN, datetime(2026, 3, 1, tzinfo=UTC)),
        ("b", "a"),
    ],
)
def test_what_is_in_order_or_cannot_be_compared_breaks_nothing(start: object, end: object) -> None:
    assert broken(SEASON, {"season": {"start": start, "end": end}}) == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (AUTUMN, SPRING),
        (Decimal("1.5"), 1),
        (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)),
    ],
)
def test_what_is_out_of_order_is_named_at_the_later_one(start: object, end: object) -> None:
    assert broken(SEASON, {"season": {"start": start, "end": end}}) == [("/season/end", "out-of-order")]


def test_one_field_can_require_another() -> None:
    assert broken(DEPOSIT, {"deposit": 5}) == [("/terms/signed_on", "required")]
    assert broken(DEPOSIT, {"deposit": 5, "terms": {"signed_on": SPRING}}) == []
    assert broken(DEPOSIT, {"terms": {}}) == []


def test_a_rule_knows_of_which_fields_it_speaks() -> None:
    assert keys_of(DEPOSIT) == {"deposit", "terms"}
    assert keys_of(SEASON) == {"season"}
