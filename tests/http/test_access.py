"""Every route by every role on own, sibling, foreign and absent customers; foreign is as if absent."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import frozen

from adapters.http.app import endpoints_of
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer
from crm_core.pack import fields_of, hot_columns_of, settings_of
from crm_food_pack.pack import FOOD
from tests import given
from tests.http.matrix import ROI
from tests.http.site import NEW, Site, service, serving

READ = {"GET", "HEAD"}
ABSENT = str(given.nobody_knows())
REP = given.rep(1)
CALLS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", None),
    ("HEAD", "", None),
    ("GET", "/locations", None),
    ("GET", "/fields", None),
    ("HEAD", "/fields", None),
    ("GET", "/fields?as_of=2026-03-03T00:00:00Z", None),
    ("GET", "/fields/{key}/history", None),
    ("GET", "/contacts", None),
    ("GET", "/timeline", None),
    ("GET", "/rollup", None),
    ("GET", "/access", None),
    ("GET", "/activities", None),
    ("GET", "/activities?kind=NOTE", None),
    ("GET", "/roi-scenarios", None),
    ("POST", "/roi-scenarios", ROI),
    ("POST", "/roi-scenarios", {"mealsPerDay": "x"}),
    ("POST", "/contactability", {"status": "SOFT_BOUNCE"}),
    ("POST", "/contactability", {"status": "BOUNCED"}),
    ("POST", "/contacts", {"name": "Maria Sommer", "email": "m.sommer@example.com"}),
    ("POST", "/contacts", {"name": 5}),
    ("PATCH", "/fields", {"kitchen_size": 80}),
    ("PATCH", "/fields", {"discount_terms": {"discount_pct": 5}}),
    ("PATCH", "/fields", {"nmae": "x"}),
    ("PATCH", "", {"phone": "+49 30 99"}),
    ("PATCH", "", {"nmae": "x"}),
    ("PATCH", "", {"name": 5}),
    ("DELETE", "", None),
    ("POST", "/restore", None),
    ("POST", "/reassign", {"ownerUserId": str(given.user(1)), "reason": "weil"}),
    ("POST", "/reassign", {"reason": 1}),
)


BAD = ({"mealsPerDay": "x"}, {"nmae": "x"}, {"name": 5}, {"reason": 1}, {"status": "BOUNCED"})
READS = [call for call in CALLS if call[0] in READ and call[1] != "/access"]


@frozen
class Scene:
    """One chain with two locations, one customer elsewhere, and one of another tenant."""

    site: Site
    own: Customer
    sibling: Customer
    root: Customer
    foreign: Customer
    other_tenant: Customer


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with serving(packs=(FOOD,)) as site:
        world = site.world
        root = given.chain(world)
        own = given.location(world, of=root, name="Kiel", owner=REP.user)
        sibling = given.location(world, of=root, name="Rostock", owner=given.user(2))
        foreign = given.customer(world, "Fern", owner=given.user(3), region="WIEN", territory="AT")
        other = given.customer(world, "Fremd", by=given.actor(tenant=given.OTHER_TENANT))
        yield Scene(site, own, sibling, root, foreign, other)


def blind(scene: Scene) -> dict[str, Actor]:
    """Callers who must not see the foreign customer."""
    return {
        "rep": REP,
        "rep of nothing": given.rep(9),
        "lead of elsewhere": given.team_lead("BERLIN"),
        "lead of nothing": given.team_lead(),
        "chain manager": given.actor(Role.CHAIN_MANAGER, number=31, chains={scene.root.id}),
        "chain manager of nothing": given.actor(Role.CHAIN_MANAGER, number=32),
        "manager bound to DE": given.actor(Role.MANAGER, number=33, territories=frozenset({"DE"})),
        "manager bound to nowhere": given.actor(Role.MANAGER, number=34, territories=frozenset()),
        "admin bound by channel": given.actor(Role.ADMIN, number=35, channels=frozenset({"PARTNER"})),
        "machine without scope": service(),
        "nobody": Actor(given.user(36), given.TENANT, frozenset(), given.CORRELATION),
    }


def told(scene: Scene, call: tuple[str, str, Any], customer_id: object, by: Actor) -> tuple[Any, ...]:
    method, tail, body = call
    path = f"/api/customers/{customer_id}{tail}".replace("{key}", "kitchen_size")
    answer = scene.site.ask(method, path, by=by, **({} if body is None else {"json": body}))
    text = answer.text.replace(str(customer_id), "ID").replace(answer.headers["x-correlation-id"], "C")
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"x-correlation-id", "traceparent", "content-length"}
    }
    return answer.status_code, headers, text


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1]} {call[2]}")
def test_foreign_and_absent_are_the_same(scene: Scene, call: tuple[str, str, Any]) -> None:
    for name, by in blind(scene).items():
        absent = told(scene, call, ABSENT, by)
        assert absent[0] in {404, 400}, name
        assert told(scene, call, scene.foreign.id, by) == absent, name
        assert told(scene, call, scene.other_tenant.id, by) == absent, name


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1]} {call[2]}")
def test_another_tenant_is_absent_for_everybody(scene: Scene, call: tuple[str, str, Any]) -> None:
    for by in (given.MANAGER, given.ADMIN, given.AUDITOR, service("customers:write")):
        assert told(scene, call, scene.other_tenant.id, by) == told(scene, call, ABSENT, by)


@pytest.mark.parametrize("call", READS, ids=lambda call: f"{call[0]} {call[1]}")
def test_own_and_sibling_are_read(scene: Scene, call: tuple[str, str, Any]) -> None:
    for customer in (scene.own, scene.sibling, scene.root):
        assert told(scene, call, customer.id, REP)[0] == 200


WRITES = [call for call in CALLS if call[0] not in READ and call[2] not in BAD]


@pytest.mark.parametrize("call", WRITES, ids=lambda call: f"{call[0]} {call[1]}")
def test_what_may_be_seen_but_not_changed_is_403(scene: Scene, call: tuple[str, str, Any]) -> None:
    readers = {
        "rep on a sibling": (REP, scene.sibling),
        "rep on the root": (REP, scene.root),
        "auditor": (given.AUDITOR, scene.foreign),
        "reading machine": (service("customers:read"), scene.own),
    }
    for name, (by, customer) in readers.items():
        assert told(scene, call, customer.id, by)[0] == 403, name


def test_lists_filters_and_cursors_never_show_more(scene: Scene) -> None:
    for name, by in blind(scene).items():
        for query in (
            "",
            "q=fern",
            f"owner={given.user(3)}",
            "region=WIEN",
            "territory=AT",
            f"parent={scene.foreign.id}",
            "sort=-created_at&limit=1",
        ):
            answer = scene.site.get("/api/customers?" + query, by=by)
            assert answer.status_code == 200
            assert str(scene.foreign.id) not in answer.text, (name, query)
            assert "Fern" not in answer.text


def test_a_cursor_of_another_tenant_is_none_of_ours(scene: Scene) -> None:
    cursor = scene.site.get("/api/customers?limit=1").json()["nextCursor"]
    other = given.actor(tenant=given.OTHER_TENANT)
    assert scene.site.get("/api/customers", params={"cursor": cursor}, by=other).status_code == 400


def test_a_cursor_handed_to_somebody_else_shows_only_what_is_theirs(scene: Scene) -> None:
    cursor = scene.site.get("/api/customers?limit=1").json()["nextCursor"]
    answer = scene.site.get("/api/customers", params={"limit": 1, "cursor": cursor}, by=given.rep(9))
    assert answer.json() == {"items": [], "nextCursor": None}


@pytest.mark.parametrize("parent", ["foreign", "other_tenant", "absent"])
def test_a_reference_to_what_is_hidden_is_as_if_absent(scene: Scene, parent: str) -> None:
    target = ABSENT if parent == "absent" else str(getattr(scene, parent).id)
    for call in (
        ("POST", "/api/customers", {**NEW, "parentId": target}),
        ("PATCH", f"/api/customers/{scene.own.id}", {"parentId": target}),
    ):
        answer = scene.site.ask(call[0], call[1], json=call[2], by=REP)
        assert answer.status_code == 400
        assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [
            ("/parentId", "unknown-reference")
        ]


ASSIGNED = {
    "id": ABSENT, "tenantId": str(given.OTHER_TENANT), "tenant_id": "x", "version": 7, "archivedAt": None,
    "createdAt": "2020-01-01T00:00:00Z", "updatedAt": None, "contactabilityStatus": "OK",
    "chainRootId": ABSENT,
    "role": "admin", "roles": ["admin"], "owner": ABSENT, "owner_user_id": ABSENT, "protectedUntil": None,
    "__proto__": {}, "constructor": {}, "": 1,
}  # fmt: skip


@pytest.mark.parametrize("name", ASSIGNED)
def test_nothing_can_be_assigned_that_was_not_declared(scene: Scene, name: str) -> None:
    extra = {name: ASSIGNED[name]}
    own = f"/api/customers/{scene.own.id}"
    calls: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("POST", "/api/customers", {**NEW, **extra}),
        ("POST", "/api/customers", {**NEW, "address": extra}),
        ("PATCH", own, extra),
        ("PATCH", own, {"address": extra}),
        ("POST", own + "/reassign", {"reason": "weil", **extra}),
        ("PUT", "/api/settings/http.requireIfMatch", {"value": True, **extra}),
    )
    for method, path, body in calls:
        answer = scene.site.ask(method, path, json=body, by=given.ADMIN, headers={"if-match": "*"})
        assert answer.status_code == 400, (method, path)
        assert {error["code"] for error in answer.json()["errors"]} == {"unknown-field"}


def test_the_owner_is_not_assigned_by_a_patch(scene: Scene) -> None:
    for owner in (str(given.user(2)), None):
        answer = scene.site.ask(
            "PATCH", f"/api/customers/{scene.own.id}", json={"ownerUserId": owner}, by=REP
        )
        assert answer.json()["errors"][0]["code"] == "unknown-field"


def test_this_matrix_knows_every_customer_route() -> None:
    every = {
        (endpoint.method, endpoint.path.partition("{customerId}")[2])
        for endpoint in endpoints_of(settings_of(FOOD), fields_of(FOOD), hot_columns_of(FOOD))
        if "{customerId}" in endpoint.path
    }
    assert every == {(method, tail.partition("?")[0]) for method, tail, _ in CALLS if method != "HEAD"}
