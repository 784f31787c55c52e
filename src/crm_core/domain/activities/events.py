"""What others are told about activities: ids, kind, time and outcome; never a note."""

from datetime import datetime
from typing import ClassVar, Self

from attrs import frozen

from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import LeadId


@frozen
class _AboutActivity(Fact):
    activity_id: ActivityId
    customer_id: CustomerId | None
    lead_id: LeadId | None
    kind: str
    occurred_at: datetime
    outcome: str | None

    @property
    def subject(self) -> ActivityId:
        return self.activity_id

    @classmethod
    def of(cls, activity: Activity, *more: object) -> Self:
        entry, party = activity.entry, activity.party
        return cls(
            activity.id,
            party.customer_id,
            party.lead_id,
            entry.kind,
            entry.occurred_at,
            activity.outcome,
            *more,
        )


@frozen
class ActivityCreated(_AboutActivity):
    """An activity was recorded."""

    type: ClassVar[str] = "activity.created"


@frozen
class ActivityCorrected(_AboutActivity):
    """An activity was recorded wrongly and is now at another version; `changed` names what differs."""

    type: ClassVar[str] = "activity.corrected"
    version: int
    changed: tuple[str, ...]


@frozen
class ActivityWithdrawn(_AboutActivity):
    """An activity should not have been recorded; what it had moved is put back."""

    type: ClassVar[str] = "activity.withdrawn"
    version: int


ACTIVITY_FACTS: tuple[type[Fact], ...] = (ActivityCreated, ActivityCorrected, ActivityWithdrawn)
