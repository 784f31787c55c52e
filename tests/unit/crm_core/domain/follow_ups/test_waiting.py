"""Snoozing needs a reason and a later instant; pausing stops the clock, and never shortens anything."""

from datetime import timedelta

import pytest
from attrs import evolve
from hypothesis import given, strategies

from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.follow_up import Badge, Closing, FollowUp
from crm_core.domain.follow_ups.refusals import (
    FollowUpHasFixedDay,
    FollowUpIsClosed,
    FollowUpIsOverdue,
    FollowUpIsPaused,
)
from crm_core.domain.follow_ups.sla import Notch
from crm_core.domain.follow_ups.waiting import paused, restated, resumed, snoozed
from crm_core.domain.refusals import Invalid
from tests.unit.crm_core.domain.follow_ups.scene import EASTER, STEPS, at, follow_up

TUESDAY = at("2026-03-31T10:00")
CLOSED = follow_up().completed(Closing(TUESDAY))


def put_off(start: FollowUp, until: str) -> FollowUp:
    return snoozed(start, at(until), reason="Koch im Urlaub", now=TUESDAY, calendar=EASTER)


def test_a_snoozed_one_is_due_when_it_was_put_off_to() -> None:
    later = put_off(follow_up(steps=STEPS), "2026-04-20T10:00")

    assert later.due_at == at("2026-04-20T10:00")
    assert later.badge(at("2026-04-10T00:00")) is Badge.ON_TRACK
    assert later.badge(at("2026-04-20T09:59")) is Badge.DUE_SOON
    assert later.badge(at("2026-04-20T10:00")) is Badge.OVERDUE
    assert [(one.until, one.reason) for one in later.snoozes] == [(later.due_at, "Koch im Urlaub")]


def test_a_snooze_silences_reminders_and_only_delays_the_escalation() -> None:
    later = put_off(follow_up(steps=STEPS), "2026-04-20T10:00")

    assert [one.notch for one in later.ahead] == [Notch.DUE_SOON, Notch.OVERDUE, Notch.ESCALATION]
    assert later.ahead[-1].at == later.due_at
    assert Notch.REMINDER in [one.notch for one in put_off(follow_up(steps=STEPS), "2026-04-03T10:00").ahead]


def test_nobody_snoozes_into_the_past() -> None:
    with pytest.raises(Invalid) as refusal:
        put_off(follow_up(), "2026-03-31T10:00")
    assert [(error.pointer, error.code) for error in refusal.value.errors] == [("/until", "not-in-future")]


def test_a_closed_one_is_neither_snoozed_nor_paused() -> None:
    with pytest.raises(FollowUpIsClosed):
        put_off(CLOSED, "2026-04-20T10:00")
    with pytest.raises(FollowUpIsClosed):
        paused(CLOSED, TUESDAY)
    with pytest.raises(FollowUpIsClosed):
        resumed(CLOSED, TUESDAY, EASTER)


def test_while_it_is_paused_nothing_is_due_and_nothing_is_told() -> None:
    resting = paused(follow_up(steps=STEPS), TUESDAY)

    assert (resting.due_at, resting.next_at) == (None, None)
    assert resting.badge(at("2027-01-01T00:00")) is Badge.ON_TRACK
    assert resting.passed(at("2027-01-01T00:00")) == (resting, ())
    assert paused(resting, TUESDAY + timedelta(days=1)) == resting


def test_what_rests_has_no_deadline_to_put_off_and_says_since_when() -> None:
    resting = paused(follow_up(), TUESDAY)
    with pytest.raises(FollowUpIsPaused):
        put_off(resting, "2026-04-20T10:00")

    running = resumed(resting, at("2026-04-01T10:00"), EASTER)
    assert (resting.paused_at, running.paused_at) == (TUESDAY, None)
    assert put_off(running, "2026-04-20T10:00").due_at == at("2026-04-20T10:00")


def test_the_touched_days_are_added_when_it_runs_again() -> None:
    running = resumed(paused(follow_up(steps=STEPS), TUESDAY), at("2026-04-01T10:00"), EASTER)

    # Tuesday and Wednesday do not count: two working days and two calendar days more.
    assert running.due_at == at("2026-04-10T22:00")
    assert [one.at for one in running.ahead if one.notch is Notch.REMINDER] == [
        at("2026-04-04T22:00"),
        at("2026-04-08T22:00"),
    ]
    assert resumed(running, at("2026-04-02T10:00"), EASTER) == running


def test_what_was_told_before_a_pause_is_not_told_again() -> None:
    reminded, told = follow_up(steps=STEPS).passed(at("2026-04-02T22:00"))
    running = resumed(paused(reminded, at("2026-04-02T23:00")), at("2026-04-09T10:00"), EASTER)

    assert [one.step for one in told] == [3]
    assert 3 not in [one.step for one in running.ahead]
    assert 7 in [one.step for one in running.ahead]


def test_a_deadline_that_a_pause_moved_comes_near_once_more() -> None:
    near, told = follow_up().passed(at("2026-04-08T08:00"))
    running = resumed(paused(near, at("2026-04-08T09:00")), at("2026-04-20T10:00"), EASTER)

    assert [one.notch for one in told] == [Notch.DUE_SOON]
    assert [one.notch for one in running.ahead] == [Notch.DUE_SOON, Notch.OVERDUE]
    assert running.badge(at("2026-04-20T10:00")) is Badge.ON_TRACK


def test_a_snooze_outlives_a_pause() -> None:
    put = put_off(follow_up(), "2026-05-20T10:00")

    assert resumed(paused(put, TUESDAY), at("2026-04-01T10:00"), EASTER).due_at == put.due_at


def test_time_that_has_run_out_is_not_paused() -> None:
    with pytest.raises(FollowUpIsOverdue):
        paused(follow_up(), at("2026-04-08T22:00"))


def test_what_counts_back_from_a_fixed_day_is_not_paused() -> None:
    with pytest.raises(FollowUpHasFixedDay):
        paused(follow_up(pausable=False), TUESDAY)


@given(strategies.lists(strategies.integers(1, 100), min_size=2, max_size=8))
def test_pausing_and_resuming_never_shortens(hours: list[int]) -> None:
    start = walked = follow_up(steps=STEPS)
    now = start.created_at
    for number, wait in enumerate(hours):
        now += timedelta(hours=wait)
        if not walked.is_paused and walked.due_at is not None and now >= walked.due_at:
            break
        walked = resumed(walked, now, EASTER) if number % 2 else paused(walked, now)
    walked = resumed(walked, now, EASTER)

    assert start.due_at is not None
    assert walked.due_at is not None
    assert walked.due_at >= start.due_at
    assert walked.next_at is not None


def dated(one: FollowUp, since: str, now: str) -> FollowUp:
    source = evolve(one.source, at=at(since), day0=local_day(at(since)))
    return restated(one, source, at(now), EASTER)


@given(strategies.integers(-200, 200), strategies.booleans())
def test_one_that_is_dated_anew_is_as_if_it_had_been_opened_then(days: int, steps: bool) -> None:
    start = follow_up(steps=STEPS if steps else ())
    since = start.source.at + timedelta(days=days)
    text = since.replace(tzinfo=None).isoformat()
    assert dated(start, text, "2026-03-30T09:00") == evolve(
        follow_up(since=text, steps=STEPS if steps else ()), created_at=start.created_at
    )


def test_what_was_told_of_the_former_day_is_told_again_only_if_it_lies_ahead() -> None:
    overdue, _ = follow_up(steps=STEPS).passed(at("2026-05-01T00:00"))
    assert overdue.ahead == ()
    assert dated(overdue, "2026-03-27T09:00", "2026-05-01T00:00").ahead == ()
    later = dated(overdue, "2026-04-29T09:00", "2026-05-01T00:00")
    assert later.ahead == follow_up(since="2026-04-29T09:00", steps=STEPS).ahead


def test_a_snooze_stays_as_late_as_it_was_and_a_pause_as_long() -> None:
    later = put_off(follow_up(steps=STEPS), "2026-04-20T10:00")
    assert dated(later, "2026-03-31T09:00", "2026-04-01T10:00").due_at == later.due_at
    assert dated(later, "2026-04-17T09:00", "2026-04-18T10:00").due_at == at("2026-04-24T22:00")
    resting = paused(follow_up(steps=STEPS), TUESDAY)
    assert dated(resting, "2026-03-29T09:00", "2026-04-01T10:00").due_at is None
    until = at("2026-04-01T10:00")
    assert resumed(dated(resting, "2026-03-29T09:00", "2026-04-01T10:00"), until, EASTER) == evolve(
        resumed(paused(follow_up(since="2026-03-29T09:00", steps=STEPS), TUESDAY), until, EASTER),
        created_at=resting.created_at,
    )
