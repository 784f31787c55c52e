"""The contract's shares, year by year and location by location, and every difference above one cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.leads.commission import (
    Cause,
    ContractYear,
    Credited,
    Location,
    Receipt,
    differences,
    expected,
)

FIRST = ContractYear(date(2025, 3, 1), date(2026, 3, 1))
SECOND = ContractYear(date(2026, 3, 1), date(2027, 3, 1), newly_agreed=True)
ROLLED_ON = ContractYear(date(2027, 3, 1), date(2028, 3, 1))
KIEL = Location("kiel", (SECOND, ROLLED_ON, FIRST))
MONEY = st.decimals(Decimal(-100000), Decimal(100000), places=2)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def receipt(net: str | Decimal, on: date = date(2025, 6, 1), at: str = "kiel", key: str = "r1") -> Receipt:
    return Receipt(key, at, on, Decimal(net))


@pytest.mark.parametrize(
    ("on", "net", "must"),
    [
        (date(2025, 2, 28), "100.00", "0.00"),
        (date(2025, 3, 1), "100.00", "7.00"),
        (date(2026, 2, 28), "100.00", "7.00"),
        (date(2026, 3, 1), "100.00", "2.00"),
        (date(2027, 2, 28), "100.00", "2.00"),
        (date(2027, 3, 1), "100.00", "0.00"),
        (date(2028, 3, 1), "100.00", "0.00"),
        (date(2025, 6, 1), "0.07", "0.00"),
        (date(2025, 6, 1), "0.50", "0.04"),
        (date(2025, 6, 1), "1.50", "0.11"),
        (date(2026, 6, 1), "-1.25", "-0.03"),
        (date(2025, 6, 1), "-0.50", "-0.04"),
        (date(2025, 6, 1), "-1000.00", "-70.00"),
    ],
)
def test_the_day_of_the_money_decides_the_share(on: date, net: str, must: str) -> None:
    assert expected(receipt(net, on), KIEL) == Decimal(must)


def test_each_location_has_years_of_its_own() -> None:
    later = Location("sylt", (ContractYear(date(2026, 3, 1), date(2027, 3, 1)),))
    on = date(2026, 6, 1)

    assert expected(receipt("100", on), KIEL) == Decimal("2.00")
    assert expected(receipt("100", on, "sylt"), later) == Decimal("7.00")


@drawn(st.lists(st.tuples(MONEY, DAYS), max_size=8))
def test_what_was_credited_rightly_is_no_difference(money: list[tuple[Decimal, date]]) -> None:
    receipts = [receipt(net, on, key=f"r{n}") for n, (net, on) in enumerate(money)]
    paid = [Credited(one.id, expected(one, KIEL)) for one in receipts]

    assert differences([KIEL], receipts, paid) == []


@drawn(st.lists(st.tuples(MONEY, DAYS, st.none() | MONEY), max_size=8))
def test_every_difference_above_a_cent_is_told_largest_first(
    money: list[tuple[Decimal, date, Decimal | None]],
) -> None:
    receipts = [receipt(net, on, key=f"r{n}") for n, (net, on, _) in enumerate(money)]
    paid = [Credited(f"r{n}", amount) for n, (_, _, amount) in enumerate(money) if amount is not None]
    found = differences([KIEL], receipts, paid)

    sizes = [abs(one.delta) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    off = {
        one.id
        for one, (_, _, amount) in zip(receipts, money, strict=True)
        if abs((amount or Decimal(0)) - expected(one, KIEL)) > Decimal("0.01")
    }
    assert {one.receipt_id for one in found} == off


def test_one_cent_is_none_and_two_are_one() -> None:
    for cents, count in (("7.01", 0), ("7.02", 1), ("6.99", 0), ("6.98", 1)):
        assert len(differences([KIEL], [receipt("100")], [Credited("r1", Decimal(cents))])) == count


def test_several_credits_for_a_receipt_add_up() -> None:
    parts = [Credited("r1", Decimal("3.00")), Credited("r1", Decimal("4.00"))]
    assert differences([KIEL], [receipt("100")], parts) == []


def test_each_difference_says_why() -> None:
    receipts = [
        receipt("100", key="none"),
        receipt("100", key="other"),
        receipt("100", FIRST.start - timedelta(days=1), key="early"),
        receipt("100", at="nowhere", key="lost"),
    ]
    paid = [Credited(key, Decimal(20)) for key in ("other", "early", "lost", "ghost")]
    found = {one.receipt_id: (one.cause, one.delta) for one in differences([KIEL], receipts, paid)}

    assert found == {
        "none": (Cause.MISSING, Decimal("-7.00")),
        "other": (Cause.AMOUNT, Decimal("13.00")),
        "early": (Cause.UNFOUNDED, Decimal("20.00")),
        "lost": (Cause.UNKNOWN_LOCATION, Decimal("20.00")),
        "ghost": (Cause.UNFOUNDED, Decimal(20)),
    }
