"""The calculator gives the golden example, in exact decimals, and never rounds twice."""

from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies

from crm_core.domain.customers.customer import Channel
from crm_core.domain.refusals import Invalid
from crm_food_pack.domain.roi.calculator import (
    INPUTS,
    RoiInputs,
    RoiResult,
    calculate,
    inputs_from,
    kept_inputs,
)
from tests.unit.crm_food_pack.domain.roi.kitchens import GOLDEN, kitchen

D = Decimal


def test_the_golden_example() -> None:
    assert calculate(kitchen()) == RoiResult(D("2860.00"), D("798.72"), D("3658.72"), None)
    assert calculate(kitchen(investment=15_000)).payback_months == D("4.10")


@pytest.mark.parametrize(
    ("more", "payback"),
    [
        ({"investment": 0}, None),
        ({"investment": 100, "laborMinutesSavedPerMeal": 0, "wasteReductionPct": 0}, None),
        ({"investment": "0.01"}, D("0.00")),
    ],
)
def test_without_investment_or_saving_nothing_is_paid_back(
    more: dict[str, object], payback: Decimal | None
) -> None:
    assert calculate(kitchen(**more)).payback_months == payback


def test_half_a_cent_is_rounded_up() -> None:
    tiny = {"mealsPerDay": 1, "daysPerMonth": 1, "laborMinutesSavedPerMeal": 1, "wasteReductionPct": 1}
    result = calculate(kitchen(**tiny, laborCostPerHour="0.3", foodCostPerMeal="0.5"))

    assert (result.monthly_labor_savings, result.monthly_waste_savings) == (D("0.01"), D("0.01"))


def test_a_hair_below_half_a_cent_is_rounded_down() -> None:
    """The exact saving is 626622875557679785.00499999999998333…: more digits than a default context keeps."""
    hair = {"mealsPerDay": 999_983, "daysPerMonth": 29, "laborMinutesSavedPerMeal": "1439.999999"}
    result = calculate(evolve(kitchen(**hair), labor_cost_per_hour=D("900335529.831643")))

    assert result.monthly_labor_savings == D("626622875557679785.00")


def test_the_channel_does_not_enter_the_result() -> None:
    assert kitchen().channel is Channel.DIRECT
    assert calculate(kitchen(channel="PARTNER")) == calculate(kitchen(channel="DIRECT"))


def test_every_bad_input_is_named() -> None:
    bad = {
        "mealsPerDay": 0, "daysPerMonth": 32, "laborMinutesSavedPerMeal": -1, "laborCostPerHour": "many",
        "wasteReductionPct": 100.5, "channel": "BOTH", "investment": -1, "x": 1,
    }  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        inputs_from(bad)

    assert {(error.field, error.code) for error in refusal.value.errors} == {
        ("mealsPerDay", "too-small"), ("daysPerMonth", "too-large"),
        ("laborMinutesSavedPerMeal", "too-small"), ("laborCostPerHour", "wrong-type"),
        ("foodCostPerMeal", "required"), ("wasteReductionPct", "too-large"), ("channel", "not-a-choice"),
        ("investment", "too-small"), ("x", "unknown-field"),
    }  # fmt: skip


def amounts(maximum: int, places: int = 6) -> strategies.SearchStrategy[Decimal]:
    return strategies.decimals(0, maximum, places=places)


inputs = strategies.builds(
    RoiInputs,
    meals_per_day=strategies.integers(1, 1_000_000),
    days_per_month=strategies.integers(1, 31),
    labor_minutes_saved_per_meal=amounts(1440),
    labor_cost_per_hour=amounts(10**9),
    food_cost_per_meal=amounts(10**9),
    waste_reduction_pct=amounts(100),
    channel=strategies.sampled_from(Channel),
    investment=strategies.none() | amounts(10**12),
)


def half_up(value: Fraction) -> Decimal:
    cents = (value * 100 + Fraction(1, 2)).__floor__()
    return (D(cents) / 100).quantize(D("0.01"), ROUND_FLOOR)


@given(inputs)
@settings(deadline=timedelta(seconds=2))
def test_it_agrees_with_exact_fractions(given_inputs: RoiInputs) -> None:
    meals = Fraction(given_inputs.meals_per_day * given_inputs.days_per_month)
    minutes, cost = map(
        Fraction, (given_inputs.labor_minutes_saved_per_meal, given_inputs.labor_cost_per_hour)
    )
    food, waste = map(Fraction, (given_inputs.food_cost_per_meal, given_inputs.waste_reduction_pct))
    result = calculate(given_inputs)

    assert result.monthly_labor_savings == half_up(meals * minutes / 60 * cost)
    assert result.monthly_waste_savings == half_up(meals * food * waste / 100)
    assert result.total_monthly_savings == result.monthly_labor_savings + result.monthly_waste_savings
    investment = given_inputs.investment
    if investment and result.total_monthly_savings:
        expected = half_up(Fraction(investment) / Fraction(result.total_monthly_savings))
        assert result.payback_months == expected
    else:
        assert result.payback_months is None


def test_amounts_are_read_as_numbers_or_as_decimal_strings() -> None:
    assert inputs_from({**GOLDEN, "foodCostPerMeal": 3.2}) == inputs_from(GOLDEN)


MONEY = ("laborCostPerHour", "foodCostPerMeal", "investment")


@pytest.mark.parametrize("amount", ["3.205", 3.205, D("0.001")])
def test_money_has_at_most_two_places_and_each_finer_amount_is_named(amount: object) -> None:
    finer = {**GOLDEN, **dict.fromkeys(MONEY, amount)}
    with pytest.raises(Invalid) as refusal:
        inputs_from(finer)

    assert {(error.field, error.code) for error in refusal.value.errors} == {
        (name, "too-many-decimals") for name in MONEY
    }
    assert kept_inputs(finer).investment == D(str(amount))


def test_minutes_and_percentages_are_no_money() -> None:
    fine = kitchen(laborMinutesSavedPerMeal="2.555", wasteReductionPct=8.125)
    assert (fine.labor_minutes_saved_per_meal, fine.waste_reduction_pct) == (D("2.555"), D("8.125"))


def test_the_schema_says_which_texts_are_amounts() -> None:
    patterns = {
        member.key: member.kind.schema()["oneOf"][1]["pattern"]  # type: ignore[index]  # an amount's
        for member in INPUTS.members
        if "oneOf" in member.kind.schema()
    }
    assert {key for key, pattern in patterns.items() if pattern.endswith(r"(\.\d{1,2})?$")} == set(MONEY)
