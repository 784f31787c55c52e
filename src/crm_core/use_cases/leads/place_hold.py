"""Stopping the clock of a lead for a stretch of time, with a reason."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_KEEPING, LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.events import LeadHoldStarted
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import FFZ, approved, placed, refuse_out_of_limits
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import HoldId, PlacedHold
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class PlaceHold:
    lead_id: LeadId
    reason: HoldReason
    start: datetime
    end: datetime | None = None


@frozen
class HeldLead:
    """The hold, and the lead as the hold leaves it."""

    lead: Lead
    hold: PlacedHold


def place_hold(command: PlaceHold, *, actor: Actor, world: World) -> HeldLead:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id)
        _refuse_unless_theirs_to_place(command.reason, found, uow)
        refuse_out_of_limits(command.start, command.end, now)
        refuse_unless_protected(found, now)
        hold = placed(
            HoldId(world.ids.new()), command.reason, command.start, command.end, by=actor.user, now=now
        )
        if hold.effective_at is None and _decides(found, uow):
            # Whoever answers for the lead and does not own it needs nobody's approval.
            hold = approved(hold, by=actor.user, now=now)
        lead = uow.leads.save(found, uow.leads.facts(found.id).with_fact(hold))
        if hold.effective_at is not None:
            uow.outbox.add(LeadHoldStarted.by(lead, hold))
        uow.audit.record(Deed("place-hold", "lead", str(lead.id), found.version - 1, lead.version))
        held = HeldLead(lead, hold)
        uow.commit(held)
    return held


def _refuse_unless_theirs_to_place(reason: HoldReason, lead: Lead, uow: UnitOfWork) -> None:
    """Who negotiates places what the company owes; the rest is for those who keep the lead."""
    policy = LEADS if reason in FFZ else LEAD_KEEPING
    if not policy.permits(Operation.WRITE, uow.scope, lead):
        raise NotAllowed(action="place-hold", resource="lead", resource_id=str(lead.id))


def _decides(lead: Lead, uow: UnitOfWork) -> bool:
    decides = LEAD_DECISIONS.permits(Operation.WRITE, uow.scope, lead)
    return decides and lead.owner_user_id != uow.actor.user
