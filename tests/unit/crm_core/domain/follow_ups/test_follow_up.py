"""A follow-up is open until it is done or canceled, and its badge tells how much time is left."""

from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.follow_ups.follow_up import TRANSITIONS, Badge, Closing, FollowUp, State, fulfils
from crm_core.domain.follow_ups.matching import Done
from crm_core.domain.follow_ups.refusals import FollowUpIsClosed
from crm_core.domain.follow_ups.sla import Notch
from crm_core.domain.party import LeadId, Party
from tests.unit.crm_core.domain.follow_ups.scene import PARTY, SAMPLE, STEPS, at, follow_up, rule

NOW = at("2026-04-01T10:00")
VERDICT = UUID(int=9)
DONE = Closing(NOW, outcome="GOOD", by=VERDICT)
DEED = Done(VERDICT, "VERDICT", PARTY, NOW, "GOOD", {"boxId": SAMPLE})

BADGES = [
    ("2026-03-30T09:00", Badge.ON_TRACK),
    ("2026-04-07T22:00", Badge.ON_TRACK),
    ("2026-04-07T22:01", Badge.DUE_SOON),
    ("2026-04-08T21:59", Badge.DUE_SOON),
    ("2026-04-08T22:00", Badge.OVERDUE),
]


@pytest.mark.parametrize(("now", "badge"), BADGES)
def test_the_badge_follows_the_working_time_that_is_left(now: str, badge: Badge) -> None:
    assert follow_up().badge(at(now)) is badge


def test_a_done_one_is_done_and_a_canceled_one_has_no_badge() -> None:
    late = at("2026-05-01T00:00")

    assert follow_up().completed(DONE).badge(late) is Badge.DONE
    assert follow_up().canceled(Closing(NOW)).badge(late) is None


def reached(state: State) -> FollowUp:
    ways = {State.DONE: follow_up().completed(DONE), State.CANCELED: follow_up().canceled(Closing(NOW))}
    return ways.get(state, follow_up())


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", [State.DONE, State.CANCELED])
def test_only_the_steps_of_the_table_are_taken(old: State, new: State) -> None:
    start = reached(old)
    step = start.completed if new is State.DONE else start.canceled

    if new is old or new in TRANSITIONS[old]:
        assert step(DONE).state is new
    else:
        with pytest.raises(FollowUpIsClosed):
            step(DONE)


def test_it_opens_again_when_what_fulfilled_it_is_withdrawn() -> None:
    done = follow_up().completed(DONE)

    assert done.reopened(VERDICT) == follow_up()
    assert done.reopened(UUID(int=77)) == done
    assert reached(State.CANCELED).reopened(VERDICT).state is State.CANCELED


def test_milestones_are_told_once_and_in_order() -> None:
    young = follow_up(steps=STEPS)
    later, told = young.passed(at("2026-04-07T23:00"))

    assert [one.notch for one in told] == [Notch.REMINDER, Notch.REMINDER, Notch.DUE_SOON]
    assert later.passed(at("2026-04-07T23:00")) == (later, ())
    assert later.next_at == at("2026-04-08T22:00")
    assert [one.notch for one in later.passed(at("2027-01-01T00:00"))[1]] == [Notch.OVERDUE, Notch.ESCALATION]


def test_nothing_is_told_of_a_closed_one() -> None:
    done = follow_up(steps=STEPS).completed(DONE)

    assert done.next_at is None
    assert done.passed(at("2027-01-01T00:00")) == (done, ())


def test_the_awaited_deed_fulfils_it() -> None:
    assert fulfils(rule(), follow_up(), DEED)


@pytest.mark.parametrize(
    "other",
    [
        evolve(DEED, kind="CALL"),
        evolve(DEED, party=Party(lead_id=LeadId(UUID(int=5)))),
        evolve(DEED, payload={"boxId": UUID(int=99)}),
        evolve(DEED, id=SAMPLE),
    ],
)
def test_another_deed_does_not(other: Done) -> None:
    assert not fulfils(rule(), follow_up(), other)


def test_a_verdict_dated_before_the_trigger_still_fulfils_what_names_its_source() -> None:
    assert fulfils(rule(), follow_up(), evolve(DEED, at=NOW - timedelta(days=30)))
