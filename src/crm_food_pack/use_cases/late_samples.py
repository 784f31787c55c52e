"""One run of the job that looks after late samples of leads: small whole steps that anybody may repeat."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.working_time import Place
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.perform import perform
from crm_food_pack.domain.samples.delay import Delay
from crm_food_pack.domain.samples.lateness import newest_late_day
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from crm_food_pack.use_cases.samples.propose_holds import ProposeHolds, propose_holds

BATCH = 25  # leads in one unit of work


@frozen
class LateSamples:
    world: World

    def run_for_all(self) -> int:
        return for_every_tenant(self.world, self.run)

    def run(self, actor: Actor) -> int:
        """How many holds were proposed or ended for one tenant; a bad one is told after all others."""
        done, tried, trouble = 0, set[Delay](), list[Exception]()
        while batch := self._next(actor, tried):
            tried |= set(batch)
            try:
                done += self._do(batch, actor)
            except Exception:  # each has its turn alone, so that a bad one holds up nobody
                for one in batch:
                    try:
                        done += self._do((one,), actor)
                    except Exception as error:
                        trouble.append(error)
        if trouble:
            raise trouble[0]
        return done

    def _next(self, actor: Actor, tried: set[Delay]) -> tuple[Delay, ...]:
        """What was not tried yet, behind as many as stay where they are."""
        now = self.world.clock.now()
        day = newest_late_day(now, self.world.working_days.at(Place()))
        found = self.world.of(SAMPLE_READINGS).delays(actor, day, now, limit=BATCH + len(tried))
        return tuple(one for one in found if one not in tried)[:BATCH]

    def _do(self, batch: tuple[Delay, ...], actor: Actor) -> int:
        return perform(propose_holds, ProposeHolds(batch), actor=actor, world=self.world)
