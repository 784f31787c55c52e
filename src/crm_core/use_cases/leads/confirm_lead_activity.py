"""A team lead confirms an activity that was recorded late, so that it counts from when it happened."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import LeadActivity, LeadActivityId
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World


@frozen
class ConfirmLeadActivity:
    lead_id: LeadId
    activity_id: LeadActivityId


def confirm_lead_activity(command: ConfirmLeadActivity, *, actor: Actor, world: World) -> LeadActivity:
    """One that does not wait for it stays as it is."""
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id)
        facts = uow.leads.facts(found.id)
        activity = next((one for one in facts.activities if one.id == command.activity_id), None)
        if activity is None:
            raise NotFound
        decides = LEAD_DECISIONS.permits(Operation.WRITE, uow.scope, found)
        if not decides or found.owner_user_id == actor.user:
            raise NotAllowed(action="confirm-activity", resource="lead", resource_id=str(found.id))
        refuse_unless_protected(found, now)
        if not activity.waits_for_confirmation:
            return activity
        confirmed = evolve(activity, confirmed_at=now, confirmed_by=actor.user)
        lead = uow.leads.save(found, facts.with_fact(confirmed))
        deed = Deed("confirm-activity", "lead", str(lead.id), found.version - 1, lead.version)
        uow.audit.record(deed)
        uow.commit(confirmed)
    return confirmed
