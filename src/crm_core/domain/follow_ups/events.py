"""What others are told about follow-ups: what became due, is overdue, was escalated or completed."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.sla import Milestone, Notch
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import LeadId


@frozen
class FollowUpPassed(Fact):
    """A milestone was passed."""

    follow_up_id: FollowUpId
    rule: str
    customer_id: CustomerId | None
    lead_id: LeadId | None
    owner_user_id: UserId | None
    milestone: str
    passed_at: datetime

    @property
    def subject(self) -> FollowUpId:
        return self.follow_up_id


@frozen
class FollowUpDue(FollowUpPassed):
    """It asks for attention: a reminder's day is over, or less than one working day is left."""

    type: ClassVar[str] = "followup.due"


@frozen
class FollowUpOverdue(FollowUpPassed):
    """Its time has run out."""

    type: ClassVar[str] = "followup.overdue"


@frozen
class FollowUpEscalated(FollowUpPassed):
    """It has waited for so long that the team lead is asked."""

    type: ClassVar[str] = "followup.escalated"


@frozen
class FollowUpCompleted(Fact):
    """It is done; `activityId` is what fulfilled it, if an activity did, with that activity's outcome."""

    type: ClassVar[str] = "followup.completed"
    follow_up_id: FollowUpId
    rule: str
    customer_id: CustomerId | None
    lead_id: LeadId | None
    activity_id: UUID | None
    outcome: str | None

    @property
    def subject(self) -> FollowUpId:
        return self.follow_up_id

    @classmethod
    def of(cls, done: FollowUp) -> "FollowUpCompleted":
        by = None if done.closing is None else done.closing.by
        # What a person writes as outcome is free text and stays here.
        outcome = None if done.closing is None or by is None else done.closing.outcome
        return cls(done.id, done.rule, done.party.customer_id, done.party.lead_id, by, outcome)


PASSED: Mapping[Notch, type[FollowUpPassed]] = {
    Notch.REMINDER: FollowUpDue,
    Notch.DUE_SOON: FollowUpDue,
    Notch.OVERDUE: FollowUpOverdue,
    Notch.ESCALATION: FollowUpEscalated,
}


def told(follow_up: FollowUp, milestone: Milestone) -> FollowUpPassed:
    """The fact by which others learn of a passed milestone."""
    return PASSED[milestone.notch](
        follow_up_id=follow_up.id,
        rule=follow_up.rule,
        customer_id=follow_up.party.customer_id,
        lead_id=follow_up.party.lead_id,
        owner_user_id=follow_up.owner_user_id,
        milestone=str(milestone.notch),
        passed_at=milestone.at,
    )


FOLLOW_UP_FACTS: tuple[type[Fact], ...] = (
    FollowUpDue,
    FollowUpOverdue,
    FollowUpEscalated,
    FollowUpCompleted,
)
