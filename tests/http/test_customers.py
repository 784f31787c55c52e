"""Customers over HTTP: what is answered to each question and command."""

from itertools import pairwise
from typing import Any, Never

import pytest

from adapters.http.endpoint import AsyncPages
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.listing import CustomerColumns, CustomerSlice
from tests import given
from tests.http.site import NEW, Site, behind, service, serving, uuid


def one(site: Site, **values: Any) -> Any:
    return site.created(**values).json()


def test_creating_answers_201_with_location_etag_and_the_whole_customer(site: Site) -> None:
    answer = site.post("/api/customers", json=NEW)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/customers/{answer.json()['id']}"
    again = site.get(answer.headers["location"])
    assert again.status_code == 200
    assert again.json() == answer.json()
    assert again.headers["etag"] == answer.headers["etag"]
    assert answer.json()["createdAt"] == "2026-03-02T08:00:00Z"


def test_every_bad_field_is_named_at_once(site: Site) -> None:
    body = {"name": " ", "type": "PUB", "territory": "de", "address": {"country": "Germany", "zip": 1}}
    answer = site.post("/api/customers", json=body)
    assert answer.status_code == 400
    found = {error["pointer"]: error["code"] for error in answer.json()["errors"]}
    assert found == {
        "/name": "too-short",
        "/type": "not-a-choice",
        "/territory": "pattern",
        "/address/country": "too-long",
        "/address/zip": "unknown-field",
    }
    assert answer.json()["errors"][0].keys() == {"field", "pointer", "code", "message"}


def test_a_patch_merges_and_counts_the_version_up(site: Site) -> None:
    customer = one(site, address={"street": "Seestraße 1", "city": "Berlin"}, phone="+49 30 1234567")
    patch = {"address": {"city": "Hamburg"}, "phone": None}
    answer = site.ask("PATCH", f"/api/customers/{customer['id']}", json=patch)
    assert answer.status_code == 200
    assert answer.json()["address"]["street"] == "Seestraße 1"
    assert answer.json()["address"]["city"] == "Hamburg"
    assert answer.json()["phone"] is None
    assert answer.json()["version"] == 2


def test_a_patch_may_be_sent_as_merge_patch(site: Site) -> None:
    customer = one(site)
    answer = site.ask(
        "PATCH",
        f"/api/customers/{customer['id']}",
        content=b'{"region": "HAMBURG"}',
        headers={"content-type": "application/merge-patch+json; charset=utf-8"},
    )
    assert answer.json()["region"] == "HAMBURG"


def test_a_patch_that_changes_nothing_keeps_the_etag(site: Site) -> None:
    first = site.created()
    answer = site.ask("PATCH", first.headers["location"], json={"name": " Hotel am See "})
    assert answer.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    ("patch", "pointer", "code"),
    [
        ({"nmae": "x"}, "/nmae", "unknown-field"),
        ({"nmae": None}, "/nmae", "unknown-field"),
        ({"address": {"zip": None}}, "/address/zip", "unknown-field"),
        ({"name": None}, "/name", "required"),
        ([], "", "wrong-type"),
        ({"address": "Berlin"}, "/address", "wrong-type"),
        ({"parentId": uuid(5)}, "/parentId", "unknown-reference"),
    ],
)
def test_a_bad_patch_is_named(site: Site, patch: object, pointer: str, code: str) -> None:
    answer = site.ask("PATCH", f"/api/customers/{one(site)['id']}", json=patch)
    assert answer.status_code == 400
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


def test_archiving_hides_from_lists_refuses_writes_and_can_be_repeated(site: Site) -> None:
    place = site.created().headers["location"]
    assert site.ask("DELETE", place).status_code == 204
    assert site.ask("DELETE", place).status_code == 204
    assert site.get("/api/customers").json()["items"] == []
    assert site.get(place).json()["archivedAt"] == "2026-03-02T08:00:00Z"
    refused = site.ask("PATCH", place, json={"region": "HAMBURG"})
    assert (refused.status_code, refused.json()["code"]) == (409, "archived")
    assert site.ask("PATCH", place, json={"name": ""}).status_code == 400


def test_restoring_works_for_thirty_days(site: Site) -> None:
    place = site.created().headers["location"]
    site.ask("DELETE", place)
    restored = site.post(place + "/restore")
    assert restored.status_code == 200
    assert restored.json()["archivedAt"] is None
    site.ask("DELETE", place)
    site.clock.pass_by(days=30)
    site.tokens.clear()
    late = site.post(place + "/restore")
    assert (late.status_code, late.json()["code"]) == (410, "restore-time-over")


def test_a_chain_with_locations_is_not_archived(site: Site) -> None:
    chain = one(site, isChain=True)
    one(site, parentId=chain["id"])
    answer = site.ask("DELETE", f"/api/customers/{chain['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "has-locations")


def test_a_chain_stays_one_for_the_locations_that_may_come_back(site: Site) -> None:
    chain = one(site, isChain=True)
    place = f"/api/customers/{one(site, parentId=chain['id'])['id']}"
    site.ask("DELETE", place)
    answer = site.ask("PATCH", f"/api/customers/{chain['id']}", json={"isChain": False})
    assert (answer.status_code, answer.json()["code"]) == (409, "has-archived-locations")
    assert site.post(place + "/restore").status_code == 200


def test_locations_of_a_chain_come_in_pages(site: Site) -> None:
    chain = one(site, isChain=True)
    names = [f"Standort {number}" for number in range(5)]
    for name in names:
        one(site, name=name, parentId=chain["id"])
    first = site.get(f"/api/customers/{chain['id']}/locations?limit=3").json()
    rest = site.get(
        f"/api/customers/{chain['id']}/locations", params={"limit": 3, "cursor": first["nextCursor"]}
    )
    assert [item["name"] for item in first["items"] + rest.json()["items"]] == names
    assert rest.json()["nextCursor"] is None


def test_reassigning_needs_a_reason_and_the_right(site: Site) -> None:
    place = site.created().headers["location"]
    owner = str(given.user(3))
    assert site.post(place + "/reassign", json={"ownerUserId": owner}).status_code == 400
    done = site.post(place + "/reassign", json={"ownerUserId": owner, "reason": "Urlaub"})
    assert done.json()["ownerUserId"] == owner
    by_owner = site.post(
        place + "/reassign", json={"ownerUserId": None, "reason": "mag nicht"}, by=given.rep(3)
    )
    assert (by_owner.status_code, by_owner.json()["code"]) == (403, "not-allowed")


def test_filters_narrow_together(site: Site) -> None:
    mine = one(site, by=given.rep(1), name="Meins", type="CATERING", territory="CH")
    one(site, name="Nicht meins", type="CATERING")
    for query in ("owner=me", f"owner={given.user(1)}", "type=CATERING&territory=CH", "q=meins&territory=CH"):
        found = site.get("/api/customers?" + query, by=given.rep(1)).json()["items"]
        assert [item["id"] for item in found] == [mine["id"]], query
    assert site.get("/api/customers?type=HOTEL&territory=CH").json()["items"] == []


def test_a_walk_through_all_pages_meets_every_row_once(site: Site) -> None:
    wanted = {one(site, name=f"Haus {number % 4}")["id"] for number in range(11)}
    for sort in ("name", "-created_at"):
        found: list[str] = []
        path: str | None = f"/api/customers?limit=3&sort={sort}"
        while path:
            answer = site.get(path)
            found += [item["id"] for item in answer.json()["items"]]
            link = answer.headers.get("link")
            assert (link is None) == (answer.json()["nextCursor"] is None)
            path = link and link[1 : link.index(">")]
        assert len(found) == 11
        assert set(found) == wanted


def test_the_list_is_ordered_by_name_without_accents(site: Site) -> None:
    for name in ("Zoo", "Ähre", "Anker", "Straße 1", "Strasse 2"):
        one(site, name=name)
    names = [item["name"] for item in site.get("/api/customers").json()["items"]]
    assert names == ["Ähre", "Anker", "Straße 1", "Strasse 2", "Zoo"]
    assert all(first != second for first, second in pairwise(names))


def test_a_line_of_the_list_shows_no_sort_value(site: Site) -> None:
    one(site)
    (item,) = site.get("/api/customers").json()["items"]
    assert item.keys() == {
        "id", "name", "type", "territory", "region", "city", "channel", "ownerUserId",
        "contactabilityStatus", "isChain", "parentId", "chainSize", "createdAt", "hot",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("limit=0", "/limit", "too-small"),
        ("limit=201", "/limit", "too-large"),
        ("limit=1_0", "/limit", "wrong-type"),
        ("limit=+1", "/limit", "wrong-type"),
        ("limit=%D9%A1", "/limit", "wrong-type"),
        ("limit=1.0", "/limit", "wrong-type"),
        ("limit=99999999999999999999", "/limit", "wrong-type"),
        ("teritory=DE", "/teritory", "unknown-parameter"),
        ("type=HOTEL&type=CATERING", "/type", "repeated-parameter"),
        ("type=hotel", "/type", "not-a-choice"),
        ("territory=de", "/territory", "pattern"),
        ("owner=you", "/owner", "not-a-uuid"),
        ("parent=1", "/parent", "not-a-uuid"),
        ("q=%00", "/q", "forbidden-character"),
        ("q=%FF", "/q", "not-utf-8"),
        ("q=", "/q", "too-short"),
        ("%FF=1", "/%FF", "not-utf-8"),
        ("cursor=abc", "/cursor", "bad-cursor"),
        ("sort=owner", "/sort", "not-a-choice"),
    ],
)
def test_a_bad_parameter_is_named(site: Site, query: str, pointer: str, code: str) -> None:
    answer = site.get("/api/customers?" + query)
    assert answer.status_code == 400, answer.text
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


def test_a_cursor_is_bound_to_its_filter_its_order_and_its_bytes(site: Site) -> None:
    for number in range(3):
        one(site, name=f"Haus {number}")
    cursor = site.get("/api/customers?limit=1").json()["nextCursor"]
    assert site.get("/api/customers", params={"limit": 1, "cursor": cursor}).status_code == 200
    for other in ({"type": "HOTEL"}, {"sort": "-created_at"}):
        answer = site.get("/api/customers", params={"cursor": cursor, **other})
        assert answer.json()["errors"][0]["code"] == "cursor-of-another-list"
    changed = cursor[:-1] + ("A" if cursor[-1] != "A" else "B")
    assert site.get("/api/customers", params={"cursor": changed}).status_code == 400


@pytest.mark.parametrize("wrong", ["1", "me", "0", "%20", "{}", uuid(1)[:-1], uuid(1) + "0", "a" * 5000])
def test_what_is_no_uuid_names_nothing_that_exists(site: Site, wrong: str) -> None:
    absent = site.get(f"/api/customers/{uuid(1)}").json()
    answer = site.get(f"/api/customers/{wrong}")
    assert answer.status_code == 404
    assert answer.json()["code"] == absent["code"]


def test_a_machine_does_what_its_scopes_name(site: Site) -> None:
    one(site)
    assert len(site.get("/api/customers", by=service("customers:read")).json()["items"]) == 1
    assert site.get("/api/customers", by=service()).json()["items"] == []
    assert site.post("/api/customers", json=NEW, by=service("customers:read")).status_code == 403
    assert site.post("/api/customers", json=NEW, by=service("customers:write")).status_code == 201


def test_a_representative_creates_for_nobody_else(site: Site) -> None:
    body = {**NEW, "ownerUserId": str(given.user(2))}
    assert site.post("/api/customers", json=body, by=given.rep(1)).status_code == 403
    assert site.post("/api/customers", json=NEW, by=given.actor(Role.AUDITOR)).status_code == 403


async def nobody_asks(_actor: Actor, _wanted: object) -> Never:
    raise AssertionError


def test_pages_without_threads_are_the_same_pages() -> None:
    asked: list[str] = []
    with serving() as threads:
        store, clock = threads.store, threads.clock
        world = behind(store, clock)

        async def pages(actor: Actor, wanted: CustomerSlice) -> CustomerColumns:
            asked.append(wanted.order.name)
            return world.customer_readings.page(actor, wanted)

        for number in range(7):
            one(threads, name=f"Haus {number}")
        with serving(world=world, async_pages=AsyncPages(pages, nobody_asks, nobody_asks)) as hot:
            for path in ("/api/customers", "/api/customers?limit=3&sort=-created_at", "/api/customers?q=6"):
                assert hot.get(path).content == threads.get(path).content
                assert hot.get(path).headers.get("link") == threads.get(path).headers.get("link")
            cursor = hot.get("/api/customers?limit=3").json()["nextCursor"]
            query = {"limit": 3, "cursor": cursor}
            assert hot.get("/api/customers", params=query).json()["items"][0]["name"] == "Haus 3"
            assert hot.get("/api/customers?cursor=x").status_code == 400
            assert hot.get("/api/customers", by=None).status_code == 401
    assert len(asked) > 5
