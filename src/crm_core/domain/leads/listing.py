"""What one page of the list of leads is: filters, order, the present instant, and where it goes on."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from crm_core.domain.ids import UserId


class LeadState(StrEnum):
    """What people call a lead at an instant; between PROTECTED and EXPIRED its clock decides."""

    PROTECTED = "PROTECTED"
    REMINDER_DUE = "REMINDER_DUE"
    GRACE = "GRACE"
    EXPIRED = "EXPIRED"
    RESERVED = "RESERVED"
    CONVERTED = "CONVERTED"


class LeadOrder(StrEnum):
    COMPANY = "company"
    NEWEST = "-created_at"
    LAPSE = "lapse_at"


@frozen
class LeadFilter:
    """Everything a list can be narrowed by; several at once narrow together."""

    q: str | None = None
    state: LeadState | None = None
    owner: UserId | None = None
    region: str | None = None
    lapsing_before: datetime | None = None


@frozen
class LeadSlice:
    """A filter in an order as of `now`, from just behind `after` (the last row's sort value and id)."""

    now: datetime
    filter: LeadFilter = LeadFilter()
    order: LeadOrder = LeadOrder.COMPANY
    limit: int = 50
    after: tuple[str, UUID] | None = None


@frozen
class LeadRow:
    """One line of the list. Of somebody else's reservation only company, city and its end are told.

    `place` is its value under the list's order, for the cursor; empty where there is none.
    """

    id: UUID
    company_name: str
    city: str
    postal_code: str | None
    territory: str | None
    region: str | None
    owner_user_id: UUID | None
    state: LeadState
    started_at: datetime | None
    base_expiry_at: datetime | None
    reminder_due_at: datetime | None
    grace_end_at: datetime | None
    lapse_at: datetime | None
    paused_since: datetime | None
    next_date: datetime | None
    reserved_until: datetime | None
    created_at: datetime | None
    place: str
