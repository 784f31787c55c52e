"""Leads over HTTP: registered, found, explained, worked on and ended, with the answers as agreed."""

from collections.abc import Iterator
from typing import Any

import pytest

from adapters.system.ids import SystemIds
from tests import given
from tests.http.lead_site import LEADER, OWNER, REASON, SOMEBODY, pass_by, registered, rose, step, told, zulu
from tests.http.site import NEW, Site, serving
from tests.worlds import on_postgres


@pytest.fixture(params=["memory", "postgres"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """The same answers over both stores."""
    clock = given.StandingClock()
    if request.param == "memory":
        with serving(clock=clock) as serves:
            yield serves
    else:
        world = on_postgres(request.getfixturevalue("pools"), clock=clock, ids=SystemIds())
        with serving(clock=clock, world=world) as serves:
            yield serves


def codes(answer: Any) -> list[tuple[str, str]]:
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


def test_a_registration_is_answered_in_full(site: Site) -> None:
    answer = site.post("/api/leads", by=OWNER, json=rose())
    made = answer.json()

    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/leads/{made['id']}"
    assert answer.headers["etag"].startswith('"1.')
    assert (made["state"], made["startedAt"], made["ownerUserId"]) == (
        "PROTECTED",
        "2026-03-02T08:00:00Z",
        str(OWNER.user),
    )
    assert (made["baseExpiryAt"], made["reminderDueAt"]) == ("2026-09-02T08:00:00Z", "2026-05-01T08:00:00Z")
    assert told(site, made) == made
    again = site.get(f"/api/leads/{made['id']}", by=OWNER, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_registration_sent_twice_is_made_once(site: Site) -> None:
    first, second = (
        site.post("/api/leads", by=OWNER, json=rose(), headers={"idempotency-key": "rose"}) for _ in range(2)
    )

    assert first.content == second.content
    assert second.headers["idempotent-replay"] == "true"


def test_what_is_protected_elsewhere_is_told_with_a_date_and_nothing_else(site: Site) -> None:
    made = registered(site)
    answer = site.post("/api/leads", by=SOMEBODY, json=rose(companyName="GASTHAUS ROSE"))

    assert answer.status_code == 409
    assert (answer.json()["code"], answer.json()["protectedUntil"]) == (
        "lead-protected-elsewhere",
        "2026-09-02",
    )
    for secret in (made["id"], made["ownerUserId"], "Koch", "koch@"):
        assert secret not in answer.text


def test_the_eleventh_probe_within_a_minute_is_too_many(site: Site) -> None:
    registered(site)
    answers = [site.post("/api/leads", by=SOMEBODY, json=rose()) for _ in range(11)]

    assert [one.status_code for one in answers] == [409] * 10 + [429]
    assert answers[-1].json()["code"] == "rate-limited"
    assert answers[-1].headers["retry-after"] == "60"
    assert "protectedUntil" not in answers[-1].json()


def test_an_existing_customer_and_a_similar_name_are_told(site: Site) -> None:
    site.created(by=given.MANAGER, name="Gasthaus Rose", address={"city": "Berlin"})
    answer = site.post("/api/leads", by=OWNER, json=rose(postalCode=None))
    assert (answer.status_code, answer.json()["code"]) == (409, "existing-customer")
    mine = registered(site, companyName="Bistro Tulpe", contact={"lastName": "X"})
    answer = site.post(
        "/api/leads", by=OWNER, json=rose(companyName="Bistro Tulpen", contact={"lastName": "Y"})
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "duplicate-suspected")
    assert answer.json()["candidates"] == [
        {"kind": "lead", "id": mine["id"], "name": "Bistro Tulpe", "city": "Berlin"}
    ]


def test_a_bad_registration_names_every_member(site: Site) -> None:
    answer = site.post("/api/leads", by=OWNER, json={"source": "MESSE", "contact": {}, "nmae": 1})

    assert answer.status_code == 400
    assert set(codes(answer)) == {
        ("/companyName", "required"),
        ("/city", "required"),
        ("/region", "required"),
        ("/territory", "required"),
        ("/contact", "at-least-one-of"),
        ("/firstContact", "first-contact-required"),
        ("/nmae", "unknown-field"),
    }


def test_a_reservation_shows_others_three_things_and_becomes_a_registration(site: Site) -> None:
    made = registered(site, contact=None, industry="Hotel")
    assert (made["state"], made["reservedUntil"]) == ("RESERVED", "2026-05-01T08:00:00Z")
    seen = told(site, made, by=SOMEBODY)
    assert {key for key, value in seen.items() if value not in (None, {})} == {
        *("id", "version", "companyName", "city", "state", "reservedUntil", "nextDate"),
    }
    protection = told(site, made, "/protection", by=OWNER)
    assert (protection["state"], protection["status"]) == ("RESERVED", None)
    path = f"/api/leads/{made['id']}"
    assert site.ask("PATCH", path, by=SOMEBODY, json={"contact": {"lastName": "Koch"}}).status_code == 403
    pass_by(site, days=3)
    full = site.ask("PATCH", path, by=OWNER, json={"contact": {"lastName": "Koch"}})
    assert (full.status_code, full.json()["state"]) == (200, "PROTECTED")
    assert full.json()["startedAt"] == "2026-03-05T08:00:00Z"
    assert site.get(path, by=SOMEBODY).status_code == 404


def test_a_patch_that_changes_nothing_keeps_the_etag(site: Site) -> None:
    made = registered(site)
    path = f"/api/leads/{made['id']}"
    same = site.ask("PATCH", path, by=OWNER, json={"companyName": made["companyName"]})
    assert same.headers["etag"].startswith('"1.')
    changed = site.ask("PATCH", path, by=OWNER, json={"industry": "Hotel", "estimatedVolume": 1800.5})
    assert (changed.json()["industry"], changed.json()["estimatedVolume"]) == ("Hotel", 1800.5)
    stale = site.ask("PATCH", path, by=OWNER, json={"industry": None}, headers={"if-match": '"1.x"'})
    assert stale.status_code == 412
    bare = site.ask("PATCH", path, by=OWNER, json={"contact": None})
    assert codes(bare) == [("/contact", "required")]


def test_the_list_has_filters_and_pages(site: Site) -> None:
    for name in ("Alpha", "Beta", "Gamma"):
        registered(site, companyName=name, contact={"lastName": name})
    first = site.get("/api/leads?limit=2&owner=me&state=PROTECTED", by=OWNER)
    assert [one["companyName"] for one in first.json()["items"]] == ["Alpha", "Beta"]
    rest = site.get(first.links["next"]["url"], by=OWNER)
    assert [one["companyName"] for one in rest.json()["items"]] == ["Gamma"]
    assert rest.json()["nextCursor"] is None
    assert site.get("/api/leads?state=GRACE", by=OWNER).json()["items"] == []
    assert site.get("/api/leads?q=gamma", by=OWNER).json()["items"][0]["state"] == "PROTECTED"
    assert site.get("/api/leads?lapsing_before=2026-09-03T00:00:00Z&sort=lapse_at", by=OWNER).json()["items"]
    assert site.get("/api/leads?stat=GRACE", by=OWNER).status_code == 400
    cursor = first.json()["nextCursor"]
    assert site.get(f"/api/leads?limit=2&cursor={cursor}", by=OWNER).status_code == 400


def test_protection_is_told_now_and_as_of_an_instant(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=61)
    now = told(site, made, "/protection")
    assert (now["status"], now["state"], now["progressDays"]) == (
        "ACTIVE",
        "REMINDER_DUE",
        {"used": 61, "paused": 0, "left": 0},
    )
    then = told(site, made, "/protection?as_of=2026-03-10T08:00:00Z")
    assert (then["state"], then["progressDays"]["used"]) == ("PROTECTED", 8)
    assert then["rules"]["name"] == "contract-2025"
    for query in ("as_of=2026-01-01T00:00:00Z", "as_of=2027-01-01T00:00:00Z", "known_at=2027-01-01T00:00Z"):
        answer = site.get(f"/api/leads/{made['id']}/protection?{query}", by=OWNER)
        assert answer.status_code == 400, query


def test_why_is_told_in_both_languages(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=61)
    german, english = (told(site, made, f"/protection/why?lang={lang}") for lang in ("de", "en"))

    assert german["verdict"] == english["verdict"]
    assert (german["segments"][0]["kind"], german["segments"][-1]["kind"]) == ("RUNNING", "REMINDER_DUE")
    assert german["sentences"] != english["sentences"]
    assert english["nextDate"] == {"event": "BASE_PERIOD_ENDS", "at": "2026-09-02T08:00:00Z"}


def test_an_activity_that_counts_restarts_the_clock(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=30)
    note = step(site, made, "activities", kind="NOTE", note="Nur eine Notiz")
    assert (note.status_code, note.json()["counts"]) == (201, False)
    assert told(site, made)["reminderDueAt"] == made["reminderDueAt"]
    call = step(site, made, "activities", kind="QUALIFIED_CALL", occurredAt=zulu(site, days=-2))
    assert call.json()["counts"]
    assert told(site, made)["reminderDueAt"] == zulu(site, days=58)
    assert [one["kind"] for one in told(site, made, "/activities")["items"]] == ["NOTE", "QUALIFIED_CALL"]


def test_a_late_activity_waits_for_a_team_lead(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=30)
    late = step(site, made, "activities", kind="QUALIFIED_CALL", occurredAt=zulu(site, days=-8)).json()
    assert (late["counts"], late["waitsForConfirmation"]) == (False, True)
    assert told(site, made)["reminderDueAt"] == made["reminderDueAt"]
    confirm = f"/api/leads/{made['id']}/activities/{late['id']}/confirm"
    assert site.post(confirm, by=OWNER).status_code == 403
    done = site.post(confirm, by=LEADER)
    assert (done.status_code, done.json()["counts"]) == (200, True)
    assert told(site, made)["reminderDueAt"] == zulu(site, days=52)
    assert site.post(confirm, by=LEADER).json() == done.json()


def test_what_the_company_owes_stops_the_clock_at_once(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=10)
    placed = step(site, made, "holds", reason="FFZ_SAMPLE_DELAY", startAt=zulu(site, days=-3))
    assert (placed.status_code, placed.json()["status"]) == (201, "EFFECTIVE")
    paused = told(site, made)
    assert (paused["pausedSince"], paused["baseExpiryAt"], paused["lapseAt"]) == (
        zulu(site, days=-3),
        None,
        None,
    )
    assert told(site, made, "/protection")["clockPaused"]
    pass_by(site, days=4)
    assert site.ask("DELETE", placed.headers["location"], by=SOMEBODY).status_code == 404
    assert site.ask("DELETE", placed.headers["location"], by=OWNER).status_code == 204
    assert site.ask("DELETE", placed.headers["location"], by=OWNER).status_code == 204
    assert told(site, made)["baseExpiryAt"] == "2026-09-09T08:00:00Z"
    assert told(site, made, "/holds")["items"][0]["status"] == "ENDED"


def test_other_holds_wait_for_a_team_lead_and_count_from_their_start(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=10)
    hold = step(site, made, "holds", reason="CUSTOMER_BLOCKED", startAt=zulu(site, days=-2)).json()
    assert (hold["status"], told(site, made)["pausedSince"]) == ("PENDING", None)
    decide = f"/api/leads/{made['id']}/holds/{hold['id']}"
    assert site.post(decide + "/approve", by=OWNER).status_code == 403
    assert site.post(decide + "/approve", by=given.team_lead("KIEL")).status_code == 404
    pass_by(site, days=1)
    assert site.post(decide + "/approve", by=LEADER).json()["status"] == "EFFECTIVE"
    assert told(site, made)["pausedSince"] == zulu(site, days=-3)
    again = site.post(decide + "/reject", by=LEADER)
    assert (again.status_code, again.json()["code"]) == (409, "hold-decided")
    other = step(site, made, "holds", reason="OTHER", startAt=zulu(site)).json()
    rejected = site.post(f"/api/leads/{made['id']}/holds/{other['id']}/reject", by=LEADER)
    assert rejected.json()["status"] == "REJECTED"
    by_leader = step(site, made, "holds", by=LEADER, reason="OTHER", startAt=zulu(site))
    assert by_leader.json()["status"] == "EFFECTIVE"


def test_a_hold_has_limits(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=20)
    bad: dict[tuple[str, str], dict[str, Any]] = {
        ("/startAt", "in-future"): {"startAt": zulu(site, hours=1)},
        ("/startAt", "too-long-ago-days"): {"startAt": zulu(site, days=-7, seconds=-1)},
        ("/endAt", "out-of-order"): {"startAt": zulu(site), "endAt": zulu(site)},
        ("/reason", "not-a-choice"): {"startAt": zulu(site), "reason": "HOLIDAY"},
    }
    for fault, body in bad.items():
        assert codes(step(site, made, "holds", **{"reason": "OTHER", **body})) == [fault]


def test_after_the_lapse_nothing_revives_a_lead_and_its_owner_sees_no_person(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=200)
    who = str(given.user(3))
    proof = {"reason": REASON, "evidenceId": who}
    for tail, by, body in (
        ("holds", OWNER, {"reason": "FFZ_SAMPLE_DELAY", "startAt": zulu(site)}),
        ("activities", OWNER, {"kind": "QUALIFIED_CALL"}),
        ("extensions", LEADER, {"months": 1, "reason": REASON}),
        ("transfer", LEADER, {"userId": who, "reason": REASON}),
        ("registered-at", given.MANAGER, {"startedAt": "2026-03-01T00:00:00Z", **proof}),
        ("convert", OWNER, {"agreementDocumentId": who, "signedAt": zulu(site), "customer": NEW}),
        ("collaborators", OWNER, {"userId": who, "role": "VIEW"}),
    ):
        answer = step(site, made, tail, by=by, **body)
        assert (answer.status_code, answer.json()["code"]) == (409, "protection-lapsed"), tail
    seen = told(site, made)
    assert (seen["state"], seen["contact"]) == ("EXPIRED", None)
    assert told(site, made, by=LEADER)["contact"] is not None
    protection = told(site, made, "/protection")
    assert (protection["status"], protection["expiredReason"]) == ("EXPIRED", "BASE_PERIOD")


def test_an_extension_has_a_reason_a_giver_and_a_limit(site: Site) -> None:
    made = registered(site)
    assert step(site, made, "extensions", months=1, reason=REASON).status_code == 403
    assert codes(step(site, made, "extensions", by=LEADER, reason=REASON)) == [("/days", "exactly-one-of")]
    longer = step(site, made, "extensions", by=LEADER, months=2, reason=REASON)
    assert (longer.status_code, longer.json()["baseExpiryAt"]) == (
        201,
        "2026-11-02T09:00:00Z".replace("09", "08"),
    )
    most = step(site, made, "extensions", by=LEADER, months=16, reason=REASON)
    assert most.json()["baseExpiryAt"] == "2028-03-02T08:00:00Z"
    over = step(site, made, "extensions", by=given.MANAGER, days=1, reason=REASON)
    assert (over.status_code, over.json()["code"]) == (409, "protection-too-long")
    assert over.json()["atMostUntil"] == "2028-03-02T08:00:00Z"


def test_a_transfer_keeps_the_base_and_restarts_progress(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=30)
    to = str(given.user(3))
    assert step(site, made, "transfer", userId=to, reason=REASON).status_code == 403
    assert codes(step(site, made, "transfer", by=LEADER, userId=str(OWNER.user), reason=REASON)) == [
        ("/userId", "is-owner")
    ]
    moved = step(site, made, "transfer", by=LEADER, userId=to, reason=REASON).json()
    assert (moved["ownerUserId"], moved["baseExpiryAt"]) == (to, made["baseExpiryAt"])
    assert moved["reminderDueAt"] == zulu(site, days=60)
    assert site.get(f"/api/leads/{made['id']}", by=OWNER).status_code == 404
    before = told(site, made, f"/protection?as_of={zulu(site, days=-1)}", by=LEADER)
    assert (before["assignedAt"], before["progressDays"]["used"]) == (made["startedAt"], 29)


def test_a_manager_sets_the_start_back_with_evidence(site: Site) -> None:
    made = registered(site)
    pass_by(site, days=5)
    evidence: dict[str, Any] = {"reason": REASON, "evidenceId": str(given.user(3))}
    early: dict[str, Any] = {"startedAt": zulu(site, days=-9), **evidence}
    assert step(site, made, "registered-at", by=LEADER, **early).status_code == 403
    earlier = step(site, made, "registered-at", by=given.MANAGER, **early)
    assert (earlier.json()["startedAt"], earlier.json()["baseExpiryAt"]) == (
        "2026-02-26T08:00:00Z",
        "2026-08-26T08:00:00Z",
    )
    later = step(site, made, "registered-at", by=given.MANAGER, startedAt=zulu(site), **evidence)
    assert codes(later) == [("/startedAt", "not-earlier")]
    gone = step(site, made, "registered-at", by=given.MANAGER, startedAt=zulu(site, days=-400), **evidence)
    assert (gone.status_code, gone.json()["code"]) == (409, "backdating-would-lapse")
    known = told(site, made, "/protection?known_at=2026-03-03T00:00:00Z&as_of=2026-03-03T00:00:00Z")
    assert known["baseExpiryAt"] == made["baseExpiryAt"]


def test_a_lead_becomes_a_customer(site: Site) -> None:
    made = registered(site)
    document: dict[str, Any] = {"agreementDocumentId": str(given.user(9)), "signedAt": zulu(site)}
    assert codes(step(site, made, "convert", **document)) == [("/customerId", "exactly-one-of")]
    unknown = step(site, made, "convert", **document, customerId=str(given.nobody_knows()))
    assert codes(unknown) == [("/customerId", "unknown-reference")]
    done = step(site, made, "convert", **document, customer={**NEW, "name": "Gasthaus Rose"})
    assert (done.status_code, done.json()["ownerUserId"]) == (201, str(OWNER.user))
    seen = told(site, made)
    assert (seen["state"], seen["customerId"]) == ("CONVERTED", done.json()["id"])
    protection = told(site, made, "/protection")
    assert (protection["status"], protection["state"]) == (None, "CONVERTED")
    again = step(site, made, "convert", **document, customerId=done.json()["id"])
    assert (again.status_code, again.json()["code"]) == (409, "lead-converted")
    other = registered(site, companyName="Tulpe", contact={"lastName": "X"})
    into = step(site, other, "convert", **document, customerId=done.json()["id"])
    assert (into.status_code, into.json()["id"]) == (201, done.json()["id"])


def test_collaborators_do_what_their_role_says(site: Site) -> None:
    made = registered(site)
    path = f"/api/leads/{made['id']}"
    assert site.get(path, by=SOMEBODY).status_code == 404
    hold: dict[str, Any] = {"reason": "FFZ_SAMPLE_DELAY", "startAt": zulu(site)}
    expected = {"VIEW": (403, 403, 403), "ASSIST": (201, 403, 403), "NEGOTIATE": (201, 200, 201)}
    for role, (log, edit, place) in expected.items():
        added = step(site, made, "collaborators", userId=str(SOMEBODY.user), role=role)
        assert added.status_code == 201
        assert told(site, made, by=SOMEBODY)["contact"] is not None
        assert step(site, made, "activities", by=SOMEBODY, kind="CUSTOMER_REACTION").status_code == log
        edited = site.ask("PATCH", path, by=SOMEBODY, json={"industry": role})
        assert edited.status_code == edit
        assert step(site, made, "holds", by=SOMEBODY, **hold).status_code == place
        other: dict[str, Any] = {**hold, "reason": "OTHER"}
        assert step(site, made, "holds", by=SOMEBODY, **other).status_code == 403
        another: dict[str, Any] = {"userId": str(given.user(5)), "role": "VIEW"}
        assert step(site, made, "collaborators", by=SOMEBODY, **another).status_code == 403
    assert told(site, made, "/collaborators")["items"] == [
        {"userId": str(SOMEBODY.user), "role": "NEGOTIATE"}
    ]
    assert site.ask("DELETE", f"{path}/collaborators/{SOMEBODY.user}", by=OWNER).status_code == 204
    assert site.get(path, by=SOMEBODY).status_code == 404
    assert codes(step(site, made, "collaborators", userId=str(OWNER.user), role="VIEW")) == [
        ("/userId", "is-owner")
    ]


def test_access_is_explained_to_those_who_answer_for_it(site: Site) -> None:
    made = registered(site)
    step(site, made, "collaborators", userId=str(SOMEBODY.user), role="VIEW")
    path = f"/api/leads/{made['id']}/access"
    assert site.get(path, by=OWNER).status_code == 403
    assert site.get(path, by=given.rep(8)).status_code == 404
    openings = {one["rule"]: one for one in site.get(path, by=given.AUDITOR).json()["openings"]}
    assert openings["owner"]["users"] == [str(OWNER.user)]
    assert openings["collaborator"]["users"] == [str(SOMEBODY.user)]
    assert openings["region BERLIN"]["roles"] == ["team-lead"]
