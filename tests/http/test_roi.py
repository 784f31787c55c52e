"""What a kitchen saves, over HTTP: exact, to the cent, with every bad field named."""

from typing import Any

import pytest

from tests.http.site import Site, service

PATH = "/api/cockpit/roi/calc"
KITCHEN: dict[str, Any] = {
    "mealsPerDay": 120,
    "daysPerMonth": 26,
    "laborMinutesSavedPerMeal": 2.5,
    "laborCostPerHour": 22,
    "foodCostPerMeal": 3.20,
    "wasteReductionPct": 8,
}


def test_the_golden_example_comes_out_to_the_cent(site: Site) -> None:
    answer = site.post(PATH, json={**KITCHEN, "investment": 15000})
    assert answer.status_code == 200
    assert answer.text == (
        '{"monthlyLaborSavings":2860.00,"monthlyWasteSavings":798.72,"totalMonthlySavings":3658.72,'
        '"paybackMonths":4.10,"assumptions":{"directUpliftPct":3.0}}'
    )


def test_decimals_may_be_texts_and_stay_exact(site: Site) -> None:
    texts = {**KITCHEN, "foodCostPerMeal": "3.20", "investment": "15000.00", "channel": "PARTNER"}
    told = site.post(PATH, json=texts).json()
    assert (told["totalMonthlySavings"], told["paybackMonths"]) == (3658.72, 4.10)
    assert told["assumptions"] == {"partnerDiscountPct": 5.0}


@pytest.mark.parametrize("more", [{}, {"investment": 0}, {"investment": None, "channel": None}])
def test_without_an_investment_nothing_is_paid_back(site: Site, more: dict[str, Any]) -> None:
    assert site.post(PATH, json={**KITCHEN, **more}).json()["paybackMonths"] is None


def test_without_a_saving_nothing_is_paid_back(site: Site) -> None:
    idle = {**KITCHEN, "laborMinutesSavedPerMeal": 0, "wasteReductionPct": 0, "investment": 5}
    assert '"totalMonthlySavings":0.00,"paybackMonths":null' in site.post(PATH, json=idle).text


def test_every_bad_field_is_named(site: Site) -> None:
    body = {
        **KITCHEN,
        "mealsPerDay": 0,
        "daysPerMonth": 32,
        "wasteReductionPct": 101,
        "channel": "WEB",
        "x": 1,
    }
    del body["laborCostPerHour"]
    answer = site.post(PATH, json={**body, "investment": -1, "foodCostPerMeal": "three"})
    assert answer.status_code == 400
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/x": "unknown-field",
        "/mealsPerDay": "too-small",
        "/daysPerMonth": "too-large",
        "/laborCostPerHour": "required",
        "/foodCostPerMeal": "wrong-type",
        "/wasteReductionPct": "too-large",
        "/channel": "not-a-choice",
        "/investment": "too-small",
    }


def test_everybody_who_is_somebody_may_ask(site: Site) -> None:
    assert site.post(PATH, json=KITCHEN, by=service()).status_code == 200
    assert site.post(PATH, json=KITCHEN, by=None).status_code == 401
