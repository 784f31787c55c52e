"""Set values in memory."""

from collections.abc import Sequence

from attrs import frozen

from adapters.memory.store import MemoryStore, State, setting_key
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId
from crm_core.domain.refusals import Outdated
from crm_core.domain.settings.setting import Scope, StoredValue


def _stored(state: State, tenant: TenantId) -> Sequence[StoredValue]:
    return [value for (of, _), value in state.settings.items() if of in (None, tenant)]


@frozen
class MemorySettingValues:
    state: State
    tenant: TenantId

    def stored(self) -> Sequence[StoredValue]:
        return _stored(self.state, self.tenant)

    def put(self, key: str, scope: Scope, value: object, *, version: int) -> StoredValue:
        place = setting_key(self.tenant, scope, key)
        present = self.state.settings[place].version if place in self.state.settings else 0
        if present != version:
            raise Outdated(current=present)
        self.state.settings[place] = StoredValue(key, scope, value, version + 1)
        return self.state.settings[place]


@frozen
class MemorySettingReadings:
    store: MemoryStore

    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        return _stored(self.store.state, actor.tenant)
