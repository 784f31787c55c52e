"""Fields over HTTP, in memory and on PostgreSQL: exact, complete, and hidden where they must be."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from attrs import define, evolve
from litestar.testing import TestClient

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Outcome
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.use_cases.contacts.remove_contact import RemoveContact, remove_contact
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from crm_food_pack.pack import FOOD
from tests import given, people
from tests.http.site import application, service, token_of
from tests.worlds import in_memory, on_postgres

TERMS = {"discount_terms": {"discount_pct": 5}}
REP, SIBLING = given.rep(1), given.rep(2)
MACHINE = service("customers:write")
FLAG = "features.fields.bridge"


@define
class Fields:
    """The application over one world, with one customer of a chain that two reps share."""

    world: World
    clock: given.StandingClock
    client: "TestClient[Any]"
    customer: Customer

    def ask(self, method: str, tail: str = "", *, by: Actor = given.MANAGER, **more: Any) -> httpx.Response:
        tail = tail if tail.startswith("/api") else f"/api/customers/{self.customer.id}/fields{tail}"
        headers = {"authorization": f"Bearer {token_of(by)}", **more.pop("headers", {})}
        return self.client.request(method, tail, headers=headers, **more)

    def get(self, tail: str = "", *, by: Actor = given.MANAGER, **more: Any) -> httpx.Response:
        return self.ask("GET", tail, by=by, **more)

    def patch(self, patch: object, *, by: Actor = given.MANAGER, **more: Any) -> httpx.Response:
        return self.ask("PATCH", by=by, json=patch, **more)

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        """Type and data of every event, in order."""
        while self.world.relay.move(limit=100).count:
            pass
        with self.world.unit_of_work(given.SYSTEM) as uow:
            events = uow.event_log.read_after(given.TENANT, 0, limit=1000)
        return [(event.envelope.type, dict(event.envelope.data)) for event in events]

    def deeds(self) -> list[tuple[str, str, tuple[str, ...], Outcome]]:
        """What the audit says about fields, oldest first."""
        with self.world.unit_of_work(given.ADMIN) as uow:
            entries = [entry.deed for entry in uow.audit.newest(limit=100)][::-1]
        found = [deed for deed in entries if deed.resource == "customer-fields"]
        return [(deed.action, deed.resource_id, deed.fields, deed.outcome) for deed in found]


@pytest.fixture(params=["memory", "postgres"])
def fields(request: pytest.FixtureRequest) -> Iterator[Fields]:
    clock = given.StandingClock()
    if request.param == "memory":
        world = in_memory(FOOD, clock=clock)
    else:
        world = on_postgres(request.getfixturevalue("pools"), FOOD, clock=clock)
    chain = given.chain(world)
    given.location(world, chain, "Nordsee Husum", owner=SIBLING.user)
    customer = given.location(world, chain, owner=REP.user)
    with TestClient(application(world, clock), raise_server_exceptions=False) as client:
        yield Fields(world, clock, client, customer)


def keys(answer: httpx.Response) -> set[str]:
    assert answer.status_code == 200, answer.text
    return set(answer.json()["fields"])


def codes(answer: httpx.Response) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.text
    return sorted((error["pointer"], error["code"]) for error in answer.json()["errors"])


def test_a_patch_is_answered_as_reading_is(fields: Fields) -> None:
    empty = fields.get()
    assert empty.json() == {"customerId": str(fields.customer.id), "fields": {}}
    fields.clock.pass_by(hours=1)
    answer = fields.patch(
        {
            "roi_potential": {"value": "1800.5", "bucket": "HIGH"},
            "kitchen_size": 80,
            "decision_makers": [{"role": "CHEF", "name": "Frau Ernst"}, "Herr Öz"],
        },
        by=REP,
        headers={"if-match": empty.headers["etag"]},
    )

    assert answer.status_code == 200, answer.text
    assert '"value":{"bucket":"HIGH","value":1800.50}' in answer.text
    assert answer.json()["fields"]["kitchen_size"] == {
        "value": 80,
        "updatedAt": "2026-03-02T09:00:00Z",
        "updatedBy": str(REP.user),
    }
    again = fields.get()
    assert (again.content, again.headers["etag"]) == (answer.content, answer.headers["etag"])
    assert fields.get(headers={"if-none-match": again.headers["etag"]}).status_code == 304


def test_a_number_has_one_text_however_it_was_written(fields: Fields) -> None:
    headers = {"content-type": "application/json"}
    answer = fields.ask("PATCH", content=b'{"discount_terms": {"discount_pct": 1E+1}}', headers=headers)
    assert '"discount_pct":10}' in answer.text
    assert fields.get().headers["etag"] == answer.headers["etag"]


def test_the_version_is_the_customers(fields: Fields) -> None:
    place = f"/api/customers/{fields.customer.id}"
    before = fields.get(place).headers["etag"]
    assert fields.patch({"kitchen_size": 80}, headers={"if-match": before}).status_code == 200
    assert fields.get(place).json()["version"] == 2
    assert fields.patch({"kitchen_size": 81}, headers={"if-match": before}).status_code == 412
    assert fields.get().json()["fields"]["kitchen_size"]["value"] == 80


def test_a_patch_merges_into_objects_and_null_removes(fields: Fields) -> None:
    fields.patch({"roi_potential": {"bucket": "LOW", "value": 5}, "kitchen_size": 80})
    answer = fields.patch({"roi_potential": {"bucket": None}, "kitchen_size": None})
    assert answer.json()["fields"].keys() == {"roi_potential"}
    assert answer.json()["fields"]["roi_potential"]["value"] == {"value": 5.0}


def test_a_member_names_a_contact_that_the_caller_sees(fields: Fields) -> None:
    hidden = people.contact(fields.world, given.customer(fields.world, "Hidden", owner=given.user(3)))
    known = people.contact(fields.world, fields.customer, by=REP)
    own, unseen, nobody = (str(one) for one in (known.id, hidden.id, given.nobody_knows()))

    for place, wrap in ("/decision_makers/members", lambda m: {"members": m}), ("/decision_makers", list):
        wanted = wrap([{"contact_id": own}, {"contact_id": unseen}, "Herr Öz", {"contact_id": nobody}])
        assert codes(fields.patch({"decision_makers": wanted}, by=REP)) == [
            (f"{place}/{number}/contact_id", "unknown-reference") for number in (1, 3)
        ]
    before = fields.get().headers["etag"]
    assert fields.patch({"decision_makers": {"members": [{"contact_id": own}]}}, by=REP).status_code == 200
    assert fields.get().headers["etag"] != before


def test_what_a_member_named_stays_when_the_contact_is_forgotten(fields: Fields) -> None:
    known = people.contact(fields.world, fields.customer, by=REP)
    member = {"contact_id": str(known.id), "role": "CHEF"}
    fields.patch({"decision_makers": {"members": [member]}}, by=REP)
    remove_contact(RemoveContact(known.id), actor=REP, world=fields.world)

    kept = fields.patch({"decision_makers": {"members": [{"role": "GM"}, member], "count": 3}}, by=REP)
    assert kept.status_code == 200, kept.text
    fields.patch({"decision_makers": None}, by=REP)
    again = fields.patch({"decision_makers": {"members": [member]}}, by=REP)
    assert codes(again) == [("/decision_makers/members/0/contact_id", "unknown-reference")]


def test_every_bad_field_is_named_and_nothing_is_kept(fields: Fields) -> None:
    answer = fields.patch(
        {
            "kitchen_size": 0,
            "nmae": 1,
            "roi_potential": {"bucket": "HUGE", "value": "0.001"},
            "seasonal_menu_cycle": {"season_start": "2026-05-01", "season_end": "2026-04-01"},
        }
    )
    assert codes(answer) == [
        ("/kitchen_size", "too-small"),
        ("/nmae", "unknown-field"),
        ("/roi_potential/bucket", "not-a-choice"),
        ("/roi_potential/value", "too-many-decimals"),
        ("/seasonal_menu_cycle/season_end", "out-of-order"),
    ]
    assert all(error["message"] != error["code"] for error in answer.json()["errors"])
    assert codes(fields.patch([1])) == [("", "wrong-type")]
    assert keys(fields.get()) == set()


def test_a_patch_that_changes_nothing_leaves_no_trace(fields: Fields) -> None:
    made = fields.patch({"roi_potential": {"value": 1800}})
    before = fields.told(), fields.deeds()
    fields.clock.pass_by(hours=1)
    for same in ({"roi_potential": {"value": "1800.00"}}, {"kitchen_size": None}, {}):
        answer = fields.patch(same, by=REP)
        assert (answer.content, answer.headers["etag"]) == (made.content, made.headers["etag"])
    assert (fields.told(), fields.deeds()) == before


def test_what_was_known_at_an_instant_is_shown_and_is_no_base_for_a_change(fields: Fields) -> None:
    first = fields.patch({"kitchen_size": 80})
    fields.clock.pass_by(hours=1)
    fields.patch({"kitchen_size": 90, "meals_per_day": 100})
    past = fields.get("?as_of=2026-03-02T09:59:59%2B01:00")

    assert past.json() == first.json()
    assert fields.get("?as_of=2026-03-02T07:59:59Z").json()["fields"] == {}
    assert fields.get("?as_of=2026-03-02T09:00:00Z").json() == fields.get().json()
    assert fields.patch({"kitchen_size": 1}, headers={"if-match": past.headers["etag"]}).status_code == 412
    assert codes(fields.get("?as_of=2026-03-02T09:00:00")) == [("/as_of", "naive-instant")]


def test_every_version_is_told_page_by_page(fields: Fields) -> None:
    for size in (80, 90, None):
        fields.clock.pass_by(minutes=1)
        fields.patch({"kitchen_size": size, "meals_per_day": 7}, by=REP)
    first = fields.get("/kitchen_size/history?limit=2")
    second = fields.get(first.headers["link"].partition(">")[0][1:])
    newest = first.json()["items"][0]

    found = [(one["old"], one["new"]) for page in (first, second) for one in page.json()["items"]]
    assert found == [(90, None), (80, 90), (None, 80)]
    assert second.json()["nextCursor"] is None
    assert newest["changedAt"] == "2026-03-02T08:03:00Z"
    assert (newest["changedBy"], newest["version"]) == (str(REP.user), 4)
    assert newest["correlationId"]
    assert len(fields.get("/meals_per_day/history").json()["items"]) == 1
    cursor = first.json()["nextCursor"]
    assert codes(fields.get(f"/meals_per_day/history?cursor={cursor}")) == [
        ("/cursor", "cursor-of-another-list")
    ]


@pytest.mark.parametrize("by", [SIBLING, MACHINE], ids=["sibling", "machine"])
def test_a_restricted_field_is_absent_everywhere_for_whom_it_is_kept_from(fields: Fields, by: Actor) -> None:
    fields.patch({"kitchen_size": 80})
    fields.patch({**TERMS, "contract_terms": {"payment_days": 30}})
    fields.patch({"contract_terms": None})
    fields.clock.pass_by(hours=1)

    for tail in ("", "?as_of=2026-03-02T08:00:00Z"):
        answer = fields.get(tail, by=by)
        assert keys(answer) == {"kitchen_size"}
        assert "terms" not in answer.text
    unknown = fields.get("/nothing/history", by=by)
    for key in ("discount_terms", "contract_terms"):
        answer = fields.get(f"/{key}/history", by=by)
        assert answer.status_code == unknown.status_code == 404
        assert answer.json()["code"] == unknown.json()["code"]
        assert answer.json()["detail"] == unknown.json()["detail"]
    assert fields.get(by=by).headers["etag"] != fields.get().headers["etag"]


def test_no_event_names_a_restricted_field_or_a_person(fields: Fields) -> None:
    fields.patch({**TERMS, "kitchen_size": 80, "decision_makers": [{"name": "Frau Ernst"}]})
    fields.patch({**TERMS, "roi_potential": {"value": "0.10"}})
    told = [data for kind, data in fields.told() if kind == "customer.fields.changed"]

    assert [data["version"] for data in told] == [2, 3]
    assert json_text(told[0]["changed"]) == json_text(
        {"kitchen_size": {"before": None, "after": 80}, "decision_makers": {}}
    )
    assert json_text(told[1]["changed"]) == json_text(
        {"roi_potential": {"before": None, "after": {"value": Decimal("0.10")}}}
    )


def test_who_answers_for_the_account_reads_restricted_fields_and_leaves_a_trace(fields: Fields) -> None:
    fields.patch({**TERMS, "kitchen_size": 80})
    own, lead = fields.get(by=REP), fields.get(by=given.team_lead("BERLIN"))
    past = fields.get("?as_of=2026-03-02T08:00:00Z", by=given.AUDITOR)
    assert keys(own) == keys(lead) == keys(past) == {"kitchen_size", "discount_terms"}
    assert fields.get("/discount_terms/history", by=REP).json()["items"][0]["new"] == {"discount_pct": 5}
    fields.get("/kitchen_size/history", by=REP)
    fields.get(by=SIBLING)
    fields.patch({"kitchen_size": 80}, by=REP)

    place, terms = str(fields.customer.id), ("discount_terms",)
    reading = ("read", place, terms, Outcome.READ)
    patching = ("patch", place, ("discount_terms", "kitchen_size"), Outcome.DONE)
    assert fields.deeds() == [patching, *[reading] * 6]


@pytest.mark.parametrize("by", [REP, given.team_lead("BERLIN"), MACHINE], ids=["rep", "lead", "machine"])
def test_a_restricted_field_is_refused_before_anything_else_is_judged(fields: Fields, by: Actor) -> None:
    answer = fields.patch({"discount_terms": "x", "kitchen_size": 0, "nmae": 1}, by=by)
    assert (answer.status_code, answer.json()["code"]) == (403, "field-restricted")
    assert "errors" not in answer.json()
    assert keys(fields.get()) == set()
    assert fields.deeds() == [("patch", str(fields.customer.id), (), Outcome.DENIED)]


def test_what_may_only_be_seen_is_not_changed(fields: Fields) -> None:
    for by in (SIBLING, given.AUDITOR):
        answer = fields.patch({"kitchen_size": 80}, by=by)
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_an_archived_customer_keeps_its_fields_and_takes_no_more(fields: Fields) -> None:
    fields.patch({"kitchen_size": 80})
    fields.ask("DELETE", f"/api/customers/{fields.customer.id}")
    assert keys(fields.get()) == {"kitchen_size"}
    answer = fields.patch({"kitchen_size": 90})
    assert (answer.status_code, answer.json()["code"]) == (409, "archived")
    assert codes(fields.patch({"kitchen_size": 0})) == [("/kitchen_size", "too-small")]


def test_foreign_and_absent_are_the_same(fields: Fields) -> None:
    fields.patch({"kitchen_size": 80})
    absent = f"/api/customers/{given.nobody_knows()}/fields"
    present = f"/api/customers/{fields.customer.id}/fields"
    for by in (given.rep(9), given.actor(tenant=given.OTHER_TENANT)):
        for method, tail, body in (
            ("GET", "", None),
            ("GET", "?as_of=2026-03-02T08:00:00Z", None),
            ("GET", "/kitchen_size/history", None),
            ("PATCH", "", {"kitchen_size": 90}),
            ("PATCH", "", {"discount_terms": None, "nmae": 1}),
        ):
            told = []
            for place in (present, absent):
                answer = fields.ask(method, place + tail, by=by, **({} if body is None else {"json": body}))
                told.append({**answer.json(), "instance": "", "correlationId": ""})
            assert told[0] == told[1]
            assert told[0]["status"] == 404


def test_definitions_are_told_and_restricted_ones_only_to_whom_they_may_concern(fields: Fields) -> None:
    nobody = evolve(MACHINE, token_scopes=frozenset())
    everything = fields.get("/api/field-definitions", by=REP).json()["items"]
    open_ones = fields.get("/api/field-definitions", by=nobody).json()["items"]
    by_key = {one["key"]: one for one in everything}

    assert [one["key"] for one in everything] == [one.key for one in FOOD.fields]
    assert by_key.keys() - {one["key"] for one in open_ones} == {"discount_terms", "contract_terms"}
    size = by_key["kitchen_size"]
    assert size["kind"] == {"kind": "number", "minimum": 1, "maximum": 100000, "places": 0}
    assert (size["labelDe"], size["labelEn"]) == ("Küchengröße (m²)", "Kitchen size (m²)")
    assert by_key["discount_terms"]["restricted"] == "price"
    assert {"name": "HIGH", "labelDe": "Hoch", "labelEn": "High"} in by_key["roi_potential"]["parts"]


def test_switched_off_there_are_no_fields(fields: Fields) -> None:
    assert fields.patch({"kitchen_size": 80}).status_code == 200
    told = fields.get(f"/api/customers/{fields.customer.id}/timeline").json()["items"]
    assert {one["kind"] for one in told} == {"CREATED", "FIELD_CHANGED"}
    change_setting(
        ChangeSetting(FLAG, Scope.TENANT, value=False, version=0), actor=given.ADMIN, world=fields.world
    )
    with TestClient(application(fields.world, fields.clock)) as fresh:
        off = Fields(fields.world, fields.clock, fresh, fields.customer)
        for answer in (
            off.get(),
            off.get("/kitchen_size/history"),
            off.patch({"kitchen_size": 80}),
            off.get("/api/field-definitions"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
        assert off.get(f"/api/customers/{fields.customer.id}").status_code == 200
        timeline = f"/api/customers/{fields.customer.id}/timeline"
        assert {one["kind"] for one in off.get(timeline).json()["items"]} == {"CREATED"}
        assert off.get(f"{timeline}?kinds=FIELD_CHANGED").json()["items"] == []
        other = given.actor(tenant=given.OTHER_TENANT)
        assert off.get("/api/field-definitions", by=other).status_code == 200


def test_a_switch_thrown_here_is_obeyed_at_once(fields: Fields) -> None:
    path = f"/api/settings/{FLAG}"
    fields.get()
    for value in (False, True):
        tag = fields.get(path, by=given.ADMIN).headers["etag"]
        put = fields.ask("PUT", path, by=given.ADMIN, json={"value": value}, headers={"if-match": tag})
        assert put.status_code == 200, put.text
        assert fields.get().status_code == (200 if value else 404)


def test_time_does_not_run_backwards_for_a_writer_who_cannot_see_the_last_change(fields: Fields) -> None:
    fields.clock.pass_by(hours=2)
    fields.patch(TERMS)
    fields.clock.at -= timedelta(hours=1)
    answer = fields.patch({"kitchen_size": 80}, by=MACHINE)
    assert answer.json()["fields"]["kitchen_size"]["updatedAt"] == "2026-03-02T10:00:00Z"
