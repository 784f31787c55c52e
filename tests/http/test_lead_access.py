"""Every route of leads by every role on own, foreign and absent leads; foreign is as if absent."""

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve, frozen

from adapters.http.app import endpoints_of
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.pack import settings_of
from tests import given
from tests.http.lead_site import OWNER, REASON, registered, rose, step
from tests.http.site import NEW, Site, service, serving

ABSENT = str(given.nobody_knows())
SOME = str(given.user(5))
START = "2026-03-02T08:00:00Z"
CALLS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", None),
    ("HEAD", "", None),
    ("GET", "/protection", None),
    ("GET", "/protection?as_of=2026-03-02T08:00:00Z&known_at=2026-03-02T08:00:00Z", None),
    ("GET", "/protection/why?lang=de", None),
    ("GET", "/holds", None),
    ("GET", "/activities", None),
    ("GET", "/collaborators", None),
    ("GET", "/access", None),
    ("GET", "/notices", None),
    ("GET", "/evidence", None),
    ("GET", "/score", None),
    ("PATCH", "", {"industry": "Hotel"}),
    ("PATCH", "", {"contact": {"lastName": "X"}}),
    ("PATCH", "", {"nmae": 1}),
    ("POST", "/holds", {"reason": "FFZ_SAMPLE_DELAY", "startAt": START}),
    ("POST", "/holds", {"reason": "OTHER"}),
    ("DELETE", "/holds/{hold}", None),
    ("POST", "/holds/{hold}/approve", None),
    ("POST", "/holds/{hold}/reject", None),
    ("POST", "/extensions", {"days": 3, "reason": REASON}),
    ("POST", "/transfer", {"userId": SOME, "reason": REASON}),
    ("POST", "/registered-at", {"startedAt": "2026-03-01T08:00:00Z", "reason": REASON, "evidenceId": SOME}),
    ("POST", "/convert", {"agreementDocumentId": SOME, "signedAt": START, "customer": NEW}),
    ("POST", "/activities", {"kind": "NOTE"}),
    ("POST", "/activities/{activity}/confirm", None),
    ("POST", "/notices/{notice}/open", None),
    ("POST", "/notices/{notice}/bounce", None),
    ("POST", "/collaborators", {"userId": SOME, "role": "VIEW"}),
    ("DELETE", "/collaborators/{user}", None),
)
NAMES = [f"{method} {tail} {body}" for method, tail, body in CALLS]
# Scores need a pack; the others are not for everybody who reads the lead.
NOT_JUST_READ = {"/access", "/evidence", "/score"}
READS = [call for call in CALLS if call[0] in {"GET", "HEAD"} and call[1] not in NOT_JUST_READ]
WRITES = [
    call
    for call in CALLS
    if call[0] not in {"GET", "HEAD"} and call[2] not in ({"nmae": 1}, {"reason": "OTHER"})
]


@frozen
class Scene:
    """One lead of a representative, one elsewhere, one reserved, and one of another tenant."""

    site: Site
    own: dict[str, Any]
    foreign: dict[str, Any]
    reserved: dict[str, Any]
    other_tenant: dict[str, Any]
    hold: str
    activity: str


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with serving() as site:
        own = registered(site, companyName="Eigen", contact={"lastName": "Eigen"})
        hold = step(site, own, "holds", reason="OTHER", startAt=START).json()["id"]
        activity = step(site, own, "activities", kind="NOTE").json()["id"]
        foreign = registered(
            site,
            by=given.rep(3),
            companyName="Fern",
            contact={"lastName": "Fern"},
            region="WIEN",
            territory="AT",
        )
        step(site, foreign, "holds", by=given.rep(3), reason="OTHER", startAt=START)
        reserved = registered(site, by=given.rep(4), companyName="Vorgemerkt", contact=None, region="KIEL")
        other = evolve(given.rep(1), tenant=given.OTHER_TENANT)
        elsewhere = registered(site, by=other, companyName="Fremd", contact={"lastName": "Fremd"})
        yield Scene(site, own, foreign, reserved, elsewhere, hold, activity)


def blind(scene: Scene) -> dict[str, Actor]:
    """Callers who must not see the foreign lead."""
    return {
        "rep": OWNER,
        "rep of nothing": given.rep(9),
        "lead of elsewhere": given.team_lead("BERLIN"),
        "lead of nothing": given.team_lead(),
        "chain manager": given.actor(
            Role.CHAIN_MANAGER, number=31, regions={"WIEN"}, chains={given.nobody_knows()}
        ),
        "manager bound to DE": given.actor(Role.MANAGER, number=33, territories=frozenset({"DE"})),
        "manager bound to nowhere": given.actor(Role.MANAGER, number=34, territories=frozenset()),
        "owner bound to DE": given.rep(3, territories=frozenset({"DE"})),
        "machine without scope": service(),
        "machine for customers": service("customers:write", "customers:read"),
        "nobody": Actor(given.user(36), given.TENANT, frozenset(), given.CORRELATION),
    }


def told(scene: Scene, call: tuple[str, str, Any], lead_id: object, by: Actor) -> tuple[Any, ...]:
    method, tail, body = call
    stands_for = {"{hold}": scene.hold, "{activity}": scene.activity, "{user}": SOME, "{notice}": SOME}
    for name, value in stands_for.items():
        tail = tail.replace(name, value)
    path = f"/api/leads/{lead_id}{tail}"
    answer = scene.site.ask(method, path, by=by, **({} if body is None else {"json": body}))
    text = answer.text.replace(str(lead_id), "ID").replace(answer.headers["x-correlation-id"], "C")
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in {"x-correlation-id", "traceparent", "content-length"}
    }
    return answer.status_code, headers, text


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_foreign_and_absent_are_the_same(scene: Scene, call: tuple[str, str, Any]) -> None:
    for name, by in blind(scene).items():
        absent = told(scene, call, ABSENT, by)
        assert absent[0] in {404, 400}, name
        assert told(scene, call, scene.foreign["id"], by) == absent, name
        assert told(scene, call, scene.other_tenant["id"], by) == absent, name


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
def test_another_tenant_is_absent_for_everybody(scene: Scene, call: tuple[str, str, Any]) -> None:
    for by in (given.MANAGER, given.ADMIN, given.AUDITOR, service("leads:write")):
        assert told(scene, call, scene.other_tenant["id"], by) == told(scene, call, ABSENT, by)


@pytest.mark.parametrize("call", READS, ids=lambda call: f"{call[0]} {call[1]}")
def test_who_may_see_a_lead_reads_it_whole(scene: Scene, call: tuple[str, str, Any]) -> None:
    for by in (OWNER, given.team_lead("BERLIN"), given.MANAGER, given.AUDITOR, service("leads:read")):
        assert told(scene, call, scene.own["id"], by)[0] == 200


@pytest.mark.parametrize("call", WRITES, ids=lambda call: f"{call[0]} {call[1]}")
def test_what_may_be_seen_but_not_changed_is_403(scene: Scene, call: tuple[str, str, Any]) -> None:
    readers = {
        "auditor": (given.AUDITOR, scene.own),
        "reading machine": (service("leads:read"), scene.own),
        "rep on a reservation": (OWNER, scene.reserved),
    }
    for name, (by, lead) in readers.items():
        assert told(scene, call, lead["id"], by)[0] == 403, name


def test_lists_filters_and_cursors_never_show_more(scene: Scene) -> None:
    for name, by in blind(scene).items():
        for query in ("", "q=fern", f"owner={given.user(3)}", "region=WIEN", "sort=lapse_at&limit=1"):
            answer = scene.site.get("/api/leads?" + query, by=by)
            assert answer.status_code == 200
            assert scene.foreign["id"] not in answer.text, (name, query)
            assert "Fern" not in answer.text


def test_a_reservation_tells_nothing_more_by_any_way(scene: Scene) -> None:
    for call in READS:
        status, _, text = told(scene, call, scene.reserved["id"], OWNER)
        if call[1] == "/protection/why?lang=de":
            assert status == 404
            continue
        assert status == 200
        for secret in ("KIEL", "10115", str(given.user(4))):
            assert secret not in text, call
    assert "KIEL" not in scene.site.get("/api/leads?state=RESERVED", by=OWNER).text


def test_what_is_protected_elsewhere_is_the_same_for_everybody_who_may_not_see_it(scene: Scene) -> None:
    said = rose(companyName="Fern", territory="DE", contact={"lastName": "X"})
    answers = {
        scene.site.post("/api/leads", by=given.rep(number), json=said).json()["detail"] for number in (7, 8)
    }
    assert len(answers) == 1
    assert "Fern" not in answers.pop()


ASSIGNED = {
    "id": ABSENT, "tenantId": str(given.OTHER_TENANT), "ownerUserId": ABSENT, "version": 7,
    "owner_user_id": ABSENT, "startedAt": "2020-01-01T00:00:00Z", "protectedUntil": None,
    "state": "PROTECTED", "phase": "RUNNING", "reservedUntil": None, "customerId": ABSENT,
    "collaborators": [], "rules": {}, "createdAt": None, "__proto__": {},
}  # fmt: skip


@pytest.mark.parametrize("name", ASSIGNED)
def test_nothing_can_be_assigned_that_was_not_declared(scene: Scene, name: str) -> None:
    extra = {name: ASSIGNED[name]}
    own = f"/api/leads/{scene.own['id']}"
    calls: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("POST", "/api/leads", rose(**extra) if extra[name] is not None else {**rose(), **extra}),
        ("PATCH", own, extra),
        ("POST", own + "/holds", {"reason": "OTHER", "startAt": START, **extra}),
        ("POST", own + "/activities", {"kind": "NOTE", "creditedToOwner": True, **extra}),
        ("POST", own + "/collaborators", {"userId": SOME, "role": "VIEW", **extra}),
    )
    for method, path, body in calls:
        answer = scene.site.ask(method, path, json=body, by=given.ADMIN)
        assert answer.status_code == 400, (method, path)
        assert {error["code"] for error in answer.json()["errors"]} == {"unknown-field"}


def test_this_matrix_knows_every_route_of_a_lead() -> None:
    every = {
        (endpoint.method, endpoint.path.partition("{leadId}")[2])
        for endpoint in endpoints_of(settings_of())
        if "{leadId}" in endpoint.path
    }
    names = {f"{{{one}}}": f"{{{one}Id}}" for one in ("hold", "activity", "user", "notice")}
    known = set()
    for method, tail, _ in CALLS:
        path = tail.partition("?")[0]
        for short, long in names.items():
            path = path.replace(short, long)
        known.add((method, path))
    assert every == {one for one in known if one[0] != "HEAD"}
