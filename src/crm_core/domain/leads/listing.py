"""What one page of the list of leads is: filters, order, the present instant, and where it goes on."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from attrs import fields, frozen

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
    """A filter in an order as of `now`, just behind `after` (the last row's place as text, and its id)."""

    now: datetime
    filter: LeadFilter = LeadFilter()
    order: LeadOrder = LeadOrder.COMPANY
    limit: int = 50
    after: tuple[str, UUID] | None = None


@frozen
class LeadRow:
    """One line of the list. Of somebody else's reservation only company, city and its end are told."""

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


@frozen
class LeadColumns:
    """A page, column by column as `LeadRow` has them; a line's place is its value under the list's order."""

    told: tuple[Sequence[Any], ...] = ((),) * len(fields(LeadRow))
    places: Sequence[object] = ()

    @property
    def ids(self) -> Sequence[UUID]:
        return self.told[0]

    @property
    def rows(self) -> Sequence[LeadRow]:
        return list(map(LeadRow, *self.told))

    def first(self, lines: int) -> "LeadColumns":
        return LeadColumns(tuple(column[:lines] for column in self.told), self.places[:lines])


def place_text(place: object) -> str:
    """A value under the list's order as a cursor carries it; empty where there is none."""
    if isinstance(place, datetime):
        return place.astimezone(UTC).isoformat(timespec="microseconds")
    return "" if place is None else str(place)
