"""Saved calculations over HTTP: pinned, compared, listed."""

from collections.abc import Iterator
from typing import Any

import pytest

from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import Site, serving, uuid

REP = given.rep(1)
GOLDEN = {
    "mealsPerDay": 120,
    "daysPerMonth": 26,
    "laborMinutesSavedPerMeal": 2.5,
    "laborCostPerHour": 22,
    "foodCostPerMeal": "3.20",
    "wasteReductionPct": 8,
    "investment": 15000,
}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as one:
        yield one


def saved(site: Site, customer_id: str, **more: Any) -> Any:
    answer = site.post(f"/api/customers/{customer_id}/roi-scenarios", json={**GOLDEN, **more}, by=REP)
    assert answer.status_code == 201, answer.text
    return answer


def customer(site: Site, **more: Any) -> str:
    return str(given.customer(site.world, owner=REP.user, **more).id)


def test_the_golden_example_is_pinned_with_its_outlooks(site: Site) -> None:
    answer = saved(site, customer(site, territory="CH"), name="Mittagstisch")
    told = answer.json()
    assert (told["name"], told["currency"], told["assumptionsVersion"]) == ("Mittagstisch", "CHF", "2025-1")
    assert told["result"] == {
        "monthlyLaborSavings": 2860.00,
        "monthlyWasteSavings": 798.72,
        "totalMonthlySavings": 3658.72,
        "paybackMonths": 4.10,
        "assumptions": {"directUpliftPct": 3.0},
    }
    assert '"monthlyLaborSavings":2860.00' in answer.text
    totals = [told["outlooks"][name]["totalMonthlySavings"] for name in told["outlooks"]]
    assert list(told["outlooks"]) == ["conservative", "realistic", "optimistic"]
    assert totals == sorted(totals)
    assert told["outlooks"]["realistic"] == told["result"]
    found = site.get(answer.headers["location"], by=REP)
    assert (found.content, found.headers["etag"]) == (answer.content, answer.headers["etag"])


def test_the_same_inputs_always_give_the_same_results(site: Site) -> None:
    whose = customer(site)
    first = saved(site, whose).json()
    site.clock.pass_by(minutes=5)
    second = saved(site, whose).json()
    for name in ("inputs", "assumptions", "result", "outlooks", "name"):
        assert first[name] == second[name]
    assert first["name"] == "2026-03-02"


def test_a_list_is_the_newest_first(site: Site) -> None:
    whose = customer(site)
    first = saved(site, whose).json()["id"]
    site.clock.pass_by(minutes=5)
    second = saved(site, whose).json()["id"]
    path = f"/api/customers/{whose}/roi-scenarios"
    page = site.get(f"{path}?limit=1", by=REP)
    rest = site.get(path, params={"limit": 1, "cursor": page.json()["nextCursor"]}, by=REP)
    assert [one["id"] for one in page.json()["items"] + rest.json()["items"]] == [second, first]
    assert site.get(path, by=given.rep(2)).status_code == 404


def test_bad_members_hidden_customers_and_rights(site: Site) -> None:
    whose = customer(site)
    path = f"/api/customers/{whose}/roi-scenarios"
    bad = site.post(path, json={**GOLDEN, "mealsPerDay": 0, "assumptionsVersion": "1999", "x": 1}, by=REP)
    assert {error["pointer"]: error["code"] for error in bad.json()["errors"]} == {
        "/mealsPerDay": "too-small",
        "/assumptionsVersion": "not-a-choice",
        "/x": "unknown-field",
    }
    assert site.post(path, json=GOLDEN, by=given.AUDITOR).status_code == 403
    assert site.post(path, json=GOLDEN, by=given.rep(2)).status_code == 404
    assert site.get(f"/api/roi-scenarios/{uuid(0xDEAD)}", by=REP).status_code == 404


def test_it_is_handed_out_as_a_sheet_in_either_language(site: Site) -> None:
    path = saved(site, customer(site)).headers["location"]
    made = {}
    for language in ("de", "en"):
        answer = site.get(
            f"{path}?format=pdf&language={language}", by=REP, headers={"accept": "application/pdf"}
        )
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert f"-{language}.pdf" in answer.headers["content-disposition"]
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(b"%PDF-")
        assert answer.content == site.get(f"{path}?format=pdf&language={language}", by=REP).content
        made[language] = answer.content
    accepting = site.get(path, by=REP, headers={"accept": "application/pdf"})
    assert accepting.content == made["de"]
    both = site.get(path, by=REP, headers={"accept": "application/json, application/pdf"})
    assert both.headers["content-type"] == "application/json"
    assert made["de"] != made["en"]
    assert site.get(f"{path}?format=pdf", by=given.rep(2)).status_code == 404
    assert site.get(f"{path}?format=doc", by=REP).json()["errors"][0]["field"] == "format"
    assert site.get(f"{path}?format=pdf&language=fr", by=REP).status_code == 400
