"""Ending holds that nobody ended in half a year: the clock runs on, and the end is recorded as any other."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure, ended_if_begun_before
from crm_core.domain.leads.events import LeadHoldEnded
from crm_core.domain.leads.holding import ended
from crm_core.domain.leads.recorded import HoldState
from crm_core.domain.party import LeadId
from crm_core.ports.world import World


@frozen
class EndLongHolds:
    lead_ids: tuple[LeadId, ...]


def end_long_holds(command: EndLongHolds, *, actor: Actor, world: World) -> int:
    count, now = 0, world.clock.now()
    limit = ended_if_begun_before(now)
    with world.unit_of_work(actor) as uow:
        for lead_id in sorted(command.lead_ids):
            lead = uow.leads.lock(lead_id)
            facts = uow.leads.facts(lead.id)
            effective = (one for one in facts.holds if one.state_at(now) is HoldState.EFFECTIVE)
            over = [
                ended(one, by=actor.user, now=now)
                for one in effective
                if one.end is None and one.start < limit
            ]
            for hold in over:
                facts = facts.with_fact(hold)
                uow.outbox.add(LeadHoldEnded.of(lead, hold.id, str(hold.reason), now))
                uow.lead_agenda.count(local_day(now), Measure.HOLD_ENDED)
            if over:
                saved = uow.leads.save(lead, facts)
                uow.audit.record(Deed("end-hold", "lead", str(lead.id), lead.version - 1, saved.version))
            count += len(over)
        uow.commit()
    return count
