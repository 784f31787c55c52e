"""Giving a lead to another user: the base clock runs on, the progress clock starts anew."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.ids import UserId
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.events import LeadTransferred
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected, transferred
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed
from crm_core.ports.world import World


@frozen
class TransferLead:
    """The lead keeps its region, so its team lead may do this; a manager may in any case."""

    lead_id: LeadId
    to: UserId
    reason: str
    version: int | None = None


def transfer_lead(command: TransferLead, *, actor: Actor, world: World) -> Lead:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id, version=command.version)
        if not LEAD_DECISIONS.permits(Operation.WRITE, uow.scope, found):
            raise NotAllowed(action="transfer", resource="lead", resource_id=str(found.id))
        before = refuse_unless_protected(found, now).user_id
        if before == command.to:
            raise Invalid(errors=[FieldError("/userId", "is-owner")])
        new = AssignmentId(world.ids.new())
        moved = transferred(found, command.to, by=actor.user, now=now, assignment_id=new)
        lead = uow.leads.save(moved, uow.leads.facts(found.id))
        uow.leads.note(lead.id, new, command.reason)
        uow.outbox.add(LeadTransferred.of(lead, before, command.to))
        names = ("owner_user_id",)
        uow.audit.record(Deed("transfer", "lead", str(lead.id), found.version - 1, lead.version, names))
        uow.commit(lead)
    return lead
