"""One run of the job that looks after late samples of leads: small whole steps that anybody may repeat."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.working_time import Place
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.perform import perform
from crm_core.use_cases.rounds import Round
from crm_food_pack.domain.samples.lateness import newest_late_day
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from crm_food_pack.use_cases.samples.propose_holds import ProposeHolds, propose_holds


@frozen
class LateSamples:
    world: World

    def run_for_all(self) -> int:
        return for_every_tenant(self.world, self.run)

    def run(self, actor: Actor) -> int:
        """How many holds were proposed or ended for one tenant."""
        round_, now = Round(), self.world.clock.now()
        day = newest_late_day(now, self.world.working_days.at(Place()))
        readings = self.world.of(SAMPLE_READINGS)
        round_.through(
            lambda most: readings.delays(actor, day, now, limit=most),
            lambda batch: perform(propose_holds, ProposeHolds(batch), actor=actor, world=self.world),
        )
        return round_.ended()
