"""Which settings the edge itself obeys, known for a moment so that not every request reads them."""

import time
from collections.abc import Callable

from attrs import define, field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId
from crm_core.ports.world import World
from crm_core.queries.effective_settings import effective_settings

KEYS = ("http.requireIfMatch", "http.rateLimit.reads", "http.rateLimit.writes")
# Seconds for which another process may still go by the former value.
KNOWN_FOR = 2.0
_MOST_TENANTS = 10_000


@frozen
class EdgePolicy:
    """What a tenant has decided about its requests."""

    require_if_match: bool
    reads_per_minute: int
    writes_per_minute: int
    switched_off: frozenset[str] = frozenset()


@define
class EdgePolicies:
    """The policies of the tenants that asked lately."""

    world: World
    # Settings that switch endpoints off; one that no pack declares switches nothing.
    features: frozenset[str] = frozenset()
    monotonic: Callable[[], float] = time.monotonic
    _known: dict[TenantId, tuple[float, EdgePolicy]] = field(factory=dict)

    def recall(self, tenant: TenantId) -> EdgePolicy | None:
        known = self._known.get(tenant)
        return known[1] if known is not None and known[0] > self.monotonic() else None

    def read(self, actor: Actor) -> EdgePolicy:
        features = sorted(self.features & self.world.settings.declared.keys())
        found = effective_settings((*KEYS, *features), actor=actor, world=self.world)
        require, reads, writes = (one.value for one in found[: len(KEYS)])
        off = frozenset(one.key for one in found[len(KEYS) :] if one.value is False)
        policy = EdgePolicy(bool(require), int(str(reads)), int(str(writes)), off)
        if len(self._known) >= _MOST_TENANTS:
            self._known.clear()
        self._known[actor.tenant] = (self.monotonic() + KNOWN_FOR, policy)
        return policy

    def forget(self) -> None:
        """After a change made here, everybody here goes by the new value."""
        self._known.clear()
