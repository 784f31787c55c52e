"""The protection clock's agenda in memory, and what has become due, found by looking at every lead."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from attrs import frozen

from adapters.memory.store import KeptLead, Looked, MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.recorded import HoldState
from crm_core.domain.leads.summary import News, NewsRow, this_week, yesterday
from crm_core.domain.party import LeadId

NEVER: Looked = (0, None, None)


@frozen
class MemoryLeadAgenda:
    state: State
    tenant: TenantId

    def looked(self, lead_id: LeadId, version: int, look_at: datetime | None) -> None:
        before = self.state.lead_looks.get(lead_id, NEVER)
        self.state.lead_looks[lead_id] = (version, look_at, before[2])

    def tell_lapse(self, lead_id: LeadId, lapsed_at: datetime) -> bool:
        version, look_at, told_at = self.state.lead_looks.get(lead_id, NEVER)
        self.state.lead_looks[lead_id] = (version, look_at, lapsed_at)
        return told_at != lapsed_at

    def count(self, day: date, measure: Measure, by: int = 1) -> None:
        key = (self.tenant, day, measure)
        self.state.lead_days[key] = self.state.lead_days.get(key, 0) + by

    def tally(self, day: date) -> dict[Measure, int]:
        return {
            measure: count
            for (tenant, of, measure), count in self.state.lead_days.items()
            if (tenant, of) == (self.tenant, day)
        }


def _news(lead: Lead, day: date) -> Iterator[NewsRow]:
    held, whose = lead.standing, (lead.owner_user_id or lead.former_owner_user_id, lead.region)
    if held is None or lead.phase not in {Phase.RUNNING, Phase.RELEASED}:
        return
    (before, midnight), (_, end) = yesterday(day), this_week(day)
    lapse, due = None if held.lapse is None else held.lapse.at, held.reminder_due_at
    if lapse is not None and before <= lapse < midnight:
        yield NewsRow(News.LAPSED, lead.id, *whose)
    if lapse is not None and midnight <= lapse < end and lead.phase is Phase.RUNNING:
        yield NewsRow(News.LAPSING, lead.id, *whose)
    if due is None or held.grace_from is not None or lead.phase is not Phase.RUNNING:
        return
    if midnight <= due < end and (lapse is None or due < lapse):
        yield NewsRow(News.DUE, lead.id, *whose)


@frozen
class MemoryLeadDues:
    store: MemoryStore

    def reminders(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        def is_due(kept: KeptLead) -> bool:
            standing = kept.lead.standing
            if standing is None or standing.reminder_due_at is None or standing.grace_from is not None:
                return False
            if standing.reminder_due_at > now or kept.lead.has_lapsed(now):
                return False
            version, look_at, _ = self.store.state.lead_looks.get(kept.lead.id, NEVER)
            return version != kept.lead.version or (look_at is not None and look_at <= now)

        return self._found(actor, is_due, limit)

    def lapsed(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        def is_untold(kept: KeptLead) -> bool:
            lapse = None if kept.lead.standing is None else kept.lead.standing.lapse
            told = self.store.state.lead_looks.get(kept.lead.id, NEVER)[2]
            return lapse is not None and lapse.at <= now and told != lapse.at

        return self._found(actor, is_untold, limit)

    def releasable(self, actor: Actor, lapsed_before: datetime, limit: int) -> Sequence[LeadId]:
        def is_over(kept: KeptLead) -> bool:
            lapse = None if kept.lead.standing is None else kept.lead.standing.lapse
            return lapse is not None and lapse.at < lapsed_before

        return self._found(actor, is_over, limit)

    def news(self, actor: Actor, day: date) -> Sequence[NewsRow]:
        kept = (one.lead for one in self.store.state.leads.values())
        ours = [lead for lead in kept if lead.tenant_id == actor.tenant and actor.is_system]
        return [row for lead in ours for row in _news(lead, day)]

    def near_lapse(self, actor: Actor, now: datetime, until: datetime, limit: int) -> Sequence[LeadId]:
        def waits(kept: KeptLead) -> bool:
            lapse = None if kept.lead.standing is None else kept.lead.standing.lapse
            pending = any(one.state_at(now) is HoldState.PENDING for one in kept.facts.holds)
            late = any(one.waits_for_confirmation for one in kept.facts.activities)
            return lapse is not None and now < lapse.at <= until and (pending or late)

        return self._found(actor, waits, limit)

    def to_pseudonymise(self, actor: Actor, limit: int) -> Sequence[LeadId]:
        return self._found(actor, lambda kept: kept.lead.pseudonymised_at is None, limit, Phase.RELEASED)

    def over_reservations(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        def is_over(kept: KeptLead) -> bool:
            return kept.lead.reserved_until is not None and kept.lead.reserved_until <= now

        return self._found(actor, is_over, limit, Phase.RESERVED)

    def long_holds(self, actor: Actor, begun_before: datetime, limit: int) -> Sequence[LeadId]:
        def is_forgotten(kept: KeptLead) -> bool:
            return any(
                one.effective_at is not None and one.end is None and one.start < begun_before
                for one in kept.facts.holds
            )

        return self._found(actor, is_forgotten, limit)

    def _found(
        self, actor: Actor, wanted: Callable[[KeptLead], bool], limit: int, phase: Phase = Phase.RUNNING
    ) -> Sequence[LeadId]:
        there = (k for k in self.store.state.leads.values() if k.lead.phase is phase)
        ours = (k for k in there if k.lead.tenant_id == actor.tenant and actor.is_system)
        return [k.lead.id for k in ours if wanted(k)][:limit]
