"""The fields of customers in memory: every change is kept, and what stands is what they add up to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.field_definitions import declared_of
from adapters.memory.store import KeptFields, MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.field_set import FieldChange, FieldSet
from crm_core.domain.fields.history import FieldHistory, replay
from crm_core.domain.fields.patch import Patched
from crm_core.domain.fields.refusals import taken
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.field_readings import FieldsReading, HistoryReading

_NOTHING = KeptFields()


def seen_changes(state: State, scope: Scope, customer: Customer) -> tuple[FieldChange, ...]:
    """The changes without those that are marked and not for this reader."""
    kept = state.fields.get(customer.id, _NOTHING)
    if RESTRICTED_FIELDS.permits(Operation.READ, scope, customer):
        return kept.changes
    return tuple(change for change in kept.changes if change.key not in kept.restricted)


@frozen
class MemoryFieldValues:
    state: State
    scope: Scope

    def foresee(self, customer_id: CustomerId) -> None:
        """Everything is at hand."""

    def of(self, customer_id: CustomerId) -> FieldSet:
        customer = MemoryCustomers(self.state, self.scope).find(customer_id)
        if customer is None:
            return FieldSet()
        kept = self.state.fields.get(customer_id, _NOTHING)
        changed_at = kept.changes[-1].stamp.at if kept.changes else None
        return evolve(replay(seen_changes(self.state, self.scope, customer)), changed_at=changed_at)

    def line(self, customer_id: CustomerId, key: str, *, limit: int) -> Sequence[FieldChange]:
        customer = MemoryCustomers(self.state, self.scope).find(customer_id)
        changes = () if customer is None else seen_changes(self.state, self.scope, customer)
        return [change for change in reversed(changes) if change.key == key][:limit]

    def keep(self, customer_id: CustomerId, patched: Patched, *, restricted: Collection[str]) -> None:
        keys = {change.key for change in patched.changes}
        self._refuse_unless_writable(customer_id, marked=bool(keys & set(restricted)))
        lost = self._held_by_others(customer_id, patched.claims)
        if lost:
            raise taken(lost)
        kept = self.state.fields.get(customer_id, _NOTHING)
        others = tuple(claim for claim in kept.claims if claim[0] not in keys)
        self.state.fields[customer_id] = KeptFields(
            changes=(*kept.changes, *patched.changes),
            restricted=(kept.restricted - keys) | (keys & set(restricted)),
            claims=(*others, *patched.claims),
        )

    def _refuse_unless_writable(self, customer_id: CustomerId, *, marked: bool) -> None:
        customer = self.state.customers[customer_id]
        policies = (CUSTOMERS, RESTRICTED_FIELDS) if marked else (CUSTOMERS,)
        if not all(policy.permits(Operation.WRITE, self.scope, customer) for policy in policies):
            raise NotAllowed(action="write", resource="row")

    def taken(self, customer_id: CustomerId) -> Sequence[str]:
        return self._held_by_others(customer_id, self.state.fields.get(customer_id, _NOTHING).claims)

    def _held_by_others(self, customer_id: CustomerId, claims: Iterable[tuple[str, str]]) -> Sequence[str]:
        held = {
            claim
            for other, kept in self.state.fields.items()
            if other != customer_id and self._is_live(other)
            for claim in kept.claims
        }
        return sorted(key for key, text in claims if (key, text) in held)

    def _is_live(self, customer_id: CustomerId) -> bool:
        customer = self.state.customers[customer_id]
        return customer.tenant_id == self.scope.actor.tenant and customer.archived_at is None


@frozen
class MemoryFieldReadings:
    store: MemoryStore
    packed: Catalogue

    def now(self, actor: Actor, customer_id: CustomerId) -> FieldsReading | None:
        found = self._found(actor, customer_id)
        if found is None:
            return None
        customer, scope, _ = found
        fields = MemoryFieldValues(self.store.state, scope).of(customer_id)
        return FieldsReading(customer, scope, fields, self._catalogue(actor))

    def as_of(self, actor: Actor, customer_id: CustomerId, instant: datetime) -> FieldsReading | None:
        found = self._found(actor, customer_id)
        if found is None:
            return None
        customer, scope, changes = found
        fields = FieldHistory(changes).as_of(instant)
        return FieldsReading(customer, scope, fields, self._catalogue(actor))

    def history(
        self, actor: Actor, customer_id: CustomerId, key: str, *, before: int | None, limit: int
    ) -> HistoryReading | None:
        found = self._found(actor, customer_id)
        if found is None:
            return None
        customer, scope, changes = found
        of_field = [
            change
            for change in reversed(changes)
            if change.key == key and (before is None or change.stamp.version < before)
        ]
        return HistoryReading(customer, scope, tuple(of_field[:limit]), self._catalogue(actor))

    def _catalogue(self, actor: Actor) -> Catalogue:
        return declared_of(self.store.state, actor.tenant, self.packed).catalogue

    def _found(
        self, actor: Actor, customer_id: CustomerId
    ) -> tuple[Customer, Scope, tuple[FieldChange, ...]] | None:
        state = self.store.state
        scope = Scope(actor, own_chains(state, actor.tenant, actor.user))
        customer = MemoryCustomers(state, scope).find(customer_id)
        if customer is None:
            return None
        return customer, scope, seen_changes(state, scope, customer)
