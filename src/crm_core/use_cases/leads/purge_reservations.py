"""Purging reservations that nobody completed in their time: the company is free, and nothing of it stays."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.system import refuse_people
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.leads.events import LeadPurged
from crm_core.domain.leads.lifecycle import is_over
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotFound
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class PurgeReservations:
    lead_ids: tuple[LeadId, ...]


def purge_reservations(command: PurgeReservations, *, actor: Actor, world: World) -> int:
    """How many are gone; one that another worker purged, or somebody completed meanwhile, is left alone."""
    refuse_people(actor, "purge", "lead", "")
    count, now = 0, world.clock.now()
    with world.unit_of_work(actor) as uow:
        for lead_id in sorted(command.lead_ids):
            version = _held_if_over(lead_id, uow, world)
            if version is None:
                continue
            uow.leads.purge(lead_id)
            uow.outbox.add(LeadPurged(lead_id))
            uow.lead_agenda.count(local_day(now), Measure.PURGED)
            uow.audit.record(Deed("purge", "lead", str(lead_id), version - 1, version))
            count += 1
        uow.commit()
    return count


def _held_if_over(lead_id: LeadId, uow: UnitOfWork, world: World) -> int | None:
    """The version of a locked reservation that is over."""
    try:
        lead = uow.leads.lock(lead_id)
    except NotFound:
        return None
    return lead.version if is_over(lead, world.clock.now()) else None
