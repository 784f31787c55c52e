"""Whether letters reach a customer, over HTTP."""

from typing import Any

import pytest

from crm_core.domain.follow_ups.follow_up import State
from tests import given
from tests.http.site import Site
from tests.reach import demanded


@pytest.fixture
def path(site: Site) -> str:
    customer = given.customer(site.world, owner=given.user(1), contact_email="k@example.com")
    return f"/api/customers/{customer.id}"


def bounced(site: Site, path: str, **body: Any) -> Any:
    answer = site.post(path + "/contactability", json={"status": "HARD_BOUNCE", **body}, by=given.rep(1))
    assert answer.status_code == 200, answer.text
    return answer


def test_a_hard_bounce_opens_the_follow_up_that_another_channel_closes(site: Site, path: str) -> None:
    told = bounced(site, path, cause="email.bounce")
    assert (told.json()["contactabilityStatus"], told.json()["version"]) == ("HARD_BOUNCE", 2)
    assert told.headers["etag"] == site.get(path, by=given.rep(1)).headers["etag"]
    listed = site.get(
        "/api/follow-ups?owner=me&state=OPEN", by=given.rep(1), headers={"accept-language": "de"}
    )
    (item,) = listed.json()["items"]
    assert (item["rule"], item["title"]) == ("alternative-channel", "Anderen Kontaktweg hinterlegen")
    by_hand = site.post(f"/api/follow-ups/{item['id']}/complete", json={}, by=given.rep(1))
    assert (by_hand.status_code, by_hand.json()["code"]) == (409, "contact-channel-required")
    fine = site.post(path + "/contactability", json={"status": "OK"}, by=given.rep(1))
    assert (fine.status_code, fine.json()["code"]) == (409, "contact-channel-required")
    added = site.post(path + "/contacts", json={"name": "Emil", "phone": "030 99999"}, by=given.rep(1))
    assert added.status_code == 201
    assert site.get(path, by=given.rep(1)).json()["contactabilityStatus"] == "OK"
    assert site.get(f"/api/follow-ups/{item['id']}", by=given.rep(1)).json()["state"] == "DONE"


def test_it_is_recorded_once_and_on_top_of_a_version(site: Site, path: str) -> None:
    stale = site.post(path + "/contactability", json={"status": "HARD_BOUNCE"}, headers={"if-match": '"9.x"'})
    assert stale.status_code == 412
    sent = {"json": {"status": "SOFT_BOUNCE"}, "headers": {"idempotency-key": "k"}}
    answers = [site.post(path + "/contactability", **sent) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[1].json()["version"] == 2
    assert demanded(site.world, site.get(path).json()["id"]) == []


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, {"/status": "required"}),
        (
            {"status": "BOUNCED", "cause": "Frau Sommer"},
            {"/status": "not-a-choice", "/cause": "not-a-choice"},
        ),
        ({"status": "OK", "cause": "channel.stored"}, {"/cause": "not-a-choice"}),
        ({"status": "OK", "why": 1}, {"/why": "unknown-field"}),
    ],
)
def test_every_bad_value_is_named(site: Site, path: str, body: Any, faults: Any) -> None:
    answer = site.post(path + "/contactability", json=body)
    assert answer.status_code == 400
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == faults


def test_an_archived_customer_is_a_conflict(site: Site, path: str) -> None:
    bounced(site, path)
    site.ask("DELETE", path)
    answer = site.post(path + "/contactability", json={"status": "SOFT_BOUNCE"})
    assert (answer.status_code, answer.json()["code"]) == (409, "archived")
    assert site.get("/api/follow-ups?state=OPEN").json()["items"] == []
    (item,) = site.get(f"/api/follow-ups?customer={path.rpartition('/')[2]}").json()["items"]
    assert item["state"] == State.OPEN
