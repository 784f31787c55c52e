"""Setting back the start of protection to when the registration was evidenced, by a manager."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.events import LeadBackdated
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import verdict_on
from crm_core.domain.leads.lifecycle import backdated, refuse_unless_protected
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.refusals import BackdatingWouldLapse
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed
from crm_core.ports.world import World


@frozen
class BackdateLead:
    lead_id: LeadId
    started_at: datetime
    reason: str
    evidence_id: UUID
    version: int | None = None


def backdate_lead(command: BackdateLead, *, actor: Actor, world: World) -> Lead:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id, version=command.version)
        if not actor.holds(Role.MANAGER, Role.ADMIN):
            raise NotAllowed(action="backdate", resource="lead", resource_id=str(found.id))
        before = refuse_unless_protected(found, now).started_at
        if command.started_at >= before:
            raise Invalid(errors=[FieldError("/startedAt", "not-earlier", {"than": before.isoformat()})])
        earlier = backdated(
            found, command.started_at, by=actor.user, now=now, evidence_id=command.evidence_id
        )
        facts = uow.leads.facts(found.id)
        current = earlier.assignments[-1]
        if verdict_on(current, facts, now).state is ProtectionState.EXPIRED:
            raise BackdatingWouldLapse
        lead = uow.leads.save(earlier, facts)
        uow.leads.note(lead.id, command.evidence_id, command.reason)
        uow.outbox.add(LeadBackdated.of(lead, before, command.started_at))
        names = ("started_at",)
        uow.audit.record(Deed("backdate", "lead", str(lead.id), found.version - 1, lead.version, names))
        uow.commit(lead)
    return lead
