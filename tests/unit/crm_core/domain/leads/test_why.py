from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crm_core.domain.leads.derivation import (
    Cause,
    Change,
    ChangeKind,
    DecidingRule,
    Derivation,
    NextDate,
    NextEvent,
    SegmentKind,
    Source,
    replay,
)
from crm_core.domain.leads.history import Activity, Extension, Hold, HoldReason, Notice, ProtectionHistory
from crm_core.domain.leads.protection import ProgressDays, ProtectionState, evaluate
from crm_core.domain.leads.rules import AUTOMATIC, CONTRACT_2025, SUM, Ending, ProtectionRules
from crm_core.domain.leads.why import explain
from tests.unit.crm_core.domain.leads.histories import Dice

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
dice = st.integers(min_value=0, max_value=2**32).map(lambda seed: Dice(Random(seed), HOUR))
thorough = settings(max_examples=400, deadline=None)
START = datetime(2025, 1, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + number * DAY


def call(at: datetime) -> Activity:
    return Activity(kind="QUALIFIED_CALL", occurred_at=at)


@given(dice)
@thorough
def test_replaying_the_derivation_gives_the_verdict(dice: Dice) -> None:
    history, at, known_at = dice.history(), dice.look(), dice.look()

    assert replay(explain(history, dice.rules, at)) == evaluate(history, dice.rules, at)
    known = explain(history, dice.rules, at, known_at=known_at)
    assert replay(known) == evaluate(history, dice.rules, at, known_at=known_at)


@given(dice)
@thorough
def test_the_segments_cover_the_time_without_gap_or_overlap(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    segments = explain(history, dice.rules, at).segments

    borders = [history.started_at, *(segment.end for segment in segments)]
    assert [segment.start for segment in segments] == borders[:-1]
    assert borders[-1] == at
    assert all(segment.start < segment.end for segment in segments)


@given(dice)
@thorough
def test_the_sums_of_the_segments_equal_the_clocks(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    assume(dice.rules.ending is Ending.EARLIEST)
    derivation = explain(history, dice.rules, at)
    verdict = evaluate(history, dice.rules, at)
    since = derivation.window_from
    paused = total(derivation, SegmentKind.PAUSED, since=history.started_at)

    running = derivation.moment - history.started_at - paused
    if derivation.base_restarted_at is None:
        assert verdict.base_expiry_at == derivation.moment + derivation.base_period - running
    paused = total(derivation, SegmentKind.PAUSED, since=since)
    used = max(derivation.moment - since, timedelta()) - paused
    left = max(dice.rules.progress - used, timedelta())
    assert verdict.progress_days == ProgressDays(used // DAY, paused // DAY, left // DAY)
    grace = total(derivation, SegmentKind.GRACE, since=since)
    if verdict.state is ProtectionState.GRACE and verdict.grace_until is not None:
        assert verdict.grace_until - derivation.moment == dice.rules.grace - grace


def total(derivation: Derivation, kind: SegmentKind, *, since: datetime) -> timedelta:
    chosen = [segment for segment in derivation.segments if segment.kind is kind]
    return sum((max(s.end - max(s.start, since), timedelta()) for s in chosen), timedelta())


@given(dice)
@thorough
def test_the_smallest_change_alters_the_verdict(dice: Dice) -> None:
    history, at = dice.history(), dice.look()
    derivation = explain(history, dice.rules, at, known_at=at)
    verdict = evaluate(history, dice.rules, at, known_at=at)
    change = derivation.change
    when = at if change.before is None else min(at, change.before - HOUR)
    assume(when > derivation.window_from)

    assert evaluate(changed(history, change, when), dice.rules, at, known_at=at) != verdict


def changed(history: ProtectionHistory, change: Change, when: datetime) -> ProtectionHistory:
    """The history with the change in it, at an instant before its limit."""
    activity = evolve(history, activities=(*history.activities, call(when)))
    extension = Extension(granted_at=when, months=24)
    if change.kind is ChangeKind.ACTIVITY:
        return activity
    if change.kind is ChangeKind.NOTICE_DELIVERED:
        return evolve(history, notices=(*history.notices, Notice(sent_at=when, delivered_at=when)))
    if change.kind is ChangeKind.EXTENSION:
        return evolve(history, extensions=(*history.extensions, extension))
    if change.kind is ChangeKind.ACTIVITY_AND_EXTENSION:
        return evolve(activity, extensions=(*history.extensions, extension))
    ended = tuple(evolve(hold, end=min(hold.end or when, max(when, hold.start))) for hold in history.holds)
    return evolve(history, holds=tuple(evolve(hold, end_recorded_at=None) for hold in ended))


HOLD = Hold(start=day(10), end=day(15), reason=HoldReason.FFZ_SAMPLE_DELAY, ref="hold-1")
NOTICE = Notice(sent_at=day(67), delivered_at=day(67.5), ref="notice-1")
WORKED = ProtectionHistory(
    started_at=START,
    activities=(Activity(kind="ROI_PRESENTATION", occurred_at=day(2), ref="activity-1"),),
    holds=(HOLD,),
    notices=(NOTICE,),
)


def test_each_segment_names_its_cause_and_its_source() -> None:
    derivation = explain(WORKED, CONTRACT_2025, day(78))

    assert [(s.start, s.kind, s.cause, s.source) for s in derivation.segments] == [
        (day(0), SegmentKind.RUNNING, Cause.STARTED, Source(day(0))),
        (day(2), SegmentKind.RUNNING, Cause.ACTIVITY, Source(day(2), "ROI_PRESENTATION", "activity-1")),
        (day(10), SegmentKind.PAUSED, Cause.HOLD, Source(day(10), "FFZ_SAMPLE_DELAY", "hold-1")),
        (day(15), SegmentKind.RUNNING, Cause.HOLD_ENDED, Source(day(10), "FFZ_SAMPLE_DELAY", "hold-1")),
        (day(67), SegmentKind.REMINDER_DUE, Cause.PROGRESS_DAYS_OVER, Source(day(67))),
        (day(67.5), SegmentKind.GRACE, Cause.NOTICE_DELIVERED, Source(day(67.5), ref="notice-1")),
        (day(77.5), SegmentKind.LAPSED, Cause.GRACE_OVER, Source(day(77.5))),
    ]


def test_a_grace_cancelled_by_an_activity_stays_in_the_derivation() -> None:
    history = evolve(WORKED, activities=(*WORKED.activities, call(day(70))))

    kinds = [segment.kind for segment in explain(history, CONTRACT_2025, day(80)).segments]

    assert kinds[-3:] == [SegmentKind.REMINDER_DUE, SegmentKind.GRACE, SegmentKind.RUNNING]


def test_a_pause_that_goes_on_over_an_activity_is_one_pause() -> None:
    history = evolve(WORKED, activities=(call(day(12)),), notices=())

    segments = explain(history, CONTRACT_2025, day(20)).segments

    assert [(s.kind, s.cause) for s in segments] == [
        (SegmentKind.RUNNING, Cause.STARTED),
        (SegmentKind.PAUSED, Cause.HOLD),
        (SegmentKind.RUNNING, Cause.ACTIVITY),
    ]


def test_a_transfer_and_a_late_recording_are_named() -> None:
    history = ProtectionHistory(
        started_at=START,
        inactivity_from=day(5),
        notices=(Notice(sent_at=day(65), delivered_at=day(66), recorded_at=day(80)),),
    )

    segments = explain(history, CONTRACT_2025, day(81)).segments

    assert [(s.start, s.cause) for s in segments] == [
        (day(0), Cause.STARTED),
        (day(5), Cause.TRANSFERRED),
        (day(65), Cause.PROGRESS_DAYS_OVER),
        (day(80), Cause.RECORDED_LATE),
    ]


def test_overlapping_holds_each_pause_their_own_stretch() -> None:
    other = Hold(start=day(12), end=day(18), ref="hold-2")
    inner = Hold(start=day(11), end=day(14), ref="hold-3")

    segments = explain(evolve(WORKED, holds=(other, inner, HOLD)), CONTRACT_2025, day(20)).segments

    assert [(s.start, s.end, s.source.ref) for s in segments if s.kind is SegmentKind.PAUSED] == [
        (day(10), day(15), "hold-1"),
        (day(15), day(18), "hold-2"),
    ]


@pytest.mark.parametrize(
    ("at", "rules", "rule", "following", "change"),
    [
        (66, CONTRACT_2025, "PROGRESS", ("REMINDER_DUE", 67), ("ACTIVITY", 67)),
        (67, CONTRACT_2025, "PROGRESS", ("BASE_PERIOD_ENDS", 186), ("NOTICE_DELIVERED", 186)),
        (70, CONTRACT_2025, "GRACE", ("GRACE_ENDS", 77.5), ("ACTIVITY", 77.5)),
        (78, CONTRACT_2025, "GRACE", None, ("ACTIVITY", 77.5)),
        (67, AUTOMATIC, "GRACE", ("GRACE_ENDS", 77), ("ACTIVITY", 77)),
        (67, SUM, "BASE_PERIOD", ("BASE_PERIOD_ENDS", 256), ("EXTENSION", 256)),
        (256, SUM, "BASE_PERIOD", None, ("EXTENSION", 256)),
        (12, CONTRACT_2025, "PROGRESS", ("REMINDER_DUE", 64), ("HOLD_ENDED", None)),
    ],
)
def test_the_rule_the_next_date_and_the_smallest_change(
    at: float,
    rules: ProtectionRules,
    rule: str,
    following: tuple[str, float] | None,
    change: tuple[str, float | None],
) -> None:
    derivation = explain(WORKED, rules, day(at))

    assert derivation.decided_by is DecidingRule(rule)
    expected = None if following is None else NextDate(NextEvent(following[0]), day(following[1]))
    assert derivation.next_date == expected
    kind, before = change
    assert derivation.change == Change(ChangeKind(kind), None if before is None else day(before))


def test_near_the_end_of_the_base_period_only_an_extension_helps() -> None:
    history = ProtectionHistory(started_at=START, activities=(call(day(150)),))
    both = ProtectionHistory(started_at=START, notices=(Notice(sent_at=day(171), delivered_at=day(171)),))

    assert explain(history, CONTRACT_2025, day(160)).change == Change(ChangeKind.EXTENSION, day(181))
    assert explain(history, CONTRACT_2025, day(160)).next_date == NextDate(
        NextEvent.BASE_PERIOD_ENDS, day(181)
    )
    assert explain(both, CONTRACT_2025, day(181)).change == Change(
        ChangeKind.ACTIVITY_AND_EXTENSION, day(181)
    )


def test_the_hold_that_pauses_is_named() -> None:
    assert explain(WORKED, CONTRACT_2025, day(12)).paused_by == Source(day(10), "FFZ_SAMPLE_DELAY", "hold-1")
    assert explain(WORKED, CONTRACT_2025, day(15)).paused_by is None
