"""The newest check of each tenant's hot rows, in memory."""

from attrs import frozen

from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.projections.hot_check import HotCheck


@frozen
class MemoryHotChecks:
    store: MemoryStore

    def newest(self, actor: Actor) -> HotCheck | None:
        return self.store.state.hot_checks.get(actor.tenant) if actor.is_system else None

    def keep(self, actor: Actor, check: HotCheck) -> None:
        with self.store.writing:
            state = self.store.state.copy()
            before = state.hot_checks.get(actor.tenant)
            if before is None or before.begun_at <= check.begun_at:
                state.hot_checks[actor.tenant] = check
            self.store.state = state
