"""Whether a lead is protected at an instant, by the commercial-agent contract, from facts alone."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from crm_core.domain.leads.admission import admit
from crm_core.domain.leads.case import Admitted
from crm_core.domain.leads.clocks import Clocks, Counted, Lapse, LapseReason, base_period, clocks
from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.intervals import DAY, FOREVER, add_time, in_utc, union
from crm_core.domain.leads.rules import ProtectionRules


class ProtectionState(StrEnum):
    PROTECTED = "PROTECTED"
    REMINDER_DUE = "REMINDER_DUE"
    GRACE = "GRACE"
    EXPIRED = "EXPIRED"


@frozen
class ProgressDays:
    """Whole days of the progress clock since the last activity."""

    used: int
    paused: int
    left: int


@frozen
class Verdict:
    """What the contract says at an instant; once expired, what it said when protection lapsed."""

    state: ProtectionState
    base_expiry_at: datetime
    reminder_due_at: datetime | None
    grace_until: datetime | None
    valid_until: datetime
    expired_reason: LapseReason | None
    clock_paused: bool
    last_activity_at: datetime | None
    progress_days: ProgressDays | None


def evaluate(
    history: ProtectionHistory, rules: ProtectionRules, at: datetime, *, known_at: datetime | None = None
) -> Verdict:
    """What was true at an instant, by all the facts given or by those recorded until `known_at`."""
    return verdict(ground(history, rules, at, known_at=known_at), rules)


@frozen
class Ground:
    """What a verdict stands on: the facts that count, up to the moment it speaks of, and their clocks."""

    admitted: Admitted
    at: datetime
    moment: datetime  # the instant asked, or the lapse if that came first
    lapse: Lapse | None  # None unless protection has lapsed by the instant asked
    counted: Counted
    clocks: Clocks


def ground(
    history: ProtectionHistory, rules: ProtectionRules, at: datetime, *, known_at: datetime | None = None
) -> Ground:
    """Judge first whether protection has lapsed; then look at the clocks as of that moment, or of now."""
    at = in_utc(at)
    admitted = admit(history, rules, known_at)
    lapse = admitted.lapse if admitted.lapse is not None and admitted.lapse.at <= at else None
    moment = at if lapse is None else lapse.at
    counted = counted_until(moment, admitted, rules)
    running = clocks(counted, rules)
    if lapse is None and running.lapse.at <= at:
        # What was taken away later was not known then: the verdict of that day stands.
        return ground(history, rules, at, known_at=at)
    return Ground(admitted, at, moment, lapse, counted, running)


def counted_until(moment: datetime, admitted: Admitted, rules: ProtectionRules) -> Counted:
    """What had happened by a moment, with pauses only up to it: the future counts nothing."""
    history = admitted.history
    granted = [extension for extension in history.extensions if extension.granted_at <= moment]
    return Counted(
        started_at=history.started_at,
        base_period=base_period(history.started_at, granted, rules),
        window_from=max(history.inactivity_from, last_activity_at(history, moment) or history.started_at),
        pauses=union((hold.start, min(hold.end or FOREVER, moment)) for hold in history.holds),
        notices=[n for n in history.notices if n.delivered_at is not None and n.delivered_at <= moment],
        base_not_before=admitted.base_restarts[-1] if admitted.base_restarts else None,
        grace_not_before=admitted.grace_restarts[-1] if admitted.grace_restarts else None,
    )


def last_activity_at(history: ProtectionHistory, moment: datetime) -> datetime | None:
    instants = (activity.occurred_at for activity in history.activities)
    return max((instant for instant in instants if instant <= moment), default=None)


def verdict(ground: Ground, rules: ProtectionRules) -> Verdict:
    base_expiry = ground.clocks.base_expiry_at
    grace_until = grace_until_at(ground, rules)
    return Verdict(
        state=state_of(ground),
        base_expiry_at=base_expiry,
        reminder_due_at=ground.clocks.reminder_due_at,
        grace_until=grace_until,
        valid_until=base_expiry if grace_until is None else min(base_expiry, grace_until),
        expired_reason=None if ground.lapse is None else ground.lapse.reason,
        clock_paused=ground.lapse is None and is_paused(ground.admitted.history, ground.moment),
        last_activity_at=last_activity_at(ground.admitted.history, ground.moment),
        progress_days=progress_days(ground, rules),
    )


def state_of(ground: Ground) -> ProtectionState:
    """Rule 6. Every window is half-open: the instant of a deadline belongs to the later state."""
    reminder_due, grace_from = ground.clocks.reminder_due_at, ground.clocks.grace_from
    if ground.lapse is not None:
        return ProtectionState.EXPIRED
    if reminder_due is None or ground.moment < reminder_due:
        return ProtectionState.PROTECTED
    if grace_from is None or ground.moment < grace_from:
        return ProtectionState.REMINDER_DUE
    return ProtectionState.GRACE


def grace_until_at(ground: Ground, rules: ProtectionRules) -> datetime | None:
    """The end of the grace that runs; while none runs, the end of one that would start as soon as it may."""
    reminder_due, grace_from = ground.clocks.reminder_due_at, ground.clocks.grace_from
    if reminder_due is None:
        return None
    if grace_from is not None and grace_from <= ground.moment:
        return ground.clocks.grace_end_at
    return add_time(max(reminder_due, ground.moment), rules.grace)


def is_paused(history: ProtectionHistory, at: datetime) -> bool:
    return any(hold.start <= at < (hold.end or FOREVER) for hold in history.holds)


def progress_days(ground: Ground, rules: ProtectionRules) -> ProgressDays | None:
    if ground.clocks.reminder_due_at is None:
        return None
    since = ground.counted.window_from
    paused = ground.counted.pauses.length(since, ground.moment)
    used = max(ground.moment - since, paused) - paused
    left = max(rules.progress, used) - used
    return ProgressDays(used // DAY, paused // DAY, left // DAY)
