"""Telling those who have to look, once: decisions that a lapse will not wait for, and forgotten holds."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.system import refuse_people
from crm_core.domain.leads.escalation import escalations
from crm_core.domain.party import LeadId
from crm_core.ports.world import World
from crm_core.use_cases.telling_messages import Telling


@frozen
class EscalateLeads:
    lead_ids: tuple[LeadId, ...]


def escalate_leads(command: EscalateLeads, *, actor: Actor, world: World) -> int:
    """How much was told. Nothing of the leads changes, so nobody waits for this and no version moves on."""
    refuse_people(actor, "tell", "message", "")
    found = [world.lead_readings.one(actor, lead_id) for lead_id in command.lead_ids]
    due = [
        (one.lead.id, escalation)
        for one in found
        if one is not None
        for escalation in escalations(one.lead, one.facts, world.clock.now())
    ]
    with world.unit_of_work(actor) as uow:
        telling = Telling(uow, world, tuple(uow.settings.stored()))
        for lead_id, escalation in due:
            for whom in escalation.to:
                said = {"factId": str(escalation.fact_id)}
                telling.tell(escalation.kind, str(escalation.fact_id), whom, lead_id=lead_id, said=said)
        uow.commit()
    return telling.told
