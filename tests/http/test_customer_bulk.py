"""Many patches at once: each is answered for itself, and the whole is had once."""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.settings.setting import Scope
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.site import Site, serving, uuid

BULK = "/api/customers/bulk"


@pytest.fixture
def food() -> Any:
    with serving(packs=(FOOD,)) as site:
        yield site


def told(site: Site, items: Sequence[object], **more: Any) -> Any:
    answer = site.post(BULK, json={"items": items}, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_each_item_has_the_etag_that_its_own_resource_shows(food: Site) -> None:
    one, other = (food.created(name=name).json()["id"] for name in ("A", "B"))
    items = [
        {"customerId": one, "details": {"region": "KIEL"}},
        {"customerId": other, "fields": {"meals_per_day": 120}},
    ]
    described, filled = told(food, items)
    assert described == {
        "index": 0, "customerId": one, "status": 200, "problem": None,
        "etag": food.get(f"/api/customers/{one}").headers["etag"],
    }  # fmt: skip
    assert filled["etag"] == food.get(f"/api/customers/{other}/fields").headers["etag"]
    assert food.get(f"/api/customers/{one}").json()["region"] == "KIEL"


def test_every_refusal_is_told_per_item_and_leaves_the_others_alone(food: Site) -> None:
    by = given.rep(1)
    mine = food.created(by=by).json()["id"]
    chain = food.created(isChain=True).json()["id"]
    food.created(by=by, parentId=None)
    location = food.created(parentId=chain, ownerUserId=str(given.user(1))).json()["id"]
    sibling = food.created(parentId=chain, ownerUserId=str(given.user(2))).json()["id"]
    stale = '"9.0000000000000000"'
    items: list[Any] = [
        {"customerId": sibling, "details": {"name": "x"}},
        {"customerId": uuid(9), "details": {"name": "x"}},
        {"customerId": mine, "details": {"name": "", "type": "PUB"}},
        {"customerId": mine, "fields": {"meals": 1}},
        {"customerId": mine, "fields": {"contract_terms": None}},
        {"customerId": mine, "details": {"name": "x"}, "ifMatch": stale},
        {"customerId": mine, "details": {"name": "x"}, "fields": {}},
        {"customerId": "1", "details": {}},
        {"customerId": mine, "detials": {}},
        [],
        {"customerId": mine, "details": {"name": "Neu"}},
        {"customerId": location, "details": {"phone": "+49 30 1234567"}},
    ]
    outcomes = told(food, items, by=by)
    assert [one["index"] for one in outcomes] == list(range(12))
    codes = [one["problem"] and one["problem"]["code"] for one in outcomes]
    assert codes == [
        "not-allowed", "not-found", "validation-failed", "validation-failed", "field-restricted",
        "version-mismatch", "validation-failed", "validation-failed", "validation-failed",
        "validation-failed", None, None,
    ]  # fmt: skip
    assert [one["status"] for one in outcomes] == [403, 404, 400, 400, 403, 412, *[400] * 4, 200, 200]
    assert {error["pointer"] for error in outcomes[2]["problem"]["errors"]} == {"/name", "/type"}
    assert all((one["etag"] is None) == (one["problem"] is not None) for one in outcomes)
    assert food.get(f"/api/customers/{mine}", by=by).json()["name"] == "Neu"


def test_an_item_that_fails_late_leaves_nothing_behind(food: Site) -> None:
    one = food.created().json()
    bad = {"customerId": one["id"], "fields": {"meals_per_day": 3, "kitchen_size": "?", "x": 1}}
    (refused,) = told(food, [bad])
    assert refused["status"] == 400
    assert food.get(f"/api/customers/{one['id']}").json() == one
    assert food.get(f"/api/customers/{one['id']}/fields").json()["fields"] == {}


def test_the_same_request_has_its_effect_once(food: Site) -> None:
    one = food.created().json()["id"]
    items = [{"customerId": one, "details": {"name": "Neu"}}, {"customerId": uuid(9), "details": {}}]
    headers = {"idempotency-key": "bulk-1"}
    first = food.post(BULK, json={"items": items}, headers=headers)
    food.ask("PATCH", f"/api/customers/{one}", json={"name": "Neuer"})
    again = food.post(BULK, json={"items": items}, headers=headers)
    assert (again.content, again.headers["idempotent-replay"]) == (first.content, "true")
    assert food.get(f"/api/customers/{one}").json()["name"] == "Neuer"
    other = food.post(BULK, json={"items": items[:1]}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"items": []}, "/items", "wrong-length"),
        ({"items": [{}] * 501}, "/items", "wrong-length"),
        ({"items": {}}, "/items", "wrong-type"),
        ({}, "/items", "required"),
        ({"items": [{}], "dryRun": True}, "/dryRun", "unknown-field"),
    ],
)
def test_what_is_no_bulk_is_refused_as_a_whole(site: Site, body: Any, pointer: str, code: str) -> None:
    answer = site.post(BULK, json=body)
    assert answer.status_code == 400
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


def test_five_hundred_are_taken(site: Site) -> None:
    one = site.created().json()["id"]
    items: list[object] = [{"customerId": one, "details": {"name": f"Haus {n}"}} for n in range(500)]
    assert {outcome["status"] for outcome in told(site, items)} == {200}
    assert site.get(f"/api/customers/{one}").json()["version"] == 501


def test_what_a_tenant_decided_about_patches_holds_here_too(food: Site) -> None:
    one = food.created().json()["id"]
    for key, value in (("http.requireIfMatch", True), ("features.fields.bridge", False)):
        change_setting(ChangeSetting(key, Scope.TENANT, value, 0), actor=given.ADMIN, world=food.world)
    outcomes = told(food, [{"customerId": one, "details": {}}, {"customerId": one, "fields": {}}])
    assert [(o["status"], o["problem"]["code"]) for o in outcomes] == [
        (428, "precondition-required"),
        (400, "validation-failed"),
    ]
    seen = food.get(f"/api/customers/{one}").headers["etag"]
    assert told(food, [{"customerId": one, "details": {}, "ifMatch": seen}])[0]["status"] == 200


def test_others_of_the_tenant_only(site: Site) -> None:
    one = site.created().json()["id"]
    stranger = evolve(given.MANAGER, tenant=given.OTHER_TENANT)
    (refused,) = told(site, [{"customerId": one, "details": {"name": "x"}}], by=stranger)
    assert refused["problem"]["code"] == "not-found"
