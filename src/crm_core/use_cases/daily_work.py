"""One run of the daily work on leads: who lost their ground is known no more, reservations that are over go.

It may be killed anywhere and run twice at once, as the protection clock may: each batch is a unit of work
that looks again under a lock. Run again on the same day, it does what was missed and nothing twice.
"""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId
from crm_core.ports.world import World
from crm_core.use_cases.leads.pseudonymise_leads import PseudonymiseLeads, pseudonymise_leads
from crm_core.use_cases.leads.purge_reservations import PurgeReservations, purge_reservations
from crm_core.use_cases.perform import perform
from crm_core.use_cases.protection_clock import Round


@frozen
class DailyWork:
    world: World

    def run_for_all(self) -> int:
        """What there is to do for every tenant of the installation, each as its own."""
        round_ = Round()
        for tenant in self.world.relay.tenants():
            self._go(round_, Actor.system(tenant, CorrelationId(self.world.ids.new())))
        return round_.ended()

    def run(self, actor: Actor) -> int:
        """Everything for one tenant; how much that was."""
        round_ = Round()
        self._go(round_, actor)
        return round_.ended()

    def _go(self, round_: Round, actor: Actor) -> None:
        world, dues, now = self.world, self.world.lead_dues, self.world.clock.now()
        round_.through(
            lambda most: dues.to_pseudonymise(actor, most),
            lambda ids: perform(pseudonymise_leads, PseudonymiseLeads(ids), actor=actor, world=world),
        )
        round_.through(
            lambda most: dues.over_reservations(actor, now, most),
            lambda ids: perform(purge_reservations, PurgeReservations(ids), actor=actor, world=world),
        )
