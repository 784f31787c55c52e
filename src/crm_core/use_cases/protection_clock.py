"""One run of the protection clock: what became due is done, in small whole steps that anybody may repeat.

Killed anywhere it loses nothing and doubles nothing: each step is one unit of work that looks at the facts
again under a lock, and a letter that was claimed and not recorded is sent again under the same id.
"""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.clock_work import ended_if_begun_before, released_if_lapsed_before
from crm_core.domain.party import LeadId
from crm_core.ports.mailer import Mailer
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant
from crm_core.use_cases.leads.end_long_holds import EndLongHolds, end_long_holds
from crm_core.use_cases.leads.record_sendings import RecordSendings, Sending, record_sendings
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from crm_core.use_cases.leads.take_up_reminders import TakeUpReminders, take_up_reminders
from crm_core.use_cases.leads.tell_lapses import TellLapses, tell_lapses
from crm_core.use_cases.perform import perform
from crm_core.use_cases.post import Post
from crm_core.use_cases.rounds import Round


@frozen
class ProtectionClock:
    """`address` leads to a lead's page when its id is put behind it."""

    world: World
    mailer: Mailer
    address: str | None = None

    def run_for_all(self) -> int:
        return for_every_tenant(self.world, self.run)

    def run(self, actor: Actor) -> int:
        """Everything that is due for one tenant; how much that was."""
        round_ = Round()
        world, dues, now = self.world, self.world.lead_dues, self.world.clock.now()
        long_ago, today = ended_if_begun_before(now), released_if_lapsed_before(now)
        post = Post(self.mailer)
        round_.through(
            lambda most: dues.long_holds(actor, long_ago, most),
            lambda ids: perform(end_long_holds, EndLongHolds(ids), actor=actor, world=world),
        )
        round_.through(
            lambda most: dues.lapsed(actor, now, most),
            lambda ids: perform(tell_lapses, TellLapses(ids), actor=actor, world=world),
        )
        round_.through(
            lambda most: () if post.is_closed else dues.reminders(actor, now, most),
            lambda ids: self._remind(ids, post, actor),
        )
        round_.through(
            lambda most: dues.releasable(actor, today, most),
            lambda ids: perform(release_leads, ReleaseLeads(ids), actor=actor, world=world),
        )
        return round_.ended()

    def _remind(self, ids: tuple[LeadId, ...], post: Post, actor: Actor) -> int:
        taken = TakeUpReminders(ids, self.address)
        outgoing = perform(take_up_reminders, taken, actor=actor, world=self.world)
        sent = post.sent(((one.lead_id, one.notice_id), one.mail) for one in outgoing)
        sendings = [Sending(lead, notice, at) for (lead, notice), at in sent.items()]
        if sendings:
            perform(record_sendings, RecordSendings(sendings), actor=actor, world=self.world)
        return len(ids)
