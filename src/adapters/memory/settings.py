"""Set values in memory, and what stood before them."""

from collections.abc import Sequence

from attrs import frozen

from adapters.memory.store import MemoryStore, State, setting_key
from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.domain.settings.change import SettingChange
from crm_core.domain.settings.deciding import may_set
from crm_core.domain.settings.setting import Scope, StoredValue
from crm_core.ports.clock import Clock


def _stored(state: State, actor: Actor) -> Sequence[StoredValue]:
    """Regions' values bind their people and are no secret; people's own are theirs."""
    return [
        value
        for (of, scope, whose, _), value in state.settings.items()
        if of in (None, actor.tenant) and (scope is not Scope.USER or whose == str(actor.user))
    ]


@frozen
class MemorySettingValues:
    state: State
    actor: Actor
    clock: Clock

    def stored(self) -> Sequence[StoredValue]:
        return _stored(self.state, self.actor)

    def known(self) -> Sequence[StoredValue]:
        return self.stored()

    def put(self, key: str, scope: Scope, value: object, *, version: int, whose: str = "") -> StoredValue:
        place = setting_key(self.actor.tenant, scope, whose, key)
        there = self.state.settings.get(place, StoredValue(key, scope, None, 0, whose))
        if there.version != version:
            raise Outdated(current=there.version)
        if not may_set(self.actor, scope, whose):
            raise NotAllowed(action="change", resource="setting", resource_id=key)
        made = self.state.settings[place] = StoredValue(key, scope, value, version + 1, whose)
        change = SettingChange(
            key=key,
            scope=scope,
            whose=whose,
            version=made.version,
            before=there.value,
            after=value,
            at=self.clock.now(),
            by=self.actor.user,
            correlation=self.actor.correlation,
        )
        self.state.setting_history[place] = (*self.state.setting_history.get(place, ()), change)
        return made


@frozen
class MemorySettingReadings:
    store: MemoryStore

    def stored(self, actor: Actor) -> Sequence[StoredValue]:
        return _stored(self.store.state, actor)

    def recall(self, actor: Actor) -> Sequence[StoredValue] | None:
        return self.stored(actor)

    def history(
        self, actor: Actor, key: str, scope: Scope, whose: str, *, before: int | None, limit: int
    ) -> Sequence[SettingChange]:
        if scope is Scope.USER and whose != str(actor.user):
            return []
        changes = self.store.state.setting_history.get(setting_key(actor.tenant, scope, whose, key), ())
        return [one for one in reversed(changes) if before is None or one.version < before][:limit]
