"""Activities are corrected by their author for a day, then by who answers for them; nothing is erased."""

from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId, Entry, changed_members
from crm_core.domain.activities.events import ActivityCorrected, ActivityCreated, ActivityWithdrawn
from crm_core.domain.activities.reading import Limits, read_entry
from crm_core.domain.activities.refusals import ActivityIsWithdrawn
from crm_core.domain.refusals import NotAllowed
from tests import given
from tests.unit.crm_core.domain.activities.tastings import CUSTOMER, WINE, tasting

AUTHOR = given.rep(1)
DAY = timedelta(hours=24)
MOMENT = timedelta(microseconds=1)


def entry(**more: object) -> Entry:
    return read_entry(tasting(**more), dictionary=WINE, limits=Limits(given.START))


ACTIVITY = Activity(ActivityId(UUID(int=1)), given.TENANT, entry(), AUTHOR.user, given.START)

WHO = [
    (AUTHOR, DAY - MOMENT, True),
    (AUTHOR, DAY, False),
    (given.rep(2), timedelta(0), False),
    (given.team_lead("BERLIN"), 90 * DAY, True),
    (given.MANAGER, 90 * DAY, True),
    (given.AUDITOR, timedelta(0), False),
]


@pytest.mark.parametrize(("actor", "after", "may"), WHO)
def test_who_may_correct_and_withdraw(actor: Actor, after: timedelta, may: bool) -> None:
    now = given.START + after
    if may:
        assert ACTIVITY.corrected(entry(points=1), by=actor, now=now).version == 2
        assert ACTIVITY.withdrawn("falsch", by=actor, now=now).version == 2
    else:
        with pytest.raises(NotAllowed) as refusal:
            ACTIVITY.corrected(entry(points=1), by=actor, now=now)
        assert refusal.value.facts["resource_id"] == str(ACTIVITY.id)
        with pytest.raises(NotAllowed):
            ACTIVITY.withdrawn("falsch", by=actor, now=now)


def test_a_correction_that_changes_nothing_is_none() -> None:
    assert ACTIVITY.corrected(entry(), by=AUTHOR, now=given.START) is ACTIVITY


def test_a_correction_keeps_who_recorded_it_and_says_who_corrected_it() -> None:
    after = ACTIVITY.corrected(entry(outcome="LEFT"), by=given.MANAGER, now=given.START + 2 * DAY)

    assert (after.author, after.recorded_at) == (AUTHOR.user, given.START)
    assert (after.corrected_by, after.corrected_at) == (given.MANAGER.user, given.START + 2 * DAY)
    assert (ACTIVITY.outcome, after.outcome) == ("SOLD", "LEFT")


def test_a_withdrawn_one_does_not_change_any_more() -> None:
    gone = ACTIVITY.withdrawn("doppelt erfasst", by=AUTHOR, now=given.START)

    assert gone.withdrawal is not None
    assert gone.withdrawal.reason == "doppelt erfasst"
    with pytest.raises(ActivityIsWithdrawn):
        gone.corrected(entry(points=1), by=AUTHOR, now=given.START)
    with pytest.raises(ActivityIsWithdrawn):
        gone.withdrawn("noch einmal", by=AUTHOR, now=given.START)


def test_changes_are_told_by_name() -> None:
    before = entry(points=90)
    after = evolve(entry(outcome="LEFT"), note="Neu")

    assert changed_members(before, after) == ("note", "points", "outcome")
    assert changed_members(before, before) == ()


def test_follow_ups_see_kind_party_outcome_and_content() -> None:
    done = ACTIVITY.done

    assert (done.id, done.kind, done.outcome, done.at) == (ACTIVITY.id, "TASTING", "SOLD", given.START)
    assert done.payload["caskId"] == ACTIVITY.content["caskId"]


def test_facts_carry_ids_and_no_note() -> None:
    activity = evolve(ACTIVITY, entry=entry(note="Herr Meier mag Rotwein"))
    created = ActivityCreated.of(activity)
    others = [ActivityCorrected.of(activity, 2, ("note",)), ActivityWithdrawn.of(activity, 3)]

    assert created.data() == {
        "activityId": str(ACTIVITY.id), "customerId": str(CUSTOMER), "leadId": None, "kind": "TASTING",
        "occurredAt": "2026-03-02T08:00:00Z", "outcome": "SOLD",
    }  # fmt: skip
    assert [(fact.type, fact.data()["version"]) for fact in others] == [
        ("activity.corrected", 2),
        ("activity.withdrawn", 3),
    ]
    assert "Meier" not in str([created.data(), *(fact.data() for fact in others)])
