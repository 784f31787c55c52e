"""Contacts over HTTP: added at a customer, changed, brought to further accounts, forgotten."""

from typing import Any

import pytest

from crm_core.domain.customers.customer import Customer
from tests import given, people
from tests.http.site import Site, service, uuid

REP = given.rep(1)
NEW = {"name": "Maria Sommer", "role": "CHEF", "email": "M.Sommer@Example.com", "phone": "030 1234567"}


@pytest.fixture
def own(site: Site) -> Customer:
    return given.customer(site.world, "Hotel am See", owner=REP.user)


def added(site: Site, at: Customer, **more: Any) -> Any:
    answer = site.post(f"/api/customers/{at.id}/contacts", json={**NEW, **more}, by=REP)
    assert answer.status_code == 201, answer.text
    return answer


def test_adding_answers_201_with_location_etag_and_the_whole_contact(site: Site, own: Customer) -> None:
    answer = added(site, own)
    told = answer.json()
    assert {key: told[key] for key in ("name", "email", "phone", "note", "version")} == {
        "name": "Maria Sommer",
        "email": "M.Sommer@example.com",
        "phone": "+49301234567",
        "note": None,
        "version": 1,
    }
    assert told["roles"] == [{"customerId": str(own.id), "customerName": "Hotel am See", "role": "CHEF"}]
    again = site.get(answer.headers["location"], by=REP)
    assert (again.status_code, again.json()) == (200, told)
    assert again.headers["etag"] == answer.headers["etag"]
    known = site.get(answer.headers["location"], by=REP, headers={"if-none-match": again.headers["etag"]})
    assert known.status_code == 304


def test_a_role_is_not_needed_and_the_same_key_adds_once(site: Site, own: Customer) -> None:
    path = f"/api/customers/{own.id}/contacts"
    answers = [
        site.post(path, json={"name": "Emil"}, by=REP, headers={"idempotency-key": "k"}) for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert answers[0].json()["roles"][0]["role"] == "OTHER"
    assert [item["name"] for item in site.get(path, by=REP).json()["items"]] == ["Emil"]


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        (
            {"name": " ", "role": "COOK", "email": "x", "phone": "abc", "roles": []},
            {"/name": "too-short", "/role": "not-a-choice", "/email": "pattern", "/phone": "pattern",
             "/roles": "unknown-field"},
        ),
        ({"name": "x", "email": "a..b@x.de", "phone": "---"},
         {"/email": "not-an-email", "/phone": "not-a-phone-number"}),
        ({}, {"/name": "required"}),
    ],
)  # fmt: skip
def test_every_bad_value_is_named(site: Site, own: Customer, values: Any, faults: Any) -> None:
    answer = site.post(f"/api/customers/{own.id}/contacts", json=values, by=REP)
    assert answer.status_code == 400
    assert {error["pointer"]: error["code"] for error in answer.json()["errors"]} == faults


def test_the_list_goes_on_behind_a_cursor(site: Site, own: Customer) -> None:
    for name in ("Zoe", "Emil", "Anna"):
        added(site, own, name=name)
    path = f"/api/customers/{own.id}/contacts?limit=2"
    first = site.get(path, by=REP)
    assert 'rel="next"' in first.headers["link"]
    rest = site.get(path + "&cursor=" + first.json()["nextCursor"], by=REP).json()
    assert [item["name"] for item in first.json()["items"] + rest["items"]] == ["Anna", "Emil", "Zoe"]
    assert rest["nextCursor"] is None
    other = given.customer(site.world, owner=REP.user)
    foreign = site.get(f"/api/customers/{other.id}/contacts?cursor={first.json()['nextCursor']}", by=REP)
    assert foreign.json()["errors"][0]["code"] == "cursor-of-another-list"


def test_a_patch_merges_on_top_of_a_version(site: Site, own: Customer) -> None:
    answer = added(site, own)
    path, tag = answer.headers["location"], answer.headers["etag"]
    changed = site.ask(
        "PATCH", path, json={"phone": None, "note": "Mag Spätzle"}, by=REP, headers={"if-match": tag}
    )
    assert changed.status_code == 200
    assert (changed.json()["phone"], changed.json()["note"]) == (None, "Mag Spätzle")
    assert changed.json()["email"] == "M.Sommer@example.com"
    stale = site.ask("PATCH", path, json={"note": None}, by=REP, headers={"if-match": tag})
    assert stale.status_code == 412
    same = site.ask("PATCH", path, json={"note": "Mag Spätzle"}, by=REP)
    assert same.headers["etag"] == changed.headers["etag"]


def test_one_person_comes_to_several_accounts(site: Site, own: Customer) -> None:
    other = given.customer(site.world, "Gasthof Krone", owner=REP.user)
    hidden = given.customer(site.world, "Fern", owner=given.user(3))
    path = added(site, own).headers["location"]
    roles = [{"customerId": str(one.id), "role": "BUYER"} for one in (own, other)]
    answer = site.ask("PATCH", path, json={"roles": roles}, by=REP)
    assert [(held["customerName"], held["role"]) for held in answer.json()["roles"]] == [
        ("Hotel am See", "BUYER"),
        ("Gasthof Krone", "BUYER"),
    ]
    for unseen in (str(hidden.id), uuid(0xDEAD)):
        bad = site.ask("PATCH", path, json={"roles": [{"customerId": unseen, "role": "GM"}]}, by=REP)
        assert bad.status_code == 400
        assert bad.json()["errors"][0]["code"] == "unknown-reference"
        assert bad.json()["errors"][0]["pointer"] == "/roles/0/customerId"


def test_forgetting_leaves_nothing(site: Site, own: Customer) -> None:
    answer = added(site, own)
    path = answer.headers["location"]
    stale = site.ask("DELETE", path, by=REP, headers={"if-match": '"9.x"'})
    assert stale.status_code == 412
    gone = site.ask("DELETE", path, by=REP, headers={"if-match": answer.headers["etag"]})
    assert (gone.status_code, gone.content) == (204, b"")
    assert site.get(path, by=REP).status_code == 404
    assert site.ask("DELETE", path, by=REP).status_code == 404
    assert site.get(f"/api/customers/{own.id}/contacts", by=REP).json()["items"] == []
    assert "Sommer" not in f"{site.store.state}"


CALLS: tuple[tuple[str, Any], ...] = (
    ("GET", None),
    ("PATCH", {"name": "X"}),
    ("PATCH", {"nmae": "X"}),
    ("DELETE", None),
)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1]}")
def test_foreign_and_absent_are_the_same(site: Site, own: Customer, call: tuple[str, Any]) -> None:
    hidden = given.customer(site.world, "Fern", owner=given.user(3), territory="AT", region="WIEN")
    contact = people.contact(site.world, hidden)

    def told(contact_id: object, by: Any) -> tuple[int, str]:
        body = {} if call[1] is None else {"json": call[1]}
        answer = site.ask(call[0], f"/api/contacts/{contact_id}", by=by, **body)
        text = answer.text.replace(str(contact_id), "ID").replace(answer.headers["x-correlation-id"], "C")
        return answer.status_code, text

    bound = given.actor(number=33, territories=frozenset({"DE"}))
    other = given.actor(tenant=given.OTHER_TENANT)
    for by in (REP, given.team_lead("BERLIN"), service(), other, bound):
        absent = told(uuid(0xDEAD), by)
        assert absent[0] in (400, 404)
        assert told(contact.id, by) == absent


def test_what_may_be_seen_but_not_changed_is_403(site: Site) -> None:
    chain = given.chain(site.world)
    given.location(site.world, chain, "Own", owner=REP.user)
    sibling = given.location(site.world, chain, "Sibling", owner=given.user(2))
    contact = people.contact(site.world, sibling)
    for by in (REP, given.AUDITOR, service("customers:read")):
        assert site.get(f"/api/contacts/{contact.id}", by=by).status_code == 200
        assert site.ask("PATCH", f"/api/contacts/{contact.id}", json={"name": "X"}, by=by).status_code == 403
        assert site.ask("DELETE", f"/api/contacts/{contact.id}", by=by).status_code == 403


def test_accounts_that_the_reader_does_not_see_are_absent(site: Site, own: Customer) -> None:
    hidden = given.customer(site.world, "Fern", owner=given.user(3))
    contact = people.also_at(site.world, people.contact(site.world, own), hidden)
    for path in (f"/api/contacts/{contact.id}", f"/api/customers/{own.id}/contacts"):
        assert "Fern" in site.get(path).text
        told = site.get(path, by=REP).text
        assert "Fern" not in told
        assert str(hidden.id) not in told
