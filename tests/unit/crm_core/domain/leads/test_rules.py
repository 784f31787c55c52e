from itertools import product
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.leads.intervals import DAY
from crm_core.domain.leads.rules import (
    AUTOMATIC,
    CONTRACT_2025,
    RULE_SETS,
    SUM,
    Ending,
    GraceStart,
    ProtectionRules,
    never_shorter,
)


def changed(member: str, value: int) -> ProtectionRules:
    change: dict[str, Any] = {member: value}
    return evolve(CONTRACT_2025, **change)


def test_the_contract_says_six_months_sixty_days_and_ten_days_after_a_delivered_notice() -> None:
    contract = ProtectionRules(
        name="contract-2025",
        version=1,
        base_months=6,
        progress_days=60,
        grace_days=10,
        grace_start=GraceStart.ON_DELIVERED_NOTICE,
        ending=Ending.EARLIEST,
    )
    assert contract == CONTRACT_2025
    assert (CONTRACT_2025.progress, CONTRACT_2025.grace) == (60 * DAY, 10 * DAY)


def test_other_readings_are_rule_sets_with_a_name() -> None:
    assert list(RULE_SETS.items()) == [
        ("contract-2025", CONTRACT_2025),
        ("contract-2025-automatic", AUTOMATIC),
        ("sum-of-periods", SUM),
    ]
    assert AUTOMATIC.grace_start is GraceStart.AUTOMATIC
    assert SUM.ending is Ending.SUM


@pytest.mark.parametrize(
    ("member", "least", "most"), [("base_months", 1, 24), ("progress_days", 7, 120), ("grace_days", 1, 30)]
)
def test_the_numbers_have_bounds(member: str, least: int, most: int) -> None:
    for allowed in (least, most):
        assert getattr(changed(member, allowed), member) == allowed
    for refused in (least - 1, most + 1):
        with pytest.raises(ValueError, match=member):
            changed(member, refused)


@pytest.mark.parametrize("member", ["base_months", "progress_days", "grace_days"])
def test_rules_with_a_shorter_length_are_shorter(member: str) -> None:
    longer = changed(member, getattr(CONTRACT_2025, member) + 1)

    assert never_shorter(CONTRACT_2025, longer)
    assert not never_shorter(longer, CONTRACT_2025)


def test_the_readings_of_the_contract_from_short_to_long() -> None:
    order = [AUTOMATIC, CONTRACT_2025, SUM]
    for old, new in product(order, order):
        assert never_shorter(old, new) == (order.index(new) >= order.index(old))
