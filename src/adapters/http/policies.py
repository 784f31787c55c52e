"""Which settings the edge itself obeys, worked out anew only when one of them was changed."""

from collections.abc import Sequence

from attrs import define, field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import StoredValue
from crm_core.ports.world import World

REQUIRE_IF_MATCH, READS, WRITES = "http.requireIfMatch", "http.rateLimit.reads", "http.rateLimit.writes"
_MOST_PEOPLE = 10_000


@frozen
class EdgePolicy:
    """What a tenant has decided about its requests."""

    require_if_match: bool
    reads_per_minute: int
    writes_per_minute: int
    switched_off: frozenset[str] = frozenset()


@define
class EdgePolicies:
    """The policies of those who asked lately."""

    world: World
    # Settings that switch endpoints off; one that no pack declares switches nothing.
    features: frozenset[str] = frozenset()
    _made: dict[tuple[TenantId, UserId], tuple[Sequence[StoredValue], EdgePolicy]] = field(factory=dict)

    def recall(self, actor: Actor) -> EdgePolicy | None:
        """Without waiting; None when the settings have to be asked for."""
        stored = self.world.setting_readings.recall(actor)
        return None if stored is None else self._policy(actor, stored)

    def read(self, actor: Actor) -> EdgePolicy:
        return self._policy(actor, self.world.setting_readings.stored(actor))

    def _policy(self, actor: Actor, stored: Sequence[StoredValue]) -> EdgePolicy:
        known = self._made.get((actor.tenant, actor.user))
        if known is not None and known[0] is stored:
            return known[1]
        policy = self._made_from(stored)
        if len(self._made) >= _MOST_PEOPLE:
            self._made.clear()
        self._made[actor.tenant, actor.user] = (stored, policy)
        return policy

    def _made_from(self, stored: Sequence[StoredValue]) -> EdgePolicy:
        declared = self.world.settings.declared
        values = {
            key: resolve(declared[key], stored).value
            for key in (REQUIRE_IF_MATCH, READS, WRITES, *self.features)
            if key in declared
        }
        off = frozenset(key for key in self.features if values.get(key) is False)
        reads, writes = (int(str(values[key])) for key in (READS, WRITES))
        return EdgePolicy(bool(values[REQUIRE_IF_MATCH]), reads, writes, off)
