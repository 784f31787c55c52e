"""What do we know about this lead, as the asking actor is shown it?"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_PERSONS
from crm_core.domain.access.policy import Operation
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lead_facts import NO_FACTS
from crm_core.domain.leads.seen import as_seen, is_seen_at, shows_persons
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotFound
from crm_core.ports.lead_readings import LeadReading
from crm_core.ports.world import World


@frozen
class LeadSeen:
    """The lead as it is shown, with what stands behind it."""

    lead: Lead
    reading: LeadReading
    notes: Mapping[UUID, str]
    now: datetime
    # Somebody else's reservation: only company, city and its end are told.
    only_reserved: bool = False


def lead_by_id(lead_id: LeadId, *, actor: Actor, world: World) -> LeadSeen:
    """NotFound also when the time is over for which it may be seen."""
    now = world.clock.now()
    reading = world.lead_readings.one(actor, lead_id)
    if reading is None or not is_seen_at(reading.lead, reading.scope, now):
        raise NotFound
    notes = reading.notes if shows_persons(reading.lead, reading.scope, now) else {}
    knows = LEAD_PERSONS.permits(Operation.READ, reading.scope, reading.lead)
    little = reading.lead.phase is Phase.RESERVED and not knows
    told = evolve(reading, facts=NO_FACTS) if little else reading
    return LeadSeen(as_seen(reading.lead, reading.scope, now), told, notes, now, little)
