"""What tenants say about fields, in memory."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.definitions.stored import DefinitionChange, StoredDefinition, catalogue_of
from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.ids import TenantId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.definition_readings import Declared


def declared_of(state: State, tenant: TenantId, packed: Catalogue) -> Declared:
    stored = {key: one for (of, key), one in state.definitions.items() if of == tenant}
    return Declared(catalogue_of(packed, stored.values()), stored)


@frozen
class MemoryFieldDefinitions:
    state: State
    actor: Actor
    packed: Catalogue

    def catalogue(self) -> Catalogue:
        return declared_of(self.state, self.actor.tenant, self.packed).catalogue

    def take(self) -> Sequence[StoredDefinition]:
        if not self.actor.holds(Role.ADMIN, Role.SYSTEM):
            raise NotAllowed(action="write", resource="row")
        stored = declared_of(self.state, self.actor.tenant, self.packed).stored
        return [stored[key] for key in sorted(stored)]

    def keep(self, stored: StoredDefinition, change: DefinitionChange | None = None) -> None:
        tenant = self.actor.tenant
        self.state.definitions[tenant, stored.key] = stored
        if change is not None:
            self.state.definition_changes[tenant] = (
                *self.state.definition_changes.get(tenant, ()),
                change,
            )

    def is_used(self, key: str) -> bool:
        return any(
            change.key == key
            for customer_id, kept in self.state.fields.items()
            if self.state.customers[customer_id].tenant_id == self.actor.tenant
            for change in kept.changes
        )

    def check(self, check_id: UUID) -> DefinitionCheck | None:
        return self.state.definition_checks.get((self.actor.tenant, check_id))

    def keep_check(self, check: DefinitionCheck) -> None:
        self.state.definition_checks[self.actor.tenant, check.id] = check

    def unfinished(self) -> Sequence[UUID]:
        checks = self.state.definition_checks.items()
        return [check.id for (of, _), check in checks if of == self.actor.tenant and not check.is_finished]


@frozen
class MemoryDefinitionReadings:
    store: MemoryStore
    packed: Catalogue

    def declared(self, actor: Actor) -> Declared:
        return declared_of(self.store.state, actor.tenant, self.packed)

    def changes(
        self, actor: Actor, key: str, *, before: int | None, limit: int
    ) -> Sequence[DefinitionChange]:
        if not _looks(actor):
            return []
        ours = reversed(self.store.state.definition_changes.get(actor.tenant, ()))
        found = [one for one in ours if one.key == key and (before is None or one.version < before)]
        return found[:limit]

    def check(self, actor: Actor, check_id: UUID) -> DefinitionCheck | None:
        state = self.store.state
        check = state.definition_checks.get((actor.tenant, check_id))
        if check is None or not _looks(actor):
            return None
        scope = Scope(actor, own_chains(state, actor.tenant, actor.user))
        customers = MemoryCustomers(state, scope)
        seen = tuple(one for one in check.violations if customers.find(one.customer_id) is not None)
        return evolve(check, violations=seen)


def _looks(actor: Actor) -> bool:
    return actor.holds(Role.ADMIN, Role.AUDITOR, Role.SYSTEM)
