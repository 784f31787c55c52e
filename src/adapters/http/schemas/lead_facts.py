"""How the facts of a lead travel: holds and activities, with who recorded them when."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import is_forgotten
from crm_core.domain.leads.recorded import HoldState, LeadActivity, PlacedHold


class HoldForm(msgspec.Struct, rename="camel", frozen=True):
    """A stretch that stops the clock, or that would if it were approved."""

    id: UUID
    reason: HoldReason
    origin: str | None
    status: HoldState
    start_at: datetime
    end_at: datetime | None
    placed_at: datetime
    placed_by: UUID
    effective_at: datetime | None
    approved_by: UUID | None
    ended_by: UUID | None
    rejected_at: datetime | None
    rejected_by: UUID | None
    # It has run for more than a month without an end.
    forgotten: bool


class HoldsForm(msgspec.Struct, rename="camel", frozen=True):
    """All holds of a lead, the newest first."""

    items: list[HoldForm]


class LeadActivityForm(msgspec.Struct, rename="camel", frozen=True):
    """Something that happened with the prospect, and whether it counts as progress."""

    id: UUID
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    recorded_by: UUID
    outcome: str | None
    note: str | None
    counts: bool
    waits_for_confirmation: bool
    confirmed_at: datetime | None
    confirmed_by: UUID | None
    withdrawn_at: datetime | None


class LeadActivitiesForm(msgspec.Struct, rename="camel", frozen=True):
    """Everything that was logged on a lead, the newest first."""

    items: list[LeadActivityForm]


def hold_form(hold: PlacedHold, now: datetime) -> HoldForm:
    return HoldForm(
        id=hold.id,
        reason=hold.reason,
        origin=hold.origin,
        status=hold.state_at(now),
        start_at=hold.start,
        end_at=hold.end,
        placed_at=hold.placed_at,
        placed_by=hold.placed_by,
        effective_at=hold.effective_at,
        approved_by=hold.approved_by,
        ended_by=hold.ended_by,
        rejected_at=hold.rejected_at,
        rejected_by=hold.rejected_by,
        forgotten=is_forgotten(hold, now),
    )


def holds_form(holds: tuple[PlacedHold, ...], now: datetime) -> HoldsForm:
    newest = sorted(holds, key=lambda one: (one.placed_at, one.id), reverse=True)
    return HoldsForm([hold_form(one, now) for one in newest])


def activity_form(activity: LeadActivity, note: str | None) -> LeadActivityForm:
    waits = activity.waits_for_confirmation
    return LeadActivityForm(
        id=activity.id,
        kind=activity.kind,
        occurred_at=activity.occurred_at,
        recorded_at=activity.recorded_at,
        recorded_by=activity.recorded_by,
        outcome=activity.outcome,
        note=note,
        counts=activity.qualifies and not waits and activity.withdrawn_at is None,
        waits_for_confirmation=waits,
        confirmed_at=activity.confirmed_at,
        confirmed_by=activity.confirmed_by,
        withdrawn_at=activity.withdrawn_at,
    )


def activities_form(activities: tuple[LeadActivity, ...], notes: Mapping[UUID, str]) -> LeadActivitiesForm:
    newest = sorted(activities, key=lambda one: (one.occurred_at, one.id), reverse=True)
    return LeadActivitiesForm([activity_form(one, notes.get(one.id) or None) for one in newest])
