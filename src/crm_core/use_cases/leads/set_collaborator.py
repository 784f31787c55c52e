"""Asking somebody to help with a lead in a role, or ending that; the customer is never part of it."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_KEEPING
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.ids import UserId
from crm_core.domain.leads.lead import CollaboratorRole, Lead
from crm_core.domain.leads.lifecycle import refuse_if_over
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed
from crm_core.ports.world import World


@frozen
class SetCollaborator:
    """No role ends the collaboration."""

    lead_id: LeadId
    user_id: UserId
    role: CollaboratorRole | None
    version: int | None = None


def set_collaborator(command: SetCollaborator, *, actor: Actor, world: World) -> Lead:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id, version=command.version)
        if not LEAD_KEEPING.permits(Operation.WRITE, uow.scope, found):
            raise NotAllowed(action="set-collaborator", resource="lead", resource_id=str(found.id))
        if command.role is not None:
            refuse_if_over(found, now)
            if command.user_id == found.owner_user_id:
                raise Invalid(errors=[FieldError("/userId", "is-owner")])
        helpers = {user: role for user, role in found.collaborators.items() if user != command.user_id}
        if command.role is not None:
            helpers[command.user_id] = command.role
        if helpers == found.collaborators:
            return evolve(found, version=found.version - 1)
        lead = uow.leads.save(evolve(found, collaborators=helpers), uow.leads.facts(found.id))
        action = "end-collaboration" if command.role is None else "add-collaborator"
        names = ("collaborators",)
        uow.audit.record(Deed(action, "lead", str(lead.id), found.version - 1, lead.version, names))
        uow.commit(lead)
    return lead
