"""Samples over HTTP: asking, listing, moving, refusals, and the catalogue."""

from collections.abc import Iterator
from typing import Any

import pytest

from crm_core.domain.settings.setting import Scope
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.http.site import Site, service, serving, uuid

REP = given.rep(1)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as one:
        yield one


def customer(site: Site, **more: Any) -> str:
    return str(given.customer(site.world, owner=REP.user, **more).id)


def asked(site: Site, customer_id: str, **more: Any) -> Any:
    body = {"customerId": customer_id, "deliveryDate": "2026-03-09", **more}
    answer = site.post("/api/samples", json=body, by=REP)
    assert answer.status_code == 201, answer.text
    return answer.json()


def moved(site: Site, sample: Any, status: str, **more: Any) -> Any:
    return site.ask(
        "PATCH", f"/api/samples/{sample['id']}/status", json={"newStatus": status, **more}, by=REP
    )


def test_a_sample_is_made_with_everything_that_was_said(site: Site) -> None:
    customer_id = customer(site)
    body = {
        "customerId": customer_id,
        "items": [{"sku": "CF-101", "quantity": 2}, {"sku": "CF-205", "quantity": 1}],
        "kitId": "CF-BASIS-5",
        "deliveryDate": "2025-09-25",
        "deliveryAddress": "Hof 2",
        "contactEmail": "kueche@linde.example",
        "notes": "früh",
    }
    answer = site.post("/api/samples", json=body, by=REP)
    assert answer.status_code == 201
    told = answer.json()
    assert told == {
        **body,
        "id": told["id"],
        "version": 1,
        "leadId": None,
        "status": "REQUESTED",
        "statusEventAt": "2026-03-02T08:00:00Z",
        "late": True,
        "createdBy": str(REP.user),
        "createdAt": "2026-03-02T08:00:00Z",
        "updatedAt": "2026-03-02T08:00:00Z",
        "statusHistory": [],
    }
    assert answer.headers["location"] == f"/api/samples/{told['id']}"
    found = site.get(answer.headers["location"], by=REP)
    assert (found.json(), found.headers["etag"]) == (told, answer.headers["etag"])
    tag = {"if-none-match": found.headers["etag"]}
    assert site.get(answer.headers["location"], by=REP, headers=tag).status_code == 304


def test_a_box_that_is_asked_for_twice_with_one_key_is_one(site: Site) -> None:
    body = {"customerId": customer(site), "deliveryDate": "2026-03-09"}
    both = [site.post("/api/samples", json=body, headers={"idempotency-key": "k"}) for _ in range(2)]
    assert both[0].content == both[1].content
    assert both[1].headers["idempotent-replay"] == "true"
    assert len(site.get("/api/samples").json()["items"]) == 1


def test_steps_are_told_in_the_order_of_their_recording(site: Site) -> None:
    sample = asked(site, customer(site))
    first = moved(site, sample, "SHIPPED", eventAt="2025-09-19T10:00:00+02:00")
    assert (first.status_code, first.json()["status"]) == (200, "SHIPPED")
    again = moved(site, sample, "SHIPPED")
    assert (again.status_code, again.headers["etag"]) == (200, first.headers["etag"])
    site.clock.pass_by(hours=1)
    told = moved(site, sample, "DELIVERED", eventAt="2025-09-18T10:00:00Z").json()
    assert [(one["newStatus"], one["eventAt"], one["recordedAt"]) for one in told["statusHistory"]] == [
        ("SHIPPED", "2025-09-19T08:00:00Z", "2026-03-02T08:00:00Z"),
        ("DELIVERED", "2025-09-18T10:00:00Z", "2026-03-02T09:00:00Z"),
    ]
    assert told["late"] is False


def test_refusals_have_their_codes(site: Site) -> None:
    sample = asked(site, customer(site))

    def told(status: str, **more: Any) -> tuple[int, str]:
        answer = moved(site, sample, status, **more)
        return answer.status_code, answer.json()["code"]

    assert told("REQUESTED") == (409, "invalid-status-transition")
    assert told("FEEDBACK_SUCCESS") == (409, "invalid-status-transition")
    assert told("GONE") == (400, "validation-failed")
    assert told("PACKED", eventAt="2026-03-02T08:05:01Z") == (400, "validation-failed")
    assert moved(site, sample, "PACKED", eventAt="2026-03-02T08:05:00Z").status_code == 200
    moved(site, sample, "CANCELED")
    assert told("DELIVERED") == (409, "sample-already-final")
    stale = site.ask(
        "PATCH",
        f"/api/samples/{sample['id']}/status",
        json={"newStatus": "SHIPPED"},
        by=REP,
        headers={"if-match": '"1.x"'},
    )
    assert stale.status_code == 412


def test_every_bad_field_of_a_wish_is_named(site: Site) -> None:
    body = {"items": [{"sku": "CF-1", "quantity": 1.5}], "kitId": "X", "color": "red"}
    answer = site.post("/api/samples", json=body, by=REP)
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == {
        "/customerId": "exactly-one-of",
        "/items/0/sku": "unknown-sku",
        "/items/0/quantity": "too-many-decimals",
        "/kitId": "unknown-kit",
        "/deliveryDate": "required",
        "/color": "unknown-field",
    }
    empty = {"customerId": customer(site), "deliveryDate": "2026-03-09", "items": []}
    assert site.post("/api/samples", json=empty, by=REP).status_code == 400
    both = {"customerId": customer(site), "leadId": uuid(1), "deliveryDate": "2026-03-09"}
    assert site.post("/api/samples", json=both, by=REP).status_code == 400


def test_lists_are_narrowed_and_go_on_behind_a_cursor(site: Site) -> None:
    first, other = customer(site), customer(site)
    made = [asked(site, first, deliveryDate=f"2025-09-{day}")["id"] for day in (18, 19, 20)]
    packed = asked(site, other)
    moved(site, packed, "PACKED")

    def listed(query: str, **more: Any) -> list[str]:
        answer = site.get(f"/api/samples{query}", **{"by": REP, **more})
        assert answer.status_code == 200, answer.text
        return sorted(item["id"] for item in answer.json()["items"])

    assert listed(f"?customerId={first}") == sorted(made)
    assert listed("?status=PACKED") == [packed["id"]]
    assert listed("?from=2025-09-19&to=2025-09-20") == [made[1]]
    assert listed("", by=given.rep(2)) == []
    page = site.get("/api/samples?limit=3", by=REP)
    assert 'rel="next"' in page.headers["link"]
    rest = site.get("/api/samples", params={"limit": 3, "cursor": page.json()["nextCursor"]}, by=REP)
    told = [item["id"] for item in page.json()["items"] + rest.json()["items"]]
    assert sorted(told) == sorted([*made, packed["id"]])


@pytest.mark.parametrize("query", ["status=GONE", "customerId=1", "from=gestern", "limit=0", "q=x"])
def test_what_is_not_declared_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/api/samples?{query}").status_code == 400


CALLS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", None),
    ("PATCH", "/status", {"newStatus": "PACKED"}),
    ("PATCH", "/status", {"newStatus": 1}),
)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1]} {call[2]}")
def test_foreign_and_absent_are_the_same(site: Site, call: tuple[str, str, Any]) -> None:
    of_other = given.customer(site.world, owner=given.user(3), territory="AT")
    hidden = boxes.requested(site.world, of_other.id)
    stranger = boxes.requested(site.world, boxes.lead_of(site.world, 3), by=given.rep(3))

    def told(sample_id: object, by: Any) -> tuple[int, str]:
        body = {} if call[2] is None else {"json": call[2]}
        answer = site.ask(call[0], f"/api/samples/{sample_id}{call[1]}", by=by, **body)
        text = answer.text.replace(str(sample_id), "ID").replace(answer.headers["x-correlation-id"], "C")
        return answer.status_code, text

    for by in (REP, given.team_lead("KIEL"), service(), given.actor(tenant=given.OTHER_TENANT)):
        absent = told(uuid(0xDEAD), by)
        assert absent[0] in (400, 404)
        assert told(hidden.id, by) == absent
        assert told(stranger.id, by) == absent


def test_what_may_be_seen_but_not_changed_is_403(site: Site) -> None:
    seen = boxes.requested(site.world, given.customer(site.world).id)
    wish = boxes.wish(seen.party)
    for by in (given.AUDITOR, service("customers:read")):
        answer = site.ask("PATCH", f"/api/samples/{seen.id}/status", json={"newStatus": "PACKED"}, by=by)
        assert answer.status_code == 403
        assert site.post("/api/samples", json=wish, by=by).status_code == 403


def test_the_catalogue_is_there_for_whoever_may_enter(site: Site) -> None:
    products = site.get("/api/products", by=REP).json()["items"]
    assert {"CF-101", "CF-205"} <= {one["sku"] for one in products}
    assert all(one["nameDe"] and one["nameEn"] and one["shelfLifeDays"] > 0 for one in products)
    kits = {one["id"]: one for one in site.get("/api/kits", by=REP).json()["items"]}
    assert len(kits["CF-BASIS-5"]["items"]) == 5
    assert site.get("/api/kits", by=None).status_code == 401


def test_switched_off_there_are_no_samples(site: Site) -> None:
    with site.world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put("features.samples", Scope.TENANT, value=False, version=0)
        uow.commit()
    for path in ("/api/samples", "/api/products", "/api/kits", f"/api/samples/{uuid(1)}"):
        assert site.get(path).status_code == 404


def test_without_the_pack_there_are_none_either() -> None:
    with serving() as bare:
        assert bare.get("/api/samples").status_code == 404
        assert "/api/samples" not in bare.get("/api/openapi.json", by=None).json()["paths"]
