"""One run of the protection clock: what became due is done, in small whole steps that anybody may repeat.

Killed anywhere it loses nothing and doubles nothing: each step is one unit of work that looks at the facts
again under a lock, and a letter that was claimed and not recorded is sent again under the same id.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId
from crm_core.domain.leads.clock_work import ended_if_begun_before, released_if_lapsed_before
from crm_core.domain.mail import MailRefused
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import Unavailable
from crm_core.ports.mailer import Mailer
from crm_core.ports.world import World
from crm_core.use_cases.leads.end_long_holds import EndLongHolds, end_long_holds
from crm_core.use_cases.leads.record_sendings import RecordSendings, Sending, record_sendings
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from crm_core.use_cases.leads.take_up_reminders import Outgoing, TakeUpReminders, take_up_reminders
from crm_core.use_cases.leads.tell_lapses import TellLapses, tell_lapses
from crm_core.use_cases.perform import perform

BATCH = 25  # leads in one unit of work
Found: TypeAlias = Callable[[], Sequence[LeadId]]


@frozen
class ProtectionClock:
    """`address` leads to a lead's page when its id is put behind it."""

    world: World
    mailer: Mailer
    address: str | None = None

    def run_for_all(self) -> int:
        """What is due for every tenant of the installation, each as its own."""
        tenants = self.world.relay.tenants()
        return sum(self.run(Actor.system(one, CorrelationId(self.world.ids.new()))) for one in tenants)

    def run(self, actor: Actor) -> int:
        """Everything that is due for one tenant; how much that was."""
        now = self.world.clock.now()
        return self._lapses(actor, now) + self._reminders(actor, now) + self._releases(actor, now)

    def _reminders(self, actor: Actor, now: datetime) -> int:
        """A server that is away ends the sending for this run: what is claimed is taken up again later."""
        count = 0
        for batch in batches(lambda: self.world.lead_dues.reminders(actor, now, BATCH)):
            outgoing = perform(
                take_up_reminders, TakeUpReminders(batch, self.address), actor=actor, world=self.world
            )
            count += len(batch)
            sendings, is_away = self._sent(outgoing)
            if sendings:
                perform(record_sendings, RecordSendings(sendings), actor=actor, world=self.world)
            if is_away:
                break
        return count

    def _sent(self, outgoing: Sequence[Outgoing]) -> tuple[list[Sending], bool]:
        sendings: list[Sending] = []
        for one in outgoing:
            try:
                at = self.mailer.send(one.mail).at
            except MailRefused:
                sendings.append(Sending(one.lead_id, one.notice_id, None))
            except Unavailable:
                return sendings, True
            else:
                sendings.append(Sending(one.lead_id, one.notice_id, at))
        return sendings, False

    def _lapses(self, actor: Actor, now: datetime) -> int:
        limit = ended_if_begun_before(now)
        held = self._all(
            lambda: self.world.lead_dues.long_holds(actor, limit, BATCH),
            lambda ids: perform(end_long_holds, EndLongHolds(ids), actor=actor, world=self.world),
        )
        return held + self._all(
            lambda: self.world.lead_dues.lapsed(actor, now, BATCH),
            lambda ids: perform(tell_lapses, TellLapses(ids), actor=actor, world=self.world),
        )

    def _releases(self, actor: Actor, now: datetime) -> int:
        before = released_if_lapsed_before(now)
        return self._all(
            lambda: self.world.lead_dues.releasable(actor, before, BATCH),
            lambda ids: perform(release_leads, ReleaseLeads(ids), actor=actor, world=self.world),
        )

    def _all(self, find: Found, do: Callable[[tuple[LeadId, ...]], int]) -> int:
        return sum(do(batch) for batch in batches(find))


def batches(find: Found) -> Iterator[tuple[LeadId, ...]]:
    """What is found, until nothing new is: one that stays due in spite of all ends the round."""
    seen: set[LeadId] = set()
    while batch := tuple(one for one in find() if one not in seen):
        seen |= set(batch)
        yield batch
