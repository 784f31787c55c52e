"""What one page of follow-ups is: what it is narrowed by, and the place after which it goes on."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.follow_ups.follow_up import Badge, FollowUp, State
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import LeadId

# Where those stand that wait for nothing at the moment: behind all others.
PAUSED = "infinity"


@frozen
class FollowUpFilter:
    """Everything a list can be narrowed by; several at once narrow together. A `chain` stands for itself
    and its live locations as far as the reader sees them; only who knows the customers can tell."""

    owner: UserId | None = None
    badge: Badge | None = None
    state: State | None = None
    customer: CustomerId | None = None
    lead: LeadId | None = None
    rule: str | None = None
    chain: CustomerId | None = None

    def admits(self, follow_up: FollowUp, now: datetime) -> bool:
        party = follow_up.party
        equal = (
            (self.owner, follow_up.owner_user_id),
            (self.badge, follow_up.badge(now)),
            (self.state, follow_up.state),
            (self.customer, party.customer_id),
            (self.lead, party.lead_id),
            (self.rule, follow_up.rule),
        )
        return all(asked is None or asked == is_now for asked, is_now in equal)


@frozen
class FollowUpSlice:
    """What is due first comes first; badges are those of the instant `now`."""

    now: datetime
    filter: FollowUpFilter = FollowUpFilter()
    limit: int = 50
    after: tuple[str, UUID] | None = None


def place_of(follow_up: FollowUp) -> str:
    """Where it stands in the order, for the cursor."""
    return PAUSED if follow_up.due_at is None else follow_up.due_at.isoformat()
