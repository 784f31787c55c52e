"""How one line of the customer list travels; its hot part has a member for each declared column."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import msgspec
from attrs import frozen

from crm_core.domain.customers.customer import Channel, Contactability, CustomerType
from crm_core.domain.customers.listing import CustomerColumns
from crm_core.domain.projections.hot_row import HotColumn, HotColumns
from crm_core.domain.projections.hot_types import HotType

# The schema of a Decimal would be a text; what travels is a JSON number.
_MONEY = Annotated[Any, msgspec.Meta(extra_json_schema={"type": ["number", "null"]})]
_TYPES: dict[HotType, Any] = {
    HotType.TEXT: str | None,
    HotType.INTEGER: int | None,
    HotType.BOOLEAN: bool | None,
    HotType.DATE: date | None,
    HotType.INSTANT: datetime | None,
    HotType.CENTS: _MONEY,
}
_CENT = Decimal("0.01")


class CustomerLine(msgspec.Struct, rename="camel"):
    """What every line tells."""

    id: UUID
    name: str
    type: CustomerType
    territory: str
    region: str | None
    city: str | None
    channel: Channel
    owner_user_id: UUID | None
    contactability_status: Contactability
    is_chain: bool
    parent_id: UUID | None
    chain_size: int | None
    created_at: datetime


@frozen
class ListForms:
    """The forms of one installation's list: a page, and what makes its lines."""

    page: type[Any]
    lines: Callable[[CustomerColumns], list[Any]]


def list_forms(columns: HotColumns) -> ListForms:
    hot = msgspec.defstruct(
        "CustomerHot",
        [*((c.api_name, _TYPES[c.type]) for c in columns.columns), ("updatedAt", datetime)],
        namespace={"__doc__": "What the customer is filtered and sorted by; null where nothing is known."},
    )
    item = msgspec.defstruct(
        "CustomerItem",
        [("hot", hot)],
        bases=(CustomerLine,),
        namespace={"__doc__": "One line of the list."},
    )
    page = msgspec.defstruct(
        "CustomerPage",
        [("items", list[item]), ("nextCursor", str | None)],  # type: ignore[valid-type]  # made above
        namespace={"__doc__": "One page of customers."},
    )
    return ListForms(page, _maker(columns.columns, item, hot))


def _maker(
    columns: Sequence[HotColumn], item: type[Any], hot: type[Any]
) -> Callable[[CustomerColumns], list[Any]]:
    money = {place for place, column in enumerate(columns) if column.type is HotType.CENTS}

    def lines(page: CustomerColumns) -> list[Any]:
        seen = (_in_euros(column) if at in money else column for at, column in enumerate(page.hot))
        return list(map(item, *page.told, map(hot, *seen)))

    return lines


def _in_euros(column: Sequence[int | None]) -> Sequence[Decimal | None]:
    return [None if cents is None else cents * _CENT for cents in column]
