"""The facts of a lead as they are recorded: each with its own instant, and who recorded it when."""

from datetime import datetime
from enum import StrEnum
from typing import NewType, TypeAlias
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.ids import UserId
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.history import (
    QUALIFYING_KINDS,
    RECORDED_IN_TIME,
    Activity,
    Extension,
    Hold,
    HoldReason,
    Notice,
)
from crm_core.domain.leads.notices import Attempt

LeadActivityId = NewType("LeadActivityId", UUID)
HoldId = NewType("HoldId", UUID)
ExtensionId = NewType("ExtensionId", UUID)
NoticeId = NewType("NoticeId", UUID)


class HoldState(StrEnum):
    """PENDING waits for a team lead, or for who may accept a proposal; what never took effect is REJECTED or
    WITHDRAWN."""

    PENDING = "PENDING"
    EFFECTIVE = "EFFECTIVE"
    ENDED = "ENDED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


@frozen(kw_only=True)
class LeadActivity:
    """Something that happened with the prospect, credited to the owner of the assignment it names."""

    id: LeadActivityId
    assignment_id: AssignmentId
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    recorded_by: UserId
    credited: bool = True
    outcome: str | None = None
    confirmed_at: datetime | None = None
    confirmed_by: UserId | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: UserId | None = None

    @property
    def qualifies(self) -> bool:
        return self.credited and self.kind in QUALIFYING_KINDS

    @property
    def waits_for_confirmation(self) -> bool:
        """Recorded more than seven days after it happened, it counts when a team lead says so."""
        late = self.recorded_at - self.occurred_at > RECORDED_IN_TIME
        return late and self.qualifies and self.confirmed_at is None and self.withdrawn_at is None

    @property
    def as_fact(self) -> Activity:
        """A confirmation given before the lapse counts from the activity's own instant."""
        return Activity(
            kind=self.kind,
            occurred_at=self.occurred_at,
            credited_to_owner=self.credited,
            recorded_at=self.recorded_at,
            confirmed_at=self.confirmed_at,
            withdrawn_at=self.withdrawn_at,
            ref=str(self.id),
        )


@frozen(kw_only=True)
class PlacedHold:
    """A stretch that stops the clock: at once for what the company owes, otherwise once it is approved.

    `origin` names the record that proposed it, where it was not a person; then whoever may place such a hold
    accepts it.
    """

    id: HoldId
    reason: HoldReason
    start: datetime
    end: datetime | None
    placed_at: datetime
    placed_by: UserId
    origin: str | None = None
    effective_at: datetime | None = None  # when its start became known to the clock
    approved_by: UserId | None = None
    end_recorded_at: datetime | None = None
    ended_by: UserId | None = None
    rejected_at: datetime | None = None
    rejected_by: UserId | None = None
    withdrawn_at: datetime | None = None

    def state_at(self, now: datetime) -> HoldState:
        if self.rejected_at is not None:
            return HoldState.REJECTED
        if self.withdrawn_at is not None:
            return HoldState.WITHDRAWN
        if self.effective_at is None:
            return HoldState.PENDING
        return HoldState.ENDED if self.end is not None and self.end <= now else HoldState.EFFECTIVE

    @property
    def as_fact(self) -> Hold | None:
        """An approval given before the lapse counts from the hold's own start; without one, nothing does."""
        if self.effective_at is None:
            return None
        return Hold(
            start=self.start,
            end=self.end,
            reason=self.reason,
            recorded_at=self.effective_at,
            end_recorded_at=self.end_recorded_at,
            ref=str(self.id),
        )


@frozen(kw_only=True)
class GrantedExtension:
    id: ExtensionId
    months: int
    days: int
    granted_at: datetime
    granted_by: UserId

    @property
    def as_fact(self) -> Extension:
        return Extension(granted_at=self.granted_at, months=self.months, days=self.days, ref=str(self.id))


@frozen(kw_only=True)
class NoticeAttempt:
    """An attempt to deliver the reminder, as `notices` decides on it, kept under an id of its own."""

    id: NoticeId
    assignment_id: AssignmentId
    attempt: Attempt

    @property
    def as_fact(self) -> Notice | None:
        notice = self.attempt.notice
        return None if notice is None else evolve(notice, ref=str(self.id))


LeadFact: TypeAlias = LeadActivity | PlacedHold | GrantedExtension | NoticeAttempt
