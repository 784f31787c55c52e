"""Activities over HTTP: logging, listing, correcting, withdrawing, and a kind of another trade."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from prometheus_client import CollectorRegistry

from adapters.http.activity_meter import ActivityMeter
from adapters.memory.store import MemoryStore
from crm_core.domain.settings.setting import Scope
from crm_core.pack import activity_types_of
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.http.site import Site, behind, serving, uuid
from tests.logged import logged
from tests.second_pack import STAGES

REP = given.rep(1)
ALL = "/api/activities"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(packs=(FOOD,)) as one:
        yield one


def customer(site: Site, **more: Any) -> str:
    return str(given.customer(site.world, owner=REP.user, **more).id)


def made(site: Site, customer_id: str, kind: str = "CALL", **more: Any) -> Any:
    answer = site.post(ALL, json={"customerId": customer_id, "kind": kind, **more}, by=REP)
    assert answer.status_code == 201, answer.text
    return answer


def test_an_activity_is_answered_with_all_members_of_its_kind_and_its_follow_ups(site: Site) -> None:
    customer_id = customer(site)
    body = {
        "customerId": customer_id,
        "kind": "ROI_CONSULTATION",
        "occurredAt": "2026-03-01T10:00:00+01:00",
        "roiScenarioId": uuid(0x501),
        "commitmentLevel": "HIGH",
        "savingsPerMonth": 1800,
    }
    answer = site.post(ALL, json=body, by=REP)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    (opened,) = told.pop("followUps")
    assert (opened["rule"], opened["state"], opened["badge"]) == ("roi-follow-up", "OPEN", "ON_TRACK")
    assert told == {
        **body,
        "id": told["id"],
        "version": 1,
        "leadId": None,
        "occurredAt": "2026-03-01T09:00:00Z",
        "note": None,
        "assumptionsVersion": None,
        "outcome": None,
        "author": str(REP.user),
        "recordedAt": "2026-03-02T08:00:00Z",
        "correctedAt": None,
        "correctedBy": None,
        "withdrawal": None,
    }
    assert '"savingsPerMonth":1800.00' in answer.text
    found = site.get(answer.headers["location"], by=REP)
    assert (found.json(), found.headers["etag"]) == (told, answer.headers["etag"])
    tag = {"if-none-match": found.headers["etag"]}
    assert site.get(answer.headers["location"], by=REP, headers=tag).status_code == 304


def test_what_is_sent_twice_with_one_key_is_one(site: Site) -> None:
    body = {"customerId": customer(site), "kind": "NOTE"}
    both = [site.post(ALL, json=body, headers={"idempotency-key": "k"}) for _ in range(2)]
    assert both[0].content == both[1].content
    assert both[1].headers["idempotent-replay"] == "true"
    assert len(site.get(f"/api/customers/{body['customerId']}/activities").json()["items"]) == 1


def test_every_bad_member_is_named(site: Site) -> None:
    customer_id = customer(site)

    def errors(**body: Any) -> dict[str, str]:
        answer = site.post(ALL, json=body, by=REP)
        assert answer.status_code == 400
        return {error["pointer"]: error["code"] for error in answer.json()["errors"]}

    assert errors(kind="SMALLTALK") == {"/kind": "not-a-choice", "/customerId": "exactly-one-of"}
    assert errors(customerId=customer_id, kind="PRODUCTTEST_FEEDBACK", rating=6, smell=1) == {
        "/sampleId": "required",
        "/outcome": "required",
        "/rating": "too-large",
        "/smell": "unknown-field",
    }
    assert errors(leadId=uuid(1), kind="MENU_INTEGRATION", season="Q4/Xmas", outcome="DRAFT") == {
        "/customerId": "required",
        "/leadId": "unknown-field",
    }
    assert errors(customerId=uuid(0xDEAD), kind="NOTE") == {"/customerId": "unknown-reference"}


def test_lists_are_narrowed_searched_and_go_on_behind_a_cursor(site: Site) -> None:
    customer_id = customer(site)
    days = [f"2026-02-{day:02}T10:00:00Z" for day in (1, 2, 3)]
    ids = [made(site, customer_id, occurredAt=day, note=f"Montag {day[8:10]}").json()["id"] for day in days]
    note = made(site, customer_id, "NOTE").json()["id"]

    def listed(query: str = "", **more: Any) -> list[str]:
        answer = site.get(f"/api/customers/{customer_id}/activities{query}", **{"by": REP, **more})
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]

    assert listed() == [note, *ids[::-1]]
    assert listed("?kind=NOTE") == [note]
    assert listed("?from=2026-02-02&to=2026-02-03") == [ids[1]]
    assert listed("?from=2026-02-02T10:00:00Z&to=2026-02-03T10:00:00Z") == [ids[1]]
    assert listed("?q=montag%2002") == [ids[1]]
    path = f"/api/customers/{customer_id}/activities"
    page = site.get(f"{path}?limit=3", by=REP)
    assert 'rel="next"' in page.headers["link"]
    rest = site.get(path, params={"limit": 3, "cursor": page.json()["nextCursor"]}, by=REP)
    assert [item["id"] for item in page.json()["items"] + rest.json()["items"]] == [note, *ids[::-1]]
    assert site.get(f"/api/customers/{uuid(0xDEAD)}/activities", by=REP).status_code == 404
    for wrong in ("kind=SMALLTALK", "from=gestern", "from=2026-02-30", "limit=0", "page=2"):
        assert site.get(f"{path}?{wrong}", by=REP).status_code == 400


def test_a_correction_is_a_version_with_its_own_tag_and_history(site: Site) -> None:
    first = made(site, customer(site), note="Montg")
    place = first.headers["location"]
    stale = site.ask("PATCH", place, json={"note": "x"}, by=REP, headers={"if-match": '"7.x"'})
    assert stale.status_code == 412
    head = {"if-match": first.headers["etag"], "content-type": "application/merge-patch+json"}
    answer = site.ask("PATCH", place, content=b'{"note": "Montag"}', by=REP, headers=head)
    assert (answer.status_code, answer.json()["version"], answer.json()["followUps"]) == (200, 2, [])
    assert answer.headers["etag"] == site.get(place, by=REP).headers["etag"]
    history = site.get(f"{place}/history", by=REP).json()["items"]
    assert [(one["version"], one["note"]) for one in history] == [(2, "Montag"), (1, "Montg")]
    assert site.ask("PATCH", place, json={"note": "x"}, by=given.AUDITOR).status_code == 403
    bad = site.ask("PATCH", place, json={"kind": "NOTE", "smell": 1}, by=REP)
    assert {error["code"] for error in bad.json()["errors"]} >= {"unknown-field"}


@pytest.mark.parametrize("way", ["body", "parameter"])
def test_it_is_withdrawn_with_a_reason(site: Site, way: str) -> None:
    first = made(site, customer(site))
    place = first.headers["location"]
    assert site.ask("DELETE", place, by=REP).json()["errors"][0] == {
        "field": "reason",
        "pointer": "/reason",
        "code": "required",
        "message": "A value is missing.",
    }
    said: Any = {"json": {"reason": "Falscher Kunde"}} if way == "body" else {}
    query = "" if way == "body" else "?reason=Falscher%20Kunde"
    for _ in range(2):
        assert site.ask("DELETE", place + query, by=REP, **said).status_code == 204
    gone = site.get(place, by=REP).json()
    assert gone["withdrawal"] == {
        "at": "2026-03-02T08:00:00Z",
        "by": str(REP.user),
        "reason": "Falscher Kunde",
    }
    refused = site.ask("PATCH", place, json={"note": "x"}, by=REP)
    assert (refused.status_code, refused.json()["code"]) == (409, "activity-withdrawn")


def test_refusals_of_the_sample_have_their_codes(site: Site) -> None:
    customer_id = customer(site)
    owner = given.rep(1)
    world = site.world
    sample = boxes.requested(world, given.customer(world, owner=owner.user).id)
    other = {"customerId": customer_id, "kind": "PRODUCTTEST_FEEDBACK", "sampleId": str(sample.id)}
    answer = site.post(ALL, json={**other, "outcome": "FAIL"}, by=REP)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/sampleId")
    own = {**other, "customerId": str(sample.party.customer_id), "outcome": "FAIL"}
    early = site.post(ALL, json=own, by=REP)
    assert (early.status_code, early.json()["code"]) == (409, "invalid-status-transition")


def test_a_kind_of_another_trade_is_in_validation_in_the_document_and_in_metrics(site: Site) -> None:
    registry = CollectorRegistry()
    meter = ActivityMeter(activity_types_of(FOOD, STAGES), registry)
    clock = given.StandingClock()
    world = evolve(behind(MemoryStore(), clock, FOOD, STAGES), meter=meter)
    with serving(world=world, clock=clock, registry=registry) as both:
        document = both.get("/api/openapi.json", by=None).json()
        schemas = document["components"]["schemas"]
        assert schemas["NewActivitySiteVisit"]["properties"]["outcome"]["enum"] == ["FITS", "TOO_SMALL", None]
        told = schemas["LogActivityBody"]["discriminator"]["mapping"]
        assert told["SITE_VISIT"] == "#/components/schemas/NewActivitySiteVisit"
        whose = customer(both)
        body = {"customerId": whose, "kind": "SITE_VISIT", "outcome": "FITS"}
        once = {"json": body, "by": REP, "headers": {"Idempotency-Key": "one"}}
        assert [both.post(ALL, **once).json()["outcome"] for _ in range(2)] == ["FITS", "FITS"]
        counted = both.get("/metrics", by=None).text.splitlines()
        # A repeated request is one activity.
        assert 'crm_activities_total{kind="SITE_VISIT",outcome="FITS"} 1.0' in counted
        assert 'crm_activities_total{kind="SITE_VISIT",outcome="TOO_SMALL"} 0.0' in counted
    assert site.post(ALL, json=body, by=REP).json()["errors"][0]["code"] == "not-a-choice"


def test_switched_off_there_are_no_activities(site: Site) -> None:
    with site.world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put("features.activities.b2b_food", Scope.TENANT, value=False, version=0)
        uow.commit()
    known = logged(site.world, given.customer(site.world).id).activity
    assert site.get(f"{ALL}/{known.id}").status_code == 404
    assert site.post(ALL, json={}).status_code == 404


def test_timelines_tell_of_activities_and_samples(site: Site) -> None:
    whose = given.customer(site.world, owner=REP.user)
    sample = boxes.requested(site.world, whose.id)
    note = made(site, str(whose.id), "NOTE", note="Erstbesuch").json()
    told = site.get(f"/api/customers/{whose.id}/timeline?kinds=ACTIVITY,SAMPLE_REQUESTED", by=REP).json()
    assert {one["kind"]: one["data"] for one in told["items"]} == {
        "ACTIVITY": {"activityId": note["id"], "kind": "NOTE", "note": "Erstbesuch", "outcome": None},
        "SAMPLE_REQUESTED": {"sampleId": str(sample.id), "deliveryDate": "2026-03-09"},
    }
