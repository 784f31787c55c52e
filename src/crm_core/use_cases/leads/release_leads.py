"""Releasing leads whose protection ended before today: others may register the company now."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.lifecycle import releasable_from, released
from crm_core.domain.party import LeadId
from crm_core.ports.world import World


@frozen
class ReleaseLeads:
    lead_ids: tuple[LeadId, ...]


def release_leads(command: ReleaseLeads, *, actor: Actor, world: World) -> int:
    count, now = 0, world.clock.now()
    with world.unit_of_work(actor) as uow:
        for lead_id in sorted(command.lead_ids):
            lead = uow.leads.lock(lead_id)
            lapse = lead.lapsed_by(now)
            if lapse is None or now < releasable_from(lapse.at):
                continue
            saved = uow.leads.save(released(lead, now), uow.leads.facts(lead.id))
            uow.lead_agenda.count(local_day(now), Measure.RELEASED)
            uow.audit.record(Deed("release", "lead", str(lead.id), lead.version - 1, saved.version))
            count += 1
        uow.commit()
    return count
