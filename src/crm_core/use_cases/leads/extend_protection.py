"""Granting a longer base period, by somebody who answers for the lead, with a reason."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.events import LeadProtectionExtended
from crm_core.domain.leads.extending import refuse_beyond_limit
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import ExtensionId, GrantedExtension
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World


@frozen
class ExtendProtection:
    """In days or in months."""

    lead_id: LeadId
    reason: str
    months: int = 0
    days: int = 0


def extend_protection(command: ExtendProtection, *, actor: Actor, world: World) -> Lead:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id)
        if not LEAD_DECISIONS.permits(Operation.WRITE, uow.scope, found):
            raise NotAllowed(action="extend", resource="lead", resource_id=str(found.id))
        assignment = refuse_unless_protected(found, now)
        extension = GrantedExtension(
            id=ExtensionId(world.ids.new()),
            months=command.months,
            days=command.days,
            granted_at=now,
            granted_by=actor.user,
        )
        facts = uow.leads.facts(found.id).with_fact(extension)
        refuse_beyond_limit(assignment, facts)
        lead = uow.leads.save(found, facts)
        uow.leads.note(lead.id, extension.id, command.reason)
        uow.outbox.add(LeadProtectionExtended.by(lead, extension))
        uow.audit.record(Deed("extend", "lead", str(lead.id), found.version - 1, lead.version))
        uow.commit(lead)
    return lead
