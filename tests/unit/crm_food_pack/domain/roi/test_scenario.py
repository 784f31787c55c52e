"""A scenario is what was shown, for ever: the same inputs and version give the same results."""

from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given as given_any

from crm_core.domain.customers.customer import Channel
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_food_pack.domain.roi.calculator import RoiInputs, calculate
from crm_food_pack.domain.roi.scenario import (
    CURRENT,
    Outlook,
    RoiScenario,
    RoiScenarioId,
    assumptions_of,
    compared,
)
from tests import given
from tests.unit.crm_food_pack.domain.roi.kitchens import kitchen
from tests.unit.crm_food_pack.domain.roi.test_calculator import inputs

SCENARIO = RoiScenario(
    RoiScenarioId(UUID(int=1)), given.TENANT, CustomerId(UUID(int=5)), "Herbstkarte", kitchen(),
    CURRENT.version, compared(kitchen(), CURRENT), given.user(1), given.START,
)  # fmt: skip


def test_the_three_outlooks_of_the_golden_example() -> None:
    totals = {outlook: str(result.total_monthly_savings) for outlook, result in SCENARIO.results.items()}

    assert totals == {"CONSERVATIVE": "2926.98", "REALISTIC": "3658.72", "OPTIMISTIC": "4390.46"}
    assert SCENARIO.result == calculate(kitchen())


@given_any(inputs)
def test_the_same_inputs_and_version_give_the_same_ordered_results(given_inputs: RoiInputs) -> None:
    first, second = (compared(given_inputs, CURRENT) for _ in range(2))
    low, real, high = (first[outlook].total_monthly_savings for outlook in Outlook)

    assert first == second
    assert low <= real <= high


def test_a_scenario_that_does_not_hold_any_more_is_noticed() -> None:
    assert SCENARIO.holds()
    assert not evolve(SCENARIO, inputs=kitchen(mealsPerDay=121)).holds()


def test_waste_is_never_more_than_everything() -> None:
    result = compared(kitchen(wasteReductionPct=100), CURRENT)

    assert result[Outlook.OPTIMISTIC].monthly_waste_savings == result[Outlook.REALISTIC].monthly_waste_savings


def test_each_channel_is_shown_its_own_assumption() -> None:
    assert {key: str(value) for key, value in CURRENT.shown(Channel.PARTNER).items()} == {
        "partnerDiscountPct": "5.0"
    }
    assert {key: str(value) for key, value in CURRENT.shown(Channel.DIRECT).items()} == {
        "directUpliftPct": "3.0"
    }


def test_published_assumptions_do_not_change() -> None:
    first = assumptions_of("2025-1")

    assert [str(first.factors[outlook]) for outlook in Outlook] == ["0.8", "1", "1.2"]
    with pytest.raises(NotFound):
        assumptions_of("1999-1")
