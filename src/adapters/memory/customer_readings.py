"""Questions about customers, answered by looking at every one of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains, shared_chains
from adapters.memory.hot_rows import HotRow, hot_row
from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.openings import Surroundings
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.whole_chains import sees_whole_chain
from crm_core.domain.customers.customer import CoveragePolicy, Customer, sort_key
from crm_core.domain.customers.likeness import says
from crm_core.domain.customers.listing import CustomerColumns, CustomerFilter, CustomerSlice, Order
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.projections.hot_types import HotType
from crm_core.ports.customer_readings import Reading, SurroundedReading


@frozen
class _Line:
    """A customer with its hot row and its place under the asked order."""

    customer: Customer
    hot: HotRow
    place: object


@frozen
class MemoryCustomerReadings:
    store: MemoryStore
    hot_columns: HotColumns = HotColumns()

    def one(self, actor: Actor, customer_id: CustomerId) -> Reading | None:
        scope = self._scope(actor)
        customer = MemoryCustomers(self.store.state, scope).find(customer_id)
        if customer is None:
            return None
        return Reading(customer, scope, self._size(customer, scope))

    def names(self, actor: Actor, ids: Sequence[CustomerId]) -> Mapping[CustomerId, str]:
        seen = MemoryCustomers(self.store.state, self._scope(actor))
        found = (seen.find(one) for one in ids)
        return {one.id: one.details.name for one in found if one is not None}

    def engaged(self, actor: Actor, ids: Sequence[CustomerId]) -> frozenset[CustomerId]:
        scope = self._scope(actor)
        seen = MemoryCustomers(self.store.state, scope)
        stands_in = evolve(scope, shared_chains=shared_chains(self.store.state, scope.own_chains))
        return frozenset(
            one.id
            for one in map(seen.find, ids)
            if one and one.archived_at is None and CUSTOMERS.permits(Operation.ENGAGE, stands_in, one)
        )

    def surroundings(self, actor: Actor, customer_id: CustomerId) -> SurroundedReading | None:
        scope = self._scope(actor)
        seen = MemoryCustomers(self.store.state, scope)
        customer = seen.find(customer_id)
        if customer is None:
            return None
        chain = [seen.find(one) for one in self.store.state.customers]
        owners = frozenset(
            one.owner_user_id
            for one in chain
            if one and one.owner_user_id and one.chain_root_id == customer.chain_root_id is not None
        )
        root = None if customer.parent_id is None else seen.find(customer.parent_id)
        is_shared = root is not None and root.details.coverage_policy is CoveragePolicy.CHAIN_SHARED
        return SurroundedReading(customer, scope, Surroundings(owners, is_shared))

    def page(self, actor: Actor, wanted: CustomerSlice) -> CustomerColumns:
        lines = [self._line(customer, wanted.order) for customer in self._visible(actor)]
        found = [line for line in lines if _matches(line, wanted.filter)]
        found.sort(key=lambda line: _rank(line.place, line.customer.id, wanted.order))
        if wanted.after is not None:
            place, last_id = wanted.after
            last = _rank(_read(place, wanted.order), last_id, wanted.order)
            found = [line for line in found if _rank(line.place, line.customer.id, wanted.order) > last]
        scope = self._scope(actor)
        return CustomerColumns.of([self._told(line, scope) for line in found[: wanted.limit + 1]])

    def locations(self, actor: Actor, chain_id: UUID, limit: int) -> Sequence[Customer]:
        below = [c for c in self._visible(actor) if c.details.parent_id == chain_id]
        return sorted(below, key=lambda c: (sort_key(c.details.name), c.id))[:limit]

    def _scope(self, actor: Actor) -> Scope:
        return Scope(actor, own_chains(self.store.state, actor.tenant, actor.user))

    def _visible(self, actor: Actor) -> Iterable[Customer]:
        scope = self._scope(actor)
        for customer in self.store.state.customers.values():
            if customer.archived_at is None and CUSTOMERS.permits(Operation.READ, scope, customer):
                yield customer

    def _size(self, customer: Customer, scope: Scope) -> int | None:
        if not customer.details.is_chain or not sees_whole_chain(scope, customer.id):
            return None
        return self.store.state.chain_sizes.get((customer.tenant_id, customer.id))

    def _line(self, customer: Customer, order: Order) -> _Line:
        hot = hot_row(self.store.state, customer, self.hot_columns)
        core = {"name_key": sort_key(customer.details.name), "created_at": customer.created_at}
        return _Line(customer, hot, (hot.values if order.is_hot else core)[order.column])

    def _told(self, line: _Line, scope: Scope) -> Sequence[object]:
        """As `CustomerRow` has it, the hot values one by one."""
        customer, d = line.customer, line.customer.details
        return (
            customer.id,
            d.name,
            d.type,
            d.territory,
            d.region,
            d.address.city,
            d.channel,
            customer.owner_user_id,
            customer.contactability,
            d.is_chain,
            d.parent_id,
            self._size(customer, scope),
            customer.created_at,
            *(line.hot.values[one.name] for one in self.hot_columns.columns),
            line.hot.updated_at,
            line.place,
        )


def _rank(place: object, customer_id: UUID, order: Order) -> tuple[bool, object, UUID]:
    """Comparable within one order: values first, in their direction, then those without one, then ids."""
    if place is None:
        return True, 0, customer_id
    return False, _Backwards(place) if order.descends else place, customer_id


@frozen(order=False)
class _Backwards:
    value: object

    def __lt__(self, other: "_Backwards") -> bool:
        return bool(other.value < self.value)  # type: ignore[operator]  # one order, one comparable type


def _read(text: str | None, order: Order) -> object:
    """A sort value as it stood in a cursor."""
    if text is None:
        return None
    match order.type:
        case HotType.INSTANT:
            return datetime.fromisoformat(text)
        case HotType.DATE:
            return date.fromisoformat(text)
        case HotType.INTEGER | HotType.CENTS:
            return int(text)
        case HotType.BOOLEAN:
            return text == "True"
    return text


def _matches(line: _Line, wanted: CustomerFilter) -> bool:
    d = line.customer.details
    equal = (
        (wanted.type, d.type),
        (wanted.territory, d.territory),
        (wanted.region, d.region),
        (wanted.owner, line.customer.owner_user_id),
        (wanted.parent, d.parent_id),
        (wanted.channel, d.channel),
        (wanted.contactability, line.customer.contactability),
    )
    return (
        all(asked is None or asked == is_now for asked, is_now in equal)
        and all(condition.holds(line.hot.values[condition.column]) for condition in wanted.hot)
        and says(d.name, d.address.city, wanted.q)
    )
