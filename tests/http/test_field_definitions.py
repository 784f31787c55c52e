"""Definitions over HTTP, in memory and on PostgreSQL: added, declared anew, checked, and obeyed at once."""

from typing import Any

import httpx
import pytest
from attrs import evolve

from adapters.http.routes.field_definitions import ALL
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Outcome
from crm_core.use_cases import declare as declaring
from crm_core.use_cases.declare import carry_on_all
from tests import given
from tests.http.test_fields import REP, Fields
from tests.http.test_fields import fields as fields  # the fixture

SEATS = {
    "key": "seats",
    "kind": {"kind": "number", "minimum": 1, "maximum": 500, "places": 0},
    "labelDe": "Sitzplätze",
    "labelEn": "Seats",
    "group": "house",
}
SEAT = f"{ALL}/seats"
FEWER = {"kind": {"maximum": 50}}


def added(fields: Fields, *, by: Actor = given.ADMIN, **more: Any) -> httpx.Response:
    return fields.ask("POST", ALL, by=by, json={**SEATS, **more})


def changed(fields: Fields, patch: object, *, by: Actor = given.ADMIN, **more: Any) -> httpx.Response:
    return fields.ask("PATCH", SEAT, by=by, json=patch, **more)


def test_a_field_is_added_shown_and_written(fields: Fields) -> None:
    answer = added(fields)
    shown = fields.get(SEAT, by=REP)

    assert (answer.status_code, answer.headers["location"]) == (201, SEAT)
    assert shown.json() == answer.json()
    assert shown.headers["etag"] == answer.headers["etag"]
    assert (shown.json()["ofPack"], shown.json()["version"]) == (False, 1)
    assert fields.get(SEAT, headers={"if-none-match": shown.headers["etag"]}).status_code == 304
    assert "seats" in [one["key"] for one in fields.get(ALL, by=REP).json()["items"]]
    assert fields.patch({"seats": 40}).json()["fields"]["seats"]["value"] == 40
    assert [e["code"] for e in fields.patch({"seats": 501}).json()["errors"]] == ["too-large"]
    other = given.actor(Role.ADMIN, tenant=given.OTHER_TENANT)
    assert fields.get(SEAT, by=other).status_code == 404


def test_every_bad_member_is_named_and_a_key_stands_once(fields: Fields) -> None:
    bad = added(fields, kind={"kind": "number", "minimum": 5, "maximum": 1}, group="!", labelXx="x")
    assert {e["pointer"]: e["code"] for e in bad.json()["errors"]} == {
        "/kind/maximum": "too-small",
        "/group": "pattern",
        "/labelXx": "unknown-field",
    }
    added(fields)
    for key in ("seats", "kitchen_size"):
        again = added(fields, key=key)
        assert [(e["pointer"], e["code"]) for e in again.json()["errors"]] == [("/key", "duplicate")]


def test_a_creation_that_is_sent_again_has_its_effect_once(fields: Fields) -> None:
    key = {"idempotency-key": "seats-1"}
    first, again = (fields.ask("POST", ALL, by=given.ADMIN, json=SEATS, headers=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["idempotent-replay"] == "true"


@pytest.mark.parametrize("by", [given.MANAGER, given.AUDITOR, REP])
def test_only_admins_declare(fields: Fields, by: Actor) -> None:
    added(fields)
    for answer in (added(fields, by=by, key="other"), changed(fields, FEWER, by=by)):
        assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert fields.get(f"{SEAT}/history", by=by).status_code == (200 if by is given.AUDITOR else 403)


def test_on_top_of_another_version_nothing_is_changed(fields: Fields) -> None:
    tag = added(fields).headers["etag"]
    loosened = changed(fields, {"kind": {"maximum": 900}}, headers={"if-match": tag})
    stale = changed(fields, {"labelEn": "Chairs"}, headers={"if-match": tag})

    assert (loosened.status_code, loosened.json()["version"]) == (200, 2)
    assert (stale.status_code, stale.json()["code"]) == (412, "version-mismatch")
    same = changed(fields, {"labelEn": "Seats"})
    assert same.headers["etag"] == loosened.headers["etag"]


def test_a_tightening_is_refused_and_names_the_customers(fields: Fields) -> None:
    added(fields)
    fields.patch({"seats": 90})
    refused = changed(fields, FEWER)

    assert (refused.status_code, refused.json()["code"]) == (409, "values-break-definition")
    pointers = [(e["pointer"], e["code"]) for e in refused.json()["errors"]]
    assert pointers == [(f"/customers/{fields.customer.id}/fields/seats", "too-large")]
    assert fields.patch({"seats": 91}).status_code == 200
    bounded = evolve(given.ADMIN, territories=frozenset({"CH"}))
    assert "errors" not in changed(fields, FEWER, by=bounded).json()
    fields.patch({"seats": 50})
    assert changed(fields, FEWER).status_code == 200


def test_where_many_are_looked_at_the_check_goes_on_by_itself(
    fields: Fields, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(declaring, "BATCH", 1)
    monkeypatch.setattr(declaring, "AT_ONCE", 1)
    added(fields)
    fields.patch({"seats": 90})
    accepted = changed(fields, FEWER)
    place = accepted.headers["location"]

    assert (accepted.status_code, accepted.json()["state"]) == (202, "CHECKING")
    assert fields.get(place, by=given.ADMIN).json() == accepted.json()
    assert fields.get(SEAT).json()["coming"]["kind"]["maximum"] == 50
    assert [e["code"] for e in fields.patch({"seats": 80}).json()["errors"]] == ["too-large"]
    busy = changed(fields, {"labelEn": "Chairs"})
    assert (busy.status_code, busy.json()["code"]) == (409, "definition-being-checked")
    fields.patch({"seats": 45})
    carry_on_all(given.TENANT, fields.world)
    done = fields.get(place, by=given.AUDITOR).json()
    assert (done["state"], done["violating"]) == ("DONE", 0)
    assert fields.get(SEAT).json()["version"] == 2
    assert fields.get(place, by=given.MANAGER).status_code == 403
    assert fields.get(place.replace("seats", "kitchen_size"), by=given.ADMIN).status_code == 404


def test_a_packs_field_is_called_otherwise_and_judged_as_before(fields: Fields) -> None:
    size = f"{ALL}/kitchen_size"
    named = fields.ask("PATCH", size, by=given.ADMIN, json={"labelDe": "Küche (m²)", "group": "house"})
    assert (named.status_code, named.json()["ofPack"], named.json()["version"]) == (200, True, 1)
    assert named.json()["labelDe"] == "Küche (m²)"
    for patch in ({"kind": {"maximum": 5}}, {"restricted": "price"}, {"unique": True}):
        refused = fields.ask("PATCH", size, by=given.ADMIN, json=patch)
        assert (refused.status_code, refused.json()["code"]) == (409, "field-of-pack")


def test_versions_are_read_by_pages(fields: Fields) -> None:
    added(fields)
    for label in ("A", "B", "C"):
        changed(fields, {"labelEn": label})
    first = fields.get(f"{SEAT}/history?limit=2", by=given.AUDITOR)
    rest = fields.get(f"{SEAT}/history", by=given.AUDITOR, params={"cursor": first.json()["nextCursor"]})
    items = [*first.json()["items"], *rest.json()["items"]]

    assert 'rel="next"' in first.headers["link"]
    assert [one["version"] for one in items] == [4, 3, 2, 1]
    assert [one["after"]["labelEn"] for one in items] == ["C", "B", "A", "Seats"]
    assert items[-1]["before"] is None


def test_what_was_declared_is_told_and_kept_in_the_audit(fields: Fields) -> None:
    added(fields)
    changed(fields, {"kind": {"maximum": 900}})
    changed(fields, {"restricted": "price"})
    declared = [data for kind, data in fields.told() if kind == "field-definition.changed"]

    assert [(one["key"], one["version"]) for one in declared] == [("seats", 1), ("seats", 2), (None, 3)]
    with fields.world.unit_of_work(given.AUDITOR) as uow:
        kept = [entry.deed for entry in uow.audit.newest(limit=100)][::-1]
    kept = [deed for deed in kept if deed.resource == "field-definition"]
    assert [deed.action for deed in kept] == ["add", "change", "announce", "change"]
    assert kept[2].fields == ("restricted",)
    assert {deed.outcome for deed in kept} == {Outcome.DONE}


def test_a_closed_field_is_absent_for_who_may_not_read_it(fields: Fields) -> None:
    added(fields)
    fields.patch({"seats": 40})
    sibling = given.rep(2)
    assert "seats" in fields.get(by=sibling).json()["fields"]
    changed(fields, {"restricted": "contract"})

    assert "seats" not in fields.get(by=sibling).text
    assert fields.get("/seats/history", by=sibling).status_code == 404
    assert "seats" not in fields.get("?as_of=2027-01-01T00:00:00Z", by=sibling).text
    refused = fields.patch({"seats": 41}, by=REP)
    assert (refused.status_code, refused.json()["code"]) == (403, "field-restricted")
    assert "seats" in fields.get(by=REP).json()["fields"]
