"""Ending a hold now, or withdrawing one that waits; what is over already stays as it is."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.events import LeadHoldEnded
from crm_core.domain.leads.holding import ended
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.recorded import HoldId, PlacedHold
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class EndHold:
    lead_id: LeadId
    hold_id: HoldId
    version: int | None = None


def end_hold(command: EndHold, *, actor: Actor, world: World) -> PlacedHold:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id, version=command.version)
        facts = uow.leads.facts(found.id)
        hold = next((one for one in facts.holds if one.id == command.hold_id), None)
        if hold is None:
            raise NotFound
        _refuse_unless_theirs_to_end(found, hold, uow)
        over = ended(hold, by=actor.user, now=now)
        if over == hold:
            return hold
        lead = uow.leads.save(found, facts.with_fact(over))
        if over.end_recorded_at is not None and over.end is not None:
            uow.outbox.add(LeadHoldEnded.of(lead, over.id, str(over.reason), over.end))
        uow.audit.record(Deed("end-hold", "lead", str(lead.id), found.version - 1, lead.version))
        uow.commit(over)
    return over


def _refuse_unless_theirs_to_end(lead: Lead, hold: PlacedHold, uow: UnitOfWork) -> None:
    """Its maker, or who answers for the lead."""
    decides = LEAD_DECISIONS.permits(Operation.WRITE, uow.scope, lead)
    if hold.placed_by != uow.actor.user and not decides:
        raise NotAllowed(action="end-hold", resource="lead", resource_id=str(lead.id))
