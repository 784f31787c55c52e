"""When a hold may be placed and takes effect: what the company owes at once, the rest when approved, and what
a record proposes when it is accepted."""

from datetime import datetime, timedelta

from attrs import evolve

from crm_core.domain.fields.faults import Faults
from crm_core.domain.ids import UserId
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.recorded import HoldId, HoldState, PlacedHold
from crm_core.domain.leads.refusals import HoldIsDecided

FFZ = frozenset({HoldReason.FFZ_PRICE_APPROVAL, HoldReason.FFZ_SAMPLE_DELAY, HoldReason.FFZ_SUPPLY_ISSUE})
BACK_AT_MOST = timedelta(days=7)
SKEW = timedelta(minutes=5)  # by which a caller's clock may be ahead of ours
FORGOTTEN_AFTER = timedelta(days=30)
ENDED_AFTER_MONTHS = 6


def refuse_out_of_limits(start: datetime, end: datetime | None, now: datetime) -> None:
    """Not in the future, at most seven days back, and over after it began."""
    faults = Faults()
    if start > now + SKEW:
        faults.add("/startAt", "in-future")
    elif start < now - BACK_AT_MOST:
        faults.add("/startAt", "too-long-ago-days", days=BACK_AT_MOST.days)
    if end is not None and end <= start:
        faults.add("/endAt", "out-of-order", after="startAt")
    faults.refuse_if_any()


def placed(
    hold_id: HoldId, reason: HoldReason, start: datetime, end: datetime | None, *, by: UserId, now: datetime
) -> PlacedHold:
    """As it is placed; a clock that is a little ahead places it now."""
    return PlacedHold(
        id=hold_id,
        reason=reason,
        start=min(start, now),
        end=end,
        placed_at=now,
        placed_by=by,
        effective_at=now if reason in FFZ else None,
    )


def proposed(
    hold_id: HoldId, reason: HoldReason, start: datetime, *, origin: str, by: UserId, now: datetime
) -> PlacedHold:
    """As a record asks for it, within the limits of placing; it counts when somebody accepts it."""
    return PlacedHold(
        id=hold_id,
        reason=reason,
        start=min(max(start, now - BACK_AT_MOST), now),
        end=None,
        placed_at=now,
        placed_by=by,
        origin=origin,
    )


def over_with_its_cause(hold: PlacedHold, at: datetime, *, by: UserId, now: datetime) -> PlacedHold:
    """What asked for it was over at that instant: what runs ends now, what waits may still be accepted for as
    long as the cause lasted, and is withdrawn where it had not begun."""
    state = hold.state_at(now)
    if state is HoldState.PENDING and hold.end is None:
        return evolve(hold, end=at) if at > hold.start else evolve(hold, withdrawn_at=now)
    if state is HoldState.EFFECTIVE and hold.end is None:
        return ended(hold, by=by, now=now)
    return hold


def approved(hold: PlacedHold, *, by: UserId, now: datetime) -> PlacedHold:
    """It counts from its start, if the approval comes before the lapse."""
    _refuse_unless_pending(hold, now)
    return evolve(hold, effective_at=now, approved_by=by)


def rejected(hold: PlacedHold, *, by: UserId, now: datetime) -> PlacedHold:
    _refuse_unless_pending(hold, now)
    return evolve(hold, rejected_at=now, rejected_by=by)


def ended(hold: PlacedHold, *, by: UserId, now: datetime) -> PlacedHold:
    """Over now, or as planned if that was earlier; one that waits is withdrawn. What is over stays."""
    state = hold.state_at(now)
    if state is HoldState.PENDING:
        return evolve(hold, withdrawn_at=now)
    if state is not HoldState.EFFECTIVE:
        return hold
    return evolve(hold, end=max(now, hold.start), end_recorded_at=now, ended_by=by)


def is_forgotten(hold: PlacedHold, now: datetime) -> bool:
    """An open hold that has run for longer than a month: somebody should look."""
    return (
        hold.state_at(now) is HoldState.EFFECTIVE and hold.end is None and now - hold.start > FORGOTTEN_AFTER
    )


def _refuse_unless_pending(hold: PlacedHold, now: datetime) -> None:
    if hold.state_at(now) is not HoldState.PENDING:
        raise HoldIsDecided(state=str(hold.state_at(now)))
