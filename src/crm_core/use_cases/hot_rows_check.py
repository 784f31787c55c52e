"""One run of the check of all hot rows: every customer of every tenant, in batches that anybody may repeat.

Killed anywhere it loses nothing: what was repaired stays so, and the next run goes on behind the last batch.
"""

from collections.abc import Callable
from typing import TypeAlias

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId
from crm_core.domain.projections.hot_check import HotBatch, HotCheck
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.projections.rebuild_hot_rows import RebuildHotRows, batches

# Hears of each batch and of the check as it stands with it.
Listener: TypeAlias = Callable[[TenantId, HotBatch, HotCheck], None]


@frozen
class HotRowsCheck:
    world: World
    heard: Listener = lambda _tenant, _batch, _check: None
    size: int = RebuildHotRows().limit

    def run_for_all(self) -> int:
        """How many rows had drifted."""
        return for_every_tenant(self.world, lambda actor: self.run(actor).drifted)

    def run(self, actor: Actor) -> HotCheck:
        """Goes on where one stopped not long ago, else from the first customer to the last."""
        world = self.world
        check = HotCheck.next_after(world.hot_checks.newest(actor), world.clock.now())
        first = evolve(RebuildHotRows(), place=check.place, limit=self.size)
        for batch in batches(first, actor=actor, world=world):
            check = check.went_on(batch, world.clock.now())
            world.hot_checks.keep(actor, check)
            self.heard(actor.tenant, batch, check)
        return check
