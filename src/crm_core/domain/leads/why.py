"""Why a verdict is what it is: segments of time, the deciding rule, the next date, the smallest change."""

from datetime import datetime

from crm_core.domain.leads.clocks import LapseReason
from crm_core.domain.leads.derivation import (
    Change,
    ChangeKind,
    DecidingRule,
    Derivation,
    NextDate,
    NextEvent,
    Source,
)
from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.protection import Ground, ProtectionState, Verdict, ground, verdict
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.segments import in_order, segments, source_of


def explain(
    history: ProtectionHistory, rules: ProtectionRules, at: datetime, *, known_at: datetime | None = None
) -> Derivation:
    """The derivation of what `evaluate` says for the same question."""
    basis = ground(history, rules, at, known_at=known_at)
    outcome = verdict(basis, rules)
    grace_from = basis.clocks.grace_from
    return Derivation(
        rules=rules,
        at=basis.at,
        moment=basis.moment,
        started_at=basis.counted.started_at,
        base_period=basis.counted.base_period,
        base_restarted_at=basis.counted.base_not_before,
        last_activity_at=outcome.last_activity_at,
        window_from=basis.counted.window_from,
        grace_from=grace_from if grace_from is not None and grace_from <= basis.moment else None,
        paused_by=paused_by(basis) if outcome.clock_paused else None,
        segments=tuple(segments(basis, rules)),
        decided_by=decided_by(outcome),
        next_date=next_date(outcome),
        change=smallest_change(basis, outcome),
    )


def paused_by(basis: Ground) -> Source | None:
    covering = (h for h in in_order(basis.admitted.history.holds) if h.start <= basis.moment)
    return next((source_of(h) for h in covering if basis.moment < (h.end or FOREVER)), None)


def decided_by(outcome: Verdict) -> DecidingRule:
    if outcome.reminder_due_at is None or outcome.expired_reason is LapseReason.BASE_PERIOD:
        return DecidingRule.BASE_PERIOD
    if outcome.state in {ProtectionState.GRACE, ProtectionState.EXPIRED}:
        return DecidingRule.GRACE
    return DecidingRule.PROGRESS


def next_date(outcome: Verdict) -> NextDate | None:
    base = NextDate(NextEvent.BASE_PERIOD_ENDS, outcome.base_expiry_at)
    due, grace_until = outcome.reminder_due_at, outcome.grace_until
    if outcome.state is ProtectionState.EXPIRED:
        return None
    if outcome.state is ProtectionState.PROTECTED and due is not None and due < base.at:
        return NextDate(NextEvent.REMINDER_DUE, due)
    if outcome.state is ProtectionState.GRACE and grace_until is not None and grace_until < base.at:
        return NextDate(NextEvent.GRACE_ENDS, grace_until)
    return base


def smallest_change(basis: Ground, outcome: Verdict) -> Change:
    """One fact, recorded before the instant named, after which the verdict would be another."""
    base_ends, inactive_ends = outcome.base_expiry_at, outcome.grace_until
    if outcome.expired_reason is LapseReason.BASE_PERIOD:
        both = basis.clocks.grace_end_at == base_ends
        return Change(ChangeKind.ACTIVITY_AND_EXTENSION if both else ChangeKind.EXTENSION, base_ends)
    if outcome.state in {ProtectionState.EXPIRED, ProtectionState.GRACE}:
        return Change(ChangeKind.ACTIVITY, outcome.valid_until)
    if outcome.clock_paused:
        return Change(ChangeKind.HOLD_ENDED, None)
    if outcome.reminder_due_at is None or inactive_ends is None or base_ends < outcome.reminder_due_at:
        return Change(ChangeKind.EXTENSION, base_ends)
    if outcome.state is ProtectionState.PROTECTED:
        return Change(ChangeKind.ACTIVITY, outcome.reminder_due_at)
    if basis.clocks.grace_from is not None:
        return Change(ChangeKind.ACTIVITY, base_ends)
    return Change(ChangeKind.NOTICE_DELIVERED, base_ends)
