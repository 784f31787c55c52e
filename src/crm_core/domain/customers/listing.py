"""What one page of the customer list is: filters, order, and the place after which it goes on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from operator import eq, ge, le
from typing import Any, ClassVar
from uuid import UUID

from attrs import fields, frozen

from crm_core.domain.ids import UserId
from crm_core.domain.projections.hot_row import Comparison
from crm_core.domain.projections.hot_types import HotType

MAX_LIMIT = 200
DEFAULT_LIMIT = 50
_HOLDS: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.EQUAL: eq,
    Comparison.AT_LEAST: ge,
    Comparison.AT_MOST: le,
}


@frozen
class Order:
    """One way to sort: by a column, those without a value last whatever the direction, ties by id."""

    name: str
    column: str
    type: HotType
    is_hot: bool = True

    @property
    def descends(self) -> bool:
        return self.name.startswith("-")


class CustomerOrder:
    """The orders that every list has; hot columns declare further ones (see `list_query`)."""

    NAME: ClassVar[Order] = Order("name", "name_key", HotType.TEXT, is_hot=False)
    NEWEST: ClassVar[Order] = Order("-created_at", "created_at", HotType.INSTANT, is_hot=False)
    ALL: ClassVar[tuple[Order, ...]] = (NAME, NEWEST)


@frozen
class HotCondition:
    """A hot column compared with what was asked; a customer without a value never meets it."""

    column: str
    comparison: Comparison
    value: object

    def holds(self, value: object) -> bool:
        return value is not None and _HOLDS[self.comparison](value, self.value)


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
    contactability: str | None = None
    hot: tuple[HotCondition, ...] = ()


@frozen
class CustomerSlice:
    """A filter in an order, from just behind `after` (the last row's sort value as text, and its id)."""

    filter: CustomerFilter = CustomerFilter()
    order: Order = CustomerOrder.NAME
    limit: int = DEFAULT_LIMIT
    after: tuple[str | None, UUID] | None = None


@frozen
class CustomerRow:
    """One line of the list. `hot` are the hot columns' values in the order of their declaration, and
    when that row was last written; `place` is the line's value under the list's order, for the cursor."""

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
    hot: tuple[object, ...]
    place: object


_HOT = [one.name for one in fields(CustomerRow)].index("hot")


@frozen
class CustomerColumns:
    """A page, column by column as `CustomerRow` has them; so it costs less than line by line. What is `hot`
    has a column for each hot column, and one for when the rows were last written."""

    told: tuple[Sequence[Any], ...]
    hot: tuple[Sequence[Any], ...]
    places: Sequence[object]

    @classmethod
    def of(cls, lines: Sequence[Sequence[object]]) -> "CustomerColumns":
        """From lines in which the hot values stand one by one, not as a tuple."""
        if not lines:
            return cls(((),) * _HOT, ((),), ())
        columns = tuple(zip(*lines, strict=True))
        return cls(columns[:_HOT], columns[_HOT:-1], columns[-1])

    @property
    def ids(self) -> Sequence[UUID]:
        return self.told[0]

    @property
    def rows(self) -> Sequence[CustomerRow]:
        return list(map(CustomerRow, *self.told, zip(*self.hot, strict=True), self.places))

    def first(self, lines: int) -> "CustomerColumns":
        told, hot = (tuple(column[:lines] for column in columns) for columns in (self.told, self.hot))
        return CustomerColumns(told, hot, self.places[:lines])


def place_text(place: object) -> str | None:
    """A sort value as a cursor carries it."""
    if isinstance(place, datetime):
        return place.astimezone(UTC).isoformat()
    return place.isoformat() if isinstance(place, date) else None if place is None else str(place)
