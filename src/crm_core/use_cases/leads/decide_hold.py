"""A team lead approves or rejects a hold that waits for it; nobody decides on a hold of their own lead, but
whoever could have placed a proposed one accepts or dismisses it."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.events import LeadHoldStarted
from crm_core.domain.leads.holding import FFZ, approved, rejected
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import HoldId, PlacedHold
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class DecideHold:
    lead_id: LeadId
    hold_id: HoldId
    approve: bool


def decide_hold(command: DecideHold, *, actor: Actor, world: World) -> PlacedHold:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id)
        facts = uow.leads.facts(found.id)
        hold = next((one for one in facts.holds if one.id == command.hold_id), None)
        if hold is None:
            raise NotFound
        _refuse_unless_theirs_to_decide(found, hold, uow)
        refuse_unless_protected(found, now)
        decided = (approved if command.approve else rejected)(hold, by=actor.user, now=now)
        lead = uow.leads.save(found, facts.with_fact(decided))
        if command.approve:
            uow.outbox.add(LeadHoldStarted.by(lead, decided))
        action = "approve-hold" if command.approve else "reject-hold"
        uow.audit.record(Deed(action, "lead", str(lead.id), found.version - 1, lead.version))
        uow.commit(decided)
    return decided


def _refuse_unless_theirs_to_decide(lead: Lead, hold: PlacedHold, uow: UnitOfWork) -> None:
    if hold.origin is not None and hold.reason in FFZ and LEADS.permits(Operation.WRITE, uow.scope, lead):
        return
    decides = LEAD_DECISIONS.permits(Operation.WRITE, uow.scope, lead)
    if not decides or lead.owner_user_id == uow.actor.user:
        raise NotAllowed(action="decide-hold", resource="lead", resource_id=str(lead.id))
