"""Telling others that protection has ended, once for each lapse."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.events import LeadProtectionExpired
from crm_core.domain.party import LeadId
from crm_core.ports.world import World


@frozen
class TellLapses:
    lead_ids: tuple[LeadId, ...]


def tell_lapses(command: TellLapses, *, actor: Actor, world: World) -> int:
    """How many were told of; under the lock it shows whether it is so, and whether it is news."""
    told, now = 0, world.clock.now()
    with world.unit_of_work(actor) as uow:
        for lead_id in sorted(command.lead_ids):
            lead = uow.leads.lock(lead_id)
            lapse = lead.lapsed_by(now)
            if lapse is None or not uow.lead_agenda.tell_lapse(lead.id, lapse.at):
                continue
            uow.outbox.add(LeadProtectionExpired.of(lead, lapse.at, str(lapse.reason)))
            uow.lead_agenda.count(local_day(now), Measure.LAPSED)
            uow.audit.record(Deed("lapse", "lead", str(lead.id), lead.version - 1, lead.version))
            told += 1
        uow.commit()
    return told
