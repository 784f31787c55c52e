"""Questions about customers, answered by looking at every one of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from attrs import astuple, frozen

from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.whole_chains import sees_whole_chain
from crm_core.domain.customers.customer import Customer, sort_key
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerRow, CustomerSlice
from crm_core.domain.ids import CustomerId
from crm_core.ports.customer_readings import Reading, Row, RowMaker


@frozen
class MemoryCustomerReadings:
    store: MemoryStore

    def one(self, actor: Actor, customer_id: CustomerId) -> Reading | None:
        scope = self._scope(actor)
        customer = MemoryCustomers(self.store.state, scope).find(customer_id)
        if customer is None:
            return None
        return Reading(customer, scope, self._size(customer, scope))

    def page(self, actor: Actor, wanted: CustomerSlice, make: RowMaker[Row]) -> Sequence[Row]:
        found = [c for c in self._visible(actor) if _matches(c, wanted.filter)]
        if wanted.order is CustomerOrder.NAME:
            found.sort(key=lambda c: (sort_key(c.details.name), c.id))
        else:
            found.sort(key=lambda c: (-c.created_at.timestamp(), c.id))
        scope = self._scope(actor)
        rows = [self._row(customer, wanted.order, scope) for customer in found if _is_after(customer, wanted)]
        return [make(*astuple(row, recurse=False)) for row in rows[: wanted.limit + 1]]

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

    def _row(self, customer: Customer, order: CustomerOrder, scope: Scope) -> CustomerRow:
        d = customer.details
        return CustomerRow(
            id=customer.id,
            name=d.name,
            type=d.type,
            territory=d.territory,
            region=d.region,
            city=d.address.city,
            channel=d.channel,
            owner_user_id=customer.owner_user_id,
            contactability_status=customer.contactability,
            is_chain=d.is_chain,
            parent_id=d.parent_id,
            chain_size=self._size(customer, scope),
            created_at=customer.created_at,
            place=sort_key(d.name) if order is CustomerOrder.NAME else customer.created_at.isoformat(),
        )


def _is_after(customer: Customer, wanted: CustomerSlice) -> bool:
    if wanted.after is None:
        return True
    place, last_id = wanted.after
    if wanted.order is CustomerOrder.NAME:
        return (sort_key(customer.details.name), customer.id) > (place, last_id)
    last = datetime.fromisoformat(place).astimezone(UTC)
    return customer.created_at < last or (customer.created_at == last and customer.id > last_id)


def _matches(customer: Customer, wanted: CustomerFilter) -> bool:
    d = customer.details
    equal = (
        (wanted.type, d.type),
        (wanted.territory, d.territory),
        (wanted.region, d.region),
        (wanted.owner, customer.owner_user_id),
        (wanted.parent, d.parent_id),
        (wanted.channel, d.channel),
    )
    return all(asked is None or asked == is_now for asked, is_now in equal) and _says(customer, wanted.q)


def _says(customer: Customer, q: str | None) -> bool:
    """Memory looks for the words as they stand; forgiving typing errors is the database's art."""
    if q is None:
        return True
    text = sort_key(f"{customer.details.name} {customer.details.address.city or ''}")
    return all(word in text for word in sort_key(q).split())
