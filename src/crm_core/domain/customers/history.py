"""What happened to a customer apart from its fields, kept with its reason for those who may see it."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CorrelationId, CustomerId, UserId


class Turn(StrEnum):
    REASSIGNED = "REASSIGNED"
    CONTACTABILITY = "CONTACTABILITY"
    ARCHIVED = "ARCHIVED"
    RESTORED = "RESTORED"


@frozen
class HistoryEntry:
    """One turn at the version that came of it; `why` is what people wrote, or the cause in a word."""

    customer_id: CustomerId
    version: int
    turn: Turn
    at: datetime
    by: UserId
    correlation: CorrelationId
    before: str | None = None
    after: str | None = None
    why: str | None = None

    @classmethod
    def of(cls, customer: Customer, turn: Turn, actor: Actor, **told: str | None) -> "HistoryEntry":
        """What this actor did to the locked customer, whose new state this is."""
        at, call = customer.updated_at, actor.correlation
        return cls(customer.id, customer.version, turn, at, actor.user, call, **told)


def handover(before: Customer, after: Customer, reason: str, actor: Actor) -> HistoryEntry:
    """That the customer went from one owner to another, and why."""
    owners = [None if one is None else str(one) for one in (before.owner_user_id, after.owner_user_id)]
    return HistoryEntry.of(after, Turn.REASSIGNED, actor, before=owners[0], after=owners[1], why=reason)
