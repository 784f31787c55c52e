"""A verdict with its reasons: every stretch of time accounted for, and their sums give the verdict."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.intervals import DAY, add_time
from crm_core.domain.leads.protection import ProgressDays, ProtectionState, Verdict
from crm_core.domain.leads.rules import Ending, ProtectionRules


class SegmentKind(StrEnum):
    RUNNING = "RUNNING"
    REMINDER_DUE = "REMINDER_DUE"
    GRACE = "GRACE"
    PAUSED = "PAUSED"
    LAPSED = "LAPSED"


class Cause(StrEnum):
    STARTED = "STARTED"
    TRANSFERRED = "TRANSFERRED"
    ACTIVITY = "ACTIVITY"
    PROGRESS_DAYS_OVER = "PROGRESS_DAYS_OVER"
    NOTICE_DELIVERED = "NOTICE_DELIVERED"
    RECORDED_LATE = "RECORDED_LATE"  # rule 7
    HOLD = "HOLD"
    HOLD_ENDED = "HOLD_ENDED"
    BASE_PERIOD_OVER = "BASE_PERIOD_OVER"
    GRACE_OVER = "GRACE_OVER"


@frozen
class Source:
    """The fact behind a segment: the instant it speaks of, its kind or reason, the record it came from."""

    at: datetime
    detail: str | None = None
    ref: str | None = None


@frozen
class Segment:
    start: datetime
    end: datetime
    kind: SegmentKind
    cause: Cause
    source: Source

    def overlap(self, since: datetime) -> timedelta:
        return max(self.end - max(self.start, since), timedelta())


class DecidingRule(StrEnum):
    BASE_PERIOD = "BASE_PERIOD"
    PROGRESS = "PROGRESS"
    GRACE = "GRACE"


class NextEvent(StrEnum):
    REMINDER_DUE = "REMINDER_DUE"
    GRACE_ENDS = "GRACE_ENDS"
    BASE_PERIOD_ENDS = "BASE_PERIOD_ENDS"


@frozen
class NextDate:
    event: NextEvent
    at: datetime


class ChangeKind(StrEnum):
    ACTIVITY = "ACTIVITY"
    NOTICE_DELIVERED = "NOTICE_DELIVERED"
    EXTENSION = "EXTENSION"
    ACTIVITY_AND_EXTENSION = "ACTIVITY_AND_EXTENSION"
    HOLD_ENDED = "HOLD_ENDED"


@frozen
class Change:
    """The smallest fact that would alter the verdict, and the instant before which it has to be recorded."""

    kind: ChangeKind
    before: datetime | None


@frozen
class Derivation:
    rules: ProtectionRules
    at: datetime
    moment: datetime  # the instant asked, or the lapse if that came first
    started_at: datetime
    base_period: timedelta
    base_restarted_at: datetime | None
    last_activity_at: datetime | None
    window_from: datetime
    grace_from: datetime | None
    paused_by: Source | None
    segments: tuple[Segment, ...]
    decided_by: DecidingRule
    next_date: NextDate | None
    change: Change


def replay(derivation: Derivation) -> Verdict:
    """The verdict by nothing but adding up segments."""
    rules, moment = derivation.rules, derivation.moment
    base_expiry = _base_expiry(derivation)
    if rules.ending is Ending.SUM:
        reminder_due = grace_until = None
    else:
        reminder_due = _reached(derivation, derivation.window_from, rules.progress)
        grace_until = add_time(max(reminder_due, moment), rules.grace)
    if derivation.grace_from is not None:
        grace_until = _reached(derivation, derivation.grace_from, rules.grace)
    valid_until = base_expiry if grace_until is None else min(base_expiry, grace_until)
    reason = None
    if base_expiry <= moment:
        reason = LapseReason.BASE_PERIOD
    elif grace_until is not None and grace_until <= moment:
        reason = LapseReason.INACTIVITY
    return Verdict(
        state=_state(derivation, reminder_due, reason),
        base_expiry_at=base_expiry,
        reminder_due_at=reminder_due,
        grace_until=grace_until,
        valid_until=valid_until,
        expired_reason=reason,
        clock_paused=derivation.paused_by is not None,
        last_activity_at=derivation.last_activity_at,
        progress_days=None if reminder_due is None else _progress_days(derivation),
    )


def _base_expiry(derivation: Derivation) -> datetime:
    paused = _total(derivation, derivation.started_at, paused=True)
    expiry = add_time(derivation.started_at, derivation.base_period + paused)
    if derivation.base_restarted_at is None:
        return expiry
    return max(expiry, _reached(derivation, derivation.base_restarted_at, derivation.rules.grace))


def _state(
    derivation: Derivation, reminder_due: datetime | None, reason: LapseReason | None
) -> ProtectionState:
    if reason is not None:
        return ProtectionState.EXPIRED
    if reminder_due is None or derivation.moment < reminder_due:
        return ProtectionState.PROTECTED
    return ProtectionState.REMINDER_DUE if derivation.grace_from is None else ProtectionState.GRACE


def _progress_days(derivation: Derivation) -> ProgressDays:
    used = _total(derivation, derivation.window_from, paused=False)
    paused = _total(derivation, derivation.window_from, paused=True)
    left = max(derivation.rules.progress - used, timedelta())
    return ProgressDays(used // DAY, paused // DAY, left // DAY)


def _before_lapse(derivation: Derivation) -> Iterable[Segment]:
    return (segment for segment in derivation.segments if segment.kind is not SegmentKind.LAPSED)


def _total(derivation: Derivation, since: datetime, *, paused: bool) -> timedelta:
    chosen = (s for s in _before_lapse(derivation) if (s.kind is SegmentKind.PAUSED) is paused)
    return sum((segment.overlap(since) for segment in chosen), timedelta())


def _reached(derivation: Derivation, since: datetime, wanted: timedelta) -> datetime:
    """When segments that are no pause add up to so much; if they do not yet, when they would."""
    for segment in _before_lapse(derivation):
        length = segment.overlap(since)
        if segment.kind is SegmentKind.PAUSED:
            continue
        if length >= wanted:
            return max(segment.start, since) + wanted
        wanted -= length
    return add_time(max(derivation.moment, since), wanted)
