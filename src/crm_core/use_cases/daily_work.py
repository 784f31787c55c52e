"""One run of the daily work on leads: the day's summary and what somebody must look at are told, who lost
their ground is known no more, reservations that are over go.

It may be killed anywhere and run twice at once, as the protection clock may: each batch is a unit of work
that looks again under a lock, and what is told has a key. Run again on the same day, it does what was
missed and nothing twice.
"""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.domain.leads.escalation import ESCALATED_BEFORE
from crm_core.domain.leads.holding import FORGOTTEN_AFTER
from crm_core.domain.party import LeadId
from crm_core.ports.mailer import Mailer
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.leads.escalate_leads import EscalateLeads, escalate_leads
from crm_core.use_cases.leads.pseudonymise_leads import PseudonymiseLeads, pseudonymise_leads
from crm_core.use_cases.leads.purge_reservations import PurgeReservations, purge_reservations
from crm_core.use_cases.leads.record_messages import RecordMessages, record_messages
from crm_core.use_cases.leads.take_up_messages import TakeUpMessages, take_up_messages
from crm_core.use_cases.leads.tell_summaries import TellSummaries, tell_summaries
from crm_core.use_cases.perform import perform
from crm_core.use_cases.post import Post
from crm_core.use_cases.rounds import Round


@frozen
class DailyWork:
    """`address` leads to a lead's page when its id is put behind it."""

    world: World
    mailer: Mailer
    address: str | None = None

    def run_for_all(self) -> int:
        return for_every_tenant(self.world, self.run)

    def run(self, actor: Actor) -> int:
        """Everything for one tenant; how much that was. Letters come before forgetting: they name whose
        protection ended yesterday."""
        round_ = Round()
        world, dues, now = self.world, self.world.lead_dues, self.world.clock.now()
        round_.alone(lambda: self._summarise(actor, now))
        for find in (
            lambda most: dues.near_lapse(actor, now, now + ESCALATED_BEFORE, most),
            lambda most: dues.long_holds(actor, now - FORGOTTEN_AFTER, most),
        ):
            round_.through(find, lambda ids: self._escalate(ids, actor))
        round_.alone(lambda: self._send(actor))
        round_.through(
            lambda most: dues.to_pseudonymise(actor, most),
            lambda ids: perform(pseudonymise_leads, PseudonymiseLeads(ids), actor=actor, world=world),
        )
        round_.through(
            lambda most: dues.over_reservations(actor, now, most),
            lambda ids: perform(purge_reservations, PurgeReservations(ids), actor=actor, world=world),
        )
        return round_.ended()

    def _summarise(self, actor: Actor, now: datetime) -> int:
        day = local_day(now)
        command = TellSummaries(day, self.world.lead_dues.news(actor, day))
        return perform(tell_summaries, command, actor=actor, world=self.world)

    def _escalate(self, ids: tuple[LeadId, ...], actor: Actor) -> int:
        return perform(escalate_leads, EscalateLeads(ids), actor=actor, world=self.world)

    def _send(self, actor: Actor) -> int:
        done, world, post, wish = 0, self.world, Post(self.mailer), TakeUpMessages(address=self.address)
        while not post.is_closed and (letters := perform(take_up_messages, wish, actor=actor, world=world)):
            accepted = post.sent((one.message_id, one.mail) for one in letters)
            if accepted:
                done += perform(record_messages, RecordMessages(accepted), actor=actor, world=world)
        return done
