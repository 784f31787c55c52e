"""One run of the protection clock: what became due is done, in small whole steps that anybody may repeat.

Killed anywhere it loses nothing and doubles nothing: each step is one unit of work that looks at the facts
again under a lock, and a letter that was claimed and not recorded is sent again under the same id.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from attrs import define, field, frozen

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
Batch: TypeAlias = tuple[LeadId, ...]
Find: TypeAlias = Callable[[int], Sequence[LeadId]]
Do: TypeAlias = Callable[[Batch], int]


@frozen
class ProtectionClock:
    """`address` leads to a lead's page when its id is put behind it."""

    world: World
    mailer: Mailer
    address: str | None = None

    def run_for_all(self) -> int:
        """What is due for every tenant of the installation, each as its own."""
        round_ = Round()
        for tenant in self.world.relay.tenants():
            self._go(round_, Actor.system(tenant, CorrelationId(self.world.ids.new())))
        return round_.ended()

    def run(self, actor: Actor) -> int:
        """Everything that is due for one tenant; how much that was."""
        round_ = Round()
        self._go(round_, actor)
        return round_.ended()

    def _go(self, round_: "Round", actor: Actor) -> None:
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

    def _remind(self, ids: Batch, post: "Post", actor: Actor) -> int:
        taken = TakeUpReminders(ids, self.address)
        outgoing = perform(take_up_reminders, taken, actor=actor, world=self.world)
        sendings = post.sent(outgoing)
        if sendings:
            perform(record_sendings, RecordSendings(sendings), actor=actor, world=self.world)
        return len(ids)


@define
class Post:
    """A server that is away is not asked again in this run: what is claimed is taken up again later."""

    mailer: Mailer
    is_closed: bool = False

    def sent(self, outgoing: Sequence[Outgoing]) -> list[Sending]:
        sendings: list[Sending] = []
        for one in outgoing:
            try:
                at = self.mailer.send(one.mail).at
            except MailRefused:
                sendings.append(Sending(one.lead_id, one.notice_id, None))
            except Unavailable:
                self.is_closed = True
                return sendings
            else:
                sendings.append(Sending(one.lead_id, one.notice_id, at))
        return sendings


@define
class Round:
    """How much was done, and the first lead's trouble: it is told once all the others have had their turn."""

    done: int = 0
    trouble: Exception | None = None
    _seen: set[LeadId] = field(factory=set)
    _stuck: int = 0

    def through(self, find: Find, do: Do) -> None:
        """All that is found, batch by batch. Where a batch fails each of it has its turn alone; one that
        stays due in spite of that is looked past, and holds up nobody."""
        self._seen, self._stuck = set(), 0
        while batch := self._next(find):
            if not self._tried(do, batch) and len(batch) > 1:
                for one in batch:
                    self._tried(do, (one,))

    def alone(self, do: Callable[[], int]) -> None:
        """Something that is done as one; its trouble is told after all else had its turn."""
        try:
            self.done += do()
        except Exception as trouble:  # whatever it is, it holds up nothing else
            self.trouble = self.trouble or trouble

    def ended(self) -> int:
        if self.trouble is not None:
            raise self.trouble
        return self.done

    def _next(self, find: Find) -> Batch:
        """What was not tried yet; as many more are asked for as are stuck in front of it."""
        while True:
            found = find(BATCH + self._stuck)
            fresh = [one for one in found if one not in self._seen][:BATCH]
            stuck = sum(one in self._seen for one in found)
            if fresh or stuck <= self._stuck:
                self._seen |= set(fresh)
                return tuple(fresh)
            self._stuck = stuck

    def _tried(self, do: Do, batch: Batch) -> bool:
        try:
            self.done += do(batch)
        except Exception as trouble:  # whatever it is, it is this lead's and nobody else's
            if len(batch) == 1:
                self.trouble = self.trouble or trouble
            return False
        return True
