"""What one page of the customer list is: filters, order, and the place after which it goes on."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from crm_core.domain.ids import UserId

MAX_LIMIT = 200
DEFAULT_LIMIT = 50


class CustomerOrder(StrEnum):
    NAME = "name"
    NEWEST = "-created_at"


@frozen
class CustomerFilter:
    """Everything a list can be narrowed by; several at once narrow together."""

    q: str | None = None
    type: str | None = None
    territory: str | None = None
    region: str | None = None
    owner: UserId | None = None
    parent: UUID | None = None
    channel: str | None = None


@frozen
class CustomerSlice:
    """A filter in an order, from just behind `after` (the last row's sort value and id)."""

    filter: CustomerFilter = CustomerFilter()
    order: CustomerOrder = CustomerOrder.NAME
    limit: int = DEFAULT_LIMIT
    after: tuple[str, UUID] | None = None


@frozen
class CustomerRow:
    """One line of the list; `place` is its value under the list's order, for the cursor."""

    id: UUID
    name: str
    type: str
    territory: str
    region: str | None
    city: str | None
    channel: str
    owner_user_id: UUID | None
    contactability_status: str
    is_chain: bool
    parent_id: UUID | None
    chain_size: int | None
    created_at: datetime
    place: str
