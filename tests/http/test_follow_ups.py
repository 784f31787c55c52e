"""Follow-ups over HTTP: the work list, completing, putting off."""

from datetime import timedelta
from typing import Any

import pytest

from crm_core.domain.follow_ups.follow_up import Closing, FollowUp
from crm_core.domain.party import Party
from tests import due, given
from tests.http.site import Site, service, uuid

REP = given.rep(1)


def one(site: Site, **more: Any) -> FollowUp:
    customer = given.customer(site.world, owner=REP.user)
    return due.opened(site.world, customer.id, **{"owner": REP.user, **more})


def listed(site: Site, query: str = "", **more: Any) -> Any:
    answer = site.get("/api/follow-ups" + query, **more)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def test_one_is_told_with_its_badge_and_the_title_of_its_rule(site: Site) -> None:
    known = one(site, rule="no-longer-declared")
    answer = site.get(f"/api/follow-ups/{known.id}", by=REP)
    assert answer.json() == {
        "id": str(known.id),
        "version": 1,
        "customerId": str(known.party.customer_id),
        "leadId": None,
        "rule": "no-longer-declared",
        "title": "no-longer-declared",
        "dueAt": "2026-03-09T23:00:00Z",
        "pausedAt": None,
        "state": "OPEN",
        "badge": "ON_TRACK",
        "ownerUserId": str(REP.user),
        "source": {"kind": "box", "id": str(due.BOX)},
        "createdAt": "2026-03-02T08:00:00Z",
        "closedAt": None,
        "outcome": None,
        "note": None,
    }
    same = site.get(f"/api/follow-ups/{known.id}", by=REP, headers={"if-none-match": answer.headers["etag"]})
    assert same.status_code == 304


def test_badges_move_with_the_clock(site: Site) -> None:
    known = one(site)
    assert known.due_at is not None
    for days, badge in ((0, "ON_TRACK"), (7, "DUE_SOON"), (9, "OVERDUE")):
        site.clock.at = given.START + timedelta(days=days)
        token = {"by": given.rep(1, territories=frozenset({"DE", str(days)}))}
        assert listed(site, f"?owner=me&badge={badge}", **token) == [str(known.id)]
        assert site.get(f"/api/follow-ups/{known.id}", **token).json()["badge"] == badge


def test_lists_are_narrowed_and_go_on_behind_a_cursor(site: Site) -> None:
    first = one(site)
    more = [due.opened(site.world, Party(lead_id=due.A_LEAD), owner=REP.user) for _ in range(3)]
    assert listed(site, f"?customer={first.party.customer_id}") == [str(first.id)]
    assert listed(site, f"?lead={due.A_LEAD}&state=OPEN") == [str(other.id) for other in more]
    assert listed(site, "?owner=me", by=given.rep(2)) == []
    page = site.get("/api/follow-ups?owner=me&limit=3", by=REP)
    assert 'rel="next"' in page.headers["link"]
    rest = site.get(
        "/api/follow-ups", params={"owner": "me", "limit": 3, "cursor": page.json()["nextCursor"]}, by=REP
    )
    told = [item["id"] for item in page.json()["items"] + rest.json()["items"]]
    assert told == [str(first.id), *(str(other.id) for other in more)]
    assert rest.json()["nextCursor"] is None
    wrong = site.get(
        "/api/follow-ups", params={"badge": "OVERDUE", "cursor": page.json()["nextCursor"]}, by=REP
    )
    assert wrong.json()["errors"][0]["code"] == "cursor-of-another-list"


@pytest.mark.parametrize("query", ["badge=LATE", "state=open", "owner=you", "customer=1", "limit=0", "q=x"])
def test_what_is_not_declared_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/api/follow-ups?{query}").status_code == 400


def test_completing_is_done_once_and_on_top_of_a_version(site: Site) -> None:
    known = one(site)
    path = f"/api/follow-ups/{known.id}/complete"
    body = {"outcome": "REACHED", "note": "Angebot folgt"}
    stale = site.post(path, json=body, by=REP, headers={"if-match": '"7.x"'})
    assert stale.status_code == 412
    tag = site.get(f"/api/follow-ups/{known.id}", by=REP).headers["etag"]
    answers = [
        site.post(path, json=body, by=REP, headers={"if-match": tag, "idempotency-key": "k"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[1].headers["idempotent-replay"] == "true"
    told = answers[0].json()
    assert (told["state"], told["badge"], told["outcome"], told["note"]) == (
        "DONE",
        "DONE",
        "REACHED",
        "Angebot folgt",
    )
    assert answers[0].headers["etag"] == site.get(f"/api/follow-ups/{known.id}", by=REP).headers["etag"]
    assert site.post(path, json={}, by=REP).json()["version"] == 2


def test_putting_off_names_what_is_wrong_and_moves_the_deadline(site: Site) -> None:
    known = one(site)
    path = f"/api/follow-ups/{known.id}/snooze"
    bad = site.post(path, json={"until": "2026-03-20", "why": 1}, by=REP).json()["errors"]
    assert {error["pointer"]: error["code"] for error in bad} == {
        "/until": "not-an-instant",
        "/why": "unknown-field",
        "/reason": "required",
    }
    past = site.post(path, json={"until": "2026-03-01T00:00:00Z", "reason": "weil"}, by=REP)
    assert [error["code"] for error in past.json()["errors"]] == ["not-in-future"]
    answer = site.post(path, json={"until": "2026-03-20T12:00:00+01:00", "reason": "Betriebsferien"}, by=REP)
    assert (answer.status_code, answer.json()["dueAt"]) == (200, "2026-03-20T11:00:00Z")


def test_a_canceled_one_is_a_conflict(site: Site) -> None:
    customer = given.customer(site.world)
    canceled = due.kept(site.world, due.drafted(site.world, customer.id).canceled(Closing(given.START)))
    for tail, body in (("complete", {}), ("snooze", {"until": "2026-04-01T00:00:00Z", "reason": "weil"})):
        answer = site.post(f"/api/follow-ups/{canceled.id}/{tail}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (409, "follow-up-closed")
        assert answer.json()["title"] == "The follow-up is closed"


CALLS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", None),
    ("POST", "/complete", {"outcome": "X"}),
    ("POST", "/snooze", {"until": "2026-04-01T00:00:00Z", "reason": "weil"}),
    ("POST", "/snooze", {"until": 1}),
)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[0]} {call[1]} {call[2]}")
def test_foreign_and_absent_are_the_same(site: Site, call: tuple[str, str, Any]) -> None:
    hidden = due.opened(site.world, given.customer(site.world, owner=given.user(3), territory="AT").id)
    stranger = due.opened(site.world, Party(lead_id=due.A_LEAD), owner=given.user(3))

    def told(follow_up_id: object, by: Any) -> tuple[int, str]:
        body = {} if call[2] is None else {"json": call[2]}
        answer = site.ask(call[0], f"/api/follow-ups/{follow_up_id}{call[1]}", by=by, **body)
        text = answer.text.replace(str(follow_up_id), "ID").replace(answer.headers["x-correlation-id"], "C")
        return answer.status_code, text

    blind = (REP, given.team_lead("KIEL"), service(), given.actor(tenant=given.OTHER_TENANT))
    for by in blind:
        absent = told(uuid(0xDEAD), by)
        assert absent[0] in (400, 404)
        assert told(hidden.id, by) == absent
        assert told(stranger.id, by) == absent
    bound = given.actor(number=33, territories=frozenset({"DE"}))
    assert told(hidden.id, bound) == told(uuid(0xDEAD), bound)


def test_what_may_be_seen_but_not_changed_is_403(site: Site) -> None:
    known = one(site)
    for _, tail, body in CALLS[1:3]:
        for by in (given.AUDITOR, service("customers:read")):
            assert site.post(f"/api/follow-ups/{known.id}{tail}", json=body, by=by).status_code == 403


def test_one_rests_until_it_is_resumed_and_is_due_as_much_later(site: Site) -> None:
    known = one(site)
    path = f"/api/follow-ups/{known.id}"
    site.clock.at = given.START + timedelta(days=1)
    resting = site.post(f"{path}/pause", by=REP, json={"reason": "Küche wird umgebaut"})
    assert (resting.status_code, resting.json()["dueAt"], resting.json()["badge"]) == (200, None, "ON_TRACK")
    assert resting.json()["pausedAt"] == "2026-03-03T08:00:00Z"
    off = site.post(f"{path}/snooze", by=REP, json={"until": "2026-03-20T12:00:00+01:00", "reason": "Ferien"})
    assert (off.status_code, off.json()["code"]) == (409, "follow-up-paused")
    again = site.post(f"{path}/pause", by=REP, json={"reason": "Noch einmal"})
    assert again.json() == resting.json()

    site.clock.at = given.START + timedelta(days=8)
    later = given.rep(1, territories=frozenset({"DE"}))
    running = site.post(f"{path}/resume", by=later)
    # Six working days, Tuesday to Tuesday, do not count.
    assert (running.status_code, running.json()["dueAt"]) == (200, "2026-03-17T23:00:00Z")
    assert running.json()["pausedAt"] is None
    assert site.post(f"{path}/resume", by=later).json() == running.json()


def test_to_let_one_rest_takes_a_reason_and_time_that_is_left(site: Site) -> None:
    known = one(site)
    path = f"/api/follow-ups/{known.id}/pause"
    assert site.post(path, by=REP, json={}).json()["errors"][0]["pointer"] == "/reason"
    site.clock.at = given.START + timedelta(days=9)
    token = given.rep(1, territories=frozenset({"DE"}))
    refused = site.post(path, by=token, json={"reason": "Zu spät"})
    assert (refused.status_code, refused.json()["code"]) == (409, "follow-up-overdue")
    stranger = given.rep(2, territories=frozenset({"DE"}))
    assert site.post(path, by=stranger, json={"reason": "Nicht meiner"}).status_code == 404


@pytest.mark.parametrize("tail", ["complete", "snooze", "pause", "resume"])
def test_what_is_due_to_an_archived_customer_is_not_changed(site: Site, tail: str) -> None:
    known = one(site)
    assert site.ask("DELETE", f"/api/customers/{known.party.customer_id}").status_code == 204
    bodies = {"snooze": {"until": "2026-04-01T00:00:00Z", "reason": "Umbau"}, "pause": {"reason": "Umbau"}}
    body = {"json": bodies.get(tail, {})} if tail != "resume" else {}

    answer = site.post(f"/api/follow-ups/{known.id}/{tail}", by=REP, **body)
    assert (answer.status_code, answer.json()["code"]) == (409, "archived")
