"""Each switch does over HTTP what it says: its routes are gone, or its rules are others."""

from collections.abc import Iterator

import httpx
import pytest

from adapters.http.app import endpoints_of
from crm_core.domain.settings.setting import Scope
from crm_core.pack import activity_types_of, fields_of, hot_columns_of, settings_of
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.http.site import Site, serving, uuid

REP = given.rep(1)
NOWHERE = {f"{kind}Id": uuid(9) for kind in ("customer", "sample", "activity", "scenario", "check")}
ROUTES = {
    "features.samples": ["/api/samples", "/api/samples/{sampleId}/status", "/api/products", "/api/kits"],
    "features.activities.b2b_food": ["/api/activities", "/api/customers/{customerId}/activities"],
    "features.fields.bridge": ["/api/customers/{customerId}/fields"],
}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as one:
        yield one


def switched(site: Site, key: str, value: object) -> None:
    with site.world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put(key, Scope.TENANT, value=value, version=0)
        uow.commit()


def errors(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(one["pointer"], one["code"]) for one in answer.json()["errors"]]


@pytest.mark.parametrize("flag", ROUTES)
def test_what_is_switched_off_is_as_if_it_did_not_exist(site: Site, flag: str) -> None:
    declared = endpoints_of(
        settings_of(FOOD), fields_of(FOOD), hot_columns_of(FOOD), types=activity_types_of(FOOD)
    )
    behind_it = [one for one in declared if one.feature == flag]
    switched(site, flag, value=False)

    assert {one.path for one in behind_it} >= set(ROUTES[flag])
    for one in behind_it:
        places = {**NOWHERE, "key": "kitchen_size"}
        answer = site.ask(one.method, one.path.format_map(places), by=given.ADMIN, json={})
        assert answer.status_code == 404, f"{one.method} {one.path}"
        assert answer.json()["code"] == "not-found"


def test_a_kind_that_is_not_on_offer_is_no_choice(site: Site) -> None:
    customer = str(given.customer(site.world, owner=REP.user).id)
    switched(site, "features.activities.kinds", value="CALL, MEETING")
    for kind, status in (("CALL", 201), ("NOTE", 400)):
        answer = site.post("/api/activities", by=REP, json={"customerId": customer, "kind": kind})
        assert answer.status_code == status, answer.text
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/kind", "not-a-choice")
    ]


def test_a_kind_that_nobody_declares_is_not_put_on_offer(site: Site) -> None:
    path = "/api/settings/features.activities.kinds"
    answer = site.ask("PUT", path, json={"value": "NOTES"}, headers={"if-match": "*"}, by=given.ADMIN)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/value", "unknown-kinds")
    assert "NOTES" in error["message"]


def consulted(site: Site, customer: str, scenario: str = uuid(7)) -> int:
    said = {"commitmentLevel": "MID", "savingsPerMonth": 950, "roiScenarioId": scenario}
    body = {"customerId": customer, "kind": "ROI_CONSULTATION", **said}
    return site.post("/api/activities", by=REP, json=body).status_code


def test_consultations_name_any_calculation_unless_it_must_be_a_saved_one(site: Site) -> None:
    customer = str(given.customer(site.world, owner=REP.user).id)
    assert consulted(site, customer) == 201
    switched(site, "features.roi.strictScenario", value=True)
    assert consulted(site, customer) == 400


def test_consultations_write_the_potential_only_when_they_shall(site: Site) -> None:
    customer = str(given.customer(site.world, owner=REP.user).id)

    def potential() -> object:
        told = site.get(f"/api/customers/{customer}/fields", by=REP).json()["fields"]
        return told.get("roi_potential", {}).get("value")

    consulted(site, customer)
    assert potential() is None
    switched(site, "features.roi.updatePotential", value=True)
    consulted(site, customer)
    assert potential() == {"value": 950.0}


def test_a_delivery_in_the_past_is_refused_only_when_it_shall_be(site: Site) -> None:
    customer = given.customer(site.world, owner=REP.user).id
    wish = boxes.wish(customer, deliveryDate="2025-09-25")
    assert site.post("/api/samples", by=REP, json=wish).status_code == 201
    switched(site, "samples.rejectPastDelivery", value=True)
    refused = site.post("/api/samples", by=REP, json=wish)
    assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [
        ("/deliveryDate", "in-past")
    ]
    today = boxes.wish(customer, deliveryDate="2026-03-02")
    assert site.post("/api/samples", by=REP, json=today).status_code == 201
