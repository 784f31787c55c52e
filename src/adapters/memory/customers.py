"""Customers in memory, seen through the same policy as everywhere."""

from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.store import State
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import CoveragePolicy, Customer
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Conflict, NotAllowed, NotFound, Outdated


def own_chains(state: State, tenant: UUID, user: UUID) -> frozenset[UUID]:
    """The chains in which this user owns the root or a location."""
    return frozenset(
        customer.chain_root_id
        for customer in state.customers.values()
        if customer.tenant_id == tenant and customer.owner_user_id == user and customer.chain_root_id
    )


def shared_chains(state: State, own: frozenset[UUID]) -> frozenset[UUID]:
    """Those of one's own chains whose root says that the coverage is shared."""
    return frozenset(
        customer.id
        for customer in state.customers.values()
        if customer.id in own and customer.details.coverage_policy is CoveragePolicy.CHAIN_SHARED
    )


@frozen
class MemoryCustomers:
    state: State
    scope: Scope

    def add(self, customer: Customer) -> None:
        self._refuse_unless(Operation.CREATE, customer)
        if customer.id in self.state.customers:
            raise Conflict
        self.state.customers[customer.id] = customer

    def find(self, customer_id: CustomerId) -> Customer | None:
        customer = self.state.customers.get(customer_id)
        visible = customer is not None and CUSTOMERS.permits(Operation.READ, self.scope, customer)
        return customer if visible else None

    def lock(self, customer_id: CustomerId, *, version: int | None = None) -> Customer:
        customer = self.find(customer_id)
        if customer is None:
            raise NotFound
        self._refuse_unless(Operation.WRITE, customer)
        if version is not None and version != customer.version:
            raise Outdated(current=customer.version)
        locked = evolve(customer, version=customer.version + 1)
        self.state.customers[customer_id] = locked
        return locked

    def engage(self, customer_id: CustomerId) -> Customer:
        customer = self.find(customer_id)
        if customer is None:
            raise NotFound
        scope = evolve(self.scope, shared_chains=shared_chains(self.state, self.scope.own_chains))
        self._refuse_unless(Operation.ENGAGE, customer, scope)
        return customer

    def save(self, customer: Customer) -> None:
        self._refuse_unless(Operation.WRITE, customer)
        self.state.customers[customer.id] = customer

    def hold_chain(self, chain_id: CustomerId) -> Customer | None:
        return self.find(chain_id)

    def hold_live_chain(self, chain_id: CustomerId) -> bool:
        chain = self.state.customers.get(chain_id)
        ours = chain is not None and chain.tenant_id == self.scope.actor.tenant
        return ours and chain is not None and chain.details.is_chain and chain.archived_at is None

    def has_live_locations(self, chain_id: CustomerId) -> bool:
        return any(
            customer.details.parent_id == chain_id and customer.archived_at is None
            for customer in self.state.customers.values()
            if customer.tenant_id == self.scope.actor.tenant
        )

    def has_restorable_locations(self, chain_id: CustomerId, now: datetime) -> bool:
        return any(
            customer.details.parent_id == chain_id and customer.is_restorable(now)
            for customer in self.state.customers.values()
            if customer.tenant_id == self.scope.actor.tenant
        )

    def _refuse_unless(self, operation: Operation, customer: Customer, scope: Scope | None = None) -> None:
        if not CUSTOMERS.permits(operation, scope or self.scope, customer):
            raise NotAllowed(action=str(operation), resource="customer", resource_id=str(customer.id))
