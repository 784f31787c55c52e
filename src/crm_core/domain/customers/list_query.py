"""What may be asked of the customer list: its filters and orders, those of the hot columns among them."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from attrs import field, frozen

from crm_core.domain.customers.customer import Channel, Contactability, CustomerType
from crm_core.domain.customers.listing import (
    DEFAULT_LIMIT,
    CustomerFilter,
    CustomerOrder,
    CustomerSlice,
    HotCondition,
    Order,
)
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Boolean, Choice, Day, Identity, Instant, Kind, Text
from crm_core.domain.fields.numbers import Money, Number
from crm_core.domain.fields.record import Member, Record
from crm_core.domain.ids import UserId
from crm_core.domain.projections.hot_row import Comparison, Filter, HotColumn, HotColumns
from crm_core.domain.projections.hot_types import MAX_TEXT, HotType

MAX_Q = 200
# What is no filter and still has its name in the address of a list.
TAKEN = ("sort", "limit", "cursor")


@frozen
class MeOr:
    """The caller, or somebody by id."""

    other: Kind = Identity()
    ME = "me"

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        return raw if raw == self.ME else self.other.parse(raw, at, faults)

    def dump(self, value: object) -> object:
        return str(value) if isinstance(value, UUID) else value

    def schema(self) -> dict[str, object]:
        return {"anyOf": [{"const": self.ME}, self.other.schema()]}


@frozen
class Cents(Money):
    """An amount, compared in cents."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        amount = super().parse(raw, at, faults)
        return int(amount * 100) if isinstance(amount, Decimal) else amount

    def dump(self, value: object) -> object:
        return Decimal(value).scaleb(-2) if isinstance(value, int) else value


@frozen
class ListFilter:
    """One filter; `hot` is the condition that it puts on a column, None for those of the core."""

    name: str
    kind: Kind
    says: str
    hot: tuple[HotColumn, Comparison] | None = None


CORE_FILTERS = (
    ListFilter("q", Text(MAX_Q), "Words of the name or the city; typing errors are forgiven."),
    ListFilter("type", Choice(tuple(CustomerType)), "Only customers of this type."),
    ListFilter("territory", Text(5, pattern=r"[A-Z]{2,5}", examples=("DE",)), "Only this territory."),
    ListFilter("region", Text(50), "Only this region."),
    ListFilter("owner", MeOr(), "Only the customers of this user; `me` is the caller."),
    ListFilter("parent", Identity(), "Only the locations of this chain."),
    ListFilter("channel", Choice(tuple(Channel)), "Only this channel."),
    ListFilter("contactability", Choice(tuple(Contactability)), "Only customers in this state."),
)


@frozen
class ListQuery:
    """Every filter and order there is, generated where hot columns are declared."""

    hot_columns: HotColumns = HotColumns()
    filters: Mapping[str, ListFilter] = field(init=False)
    orders: Mapping[str, Order] = field(init=False)

    @filters.default
    def _filters(self) -> Mapping[str, ListFilter]:
        hot = [_hot_filter(c, asked) for c in self.hot_columns.columns for asked in c.filters]
        return _named((*CORE_FILTERS, *hot))

    @orders.default
    def _orders(self) -> Mapping[str, Order]:
        hot = [Order(name, c.name, c.type) for c in self.hot_columns.columns for name in c.sorts]
        return {order.name: order for order in (*CustomerOrder.ALL, *hot)}

    @property
    def form(self) -> Record:
        """The filters as one object of JSON, as saved views keep them."""
        return Record(tuple(Member(one.name, one.kind) for one in self.filters.values()))

    def slice(
        self, asked: Mapping[str, object], *, me: UserId, sort: str | None = None, limit: int = DEFAULT_LIMIT
    ) -> CustomerSlice:
        """The page that these values ask for, each read by its filter's kind before."""
        order = self.orders[sort or CustomerOrder.NAME.name]
        return CustomerSlice(self.narrowed(asked, me=me), order, limit)

    def narrowed(self, asked: Mapping[str, object], *, me: UserId) -> CustomerFilter:
        given = {one: asked[one.name] for one in self.filters.values() if asked.get(one.name) is not None}
        core = {one.name: value for one, value in given.items() if one.hot is None}
        if core.get("owner") == MeOr.ME:
            core["owner"] = me
        hot = tuple(
            HotCondition(one.hot[0].name, one.hot[1], value)
            for one, value in given.items()
            if one.hot is not None
        )
        return CustomerFilter(**core, hot=hot)  # type: ignore[arg-type]  # each read by its kind


def _named(filters: tuple[ListFilter, ...]) -> Mapping[str, ListFilter]:
    found: dict[str, ListFilter] = {}
    for one in filters:
        if one.name in found or one.name in TAKEN:
            raise ValueError(f"the list's parameter {one.name} is declared twice")
        found[one.name] = one
    return found


_SAYS = {
    Comparison.EQUAL: "Only customers whose `{}` is this.",
    Comparison.AT_LEAST: "Only customers whose `{}` is this or more.",
    Comparison.AT_MOST: "Only customers whose `{}` is this or less.",
}


def _hot_filter(column: HotColumn, asked: Filter) -> ListFilter:
    says = _SAYS[asked.comparison].format(column.api_name)
    return ListFilter(asked.parameter, kind_of(column), says, (column, asked.comparison))


def kind_of(column: HotColumn) -> Kind:
    """How a value to compare the column with is written."""
    if column.options:
        return Choice(column.options)
    kinds: Mapping[HotType, Kind] = {
        HotType.TEXT: Text(MAX_TEXT),
        HotType.INTEGER: Number(minimum=Decimal(-(2**31)), maximum=Decimal(2**31 - 1), places=0),
        HotType.BOOLEAN: Boolean(),
        HotType.DATE: Day(),
        HotType.INSTANT: Instant(),
        HotType.CENTS: Cents(),
    }
    return kinds[column.type]
