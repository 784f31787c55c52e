"""How much of a lead a reader is shown, and for how long; and what people call it at an instant."""

from datetime import datetime

from attrs import evolve

from crm_core.domain.access.leads import LEAD_PERSONS
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.leads.lead import NOBODY_KNOWN, Lead, LeadDetails, Phase
from crm_core.domain.leads.listing import LeadState


def state_of(lead: Lead, at: datetime) -> LeadState:
    """The state at an instant not before the latest recording, from the copy that the row carries."""
    if lead.phase is Phase.RELEASED:
        return LeadState.EXPIRED
    if lead.phase is not Phase.RUNNING or lead.standing is None:
        return LeadState(lead.phase)
    return LeadState(lead.standing.state_at(at))


def next_date_of(lead: Lead, at: datetime) -> datetime | None:
    """The next instant at which the state changes if nothing is recorded; None when it is open or over."""
    state, held = state_of(lead, at), lead.standing
    if held is None or state is LeadState.EXPIRED:
        return lead.reserved_until
    ahead = {
        LeadState.PROTECTED: (held.reminder_due_at, held.base_expiry_at),
        LeadState.REMINDER_DUE: (held.base_expiry_at,),
        LeadState.GRACE: (held.grace_end_at, held.base_expiry_at),
    }
    return min((one for one in ahead.get(state, ()) if one is not None), default=None)


def is_seen_at(lead: Lead, scope: Scope, now: datetime) -> bool:
    """Whether one who passed the wall is shown the lead at all: two rights to read end by themselves."""
    if LEAD_PERSONS.permits(Operation.READ, scope, lead):
        return True
    if lead.phase is Phase.RESERVED:
        return lead.reserved_until is not None and now < lead.reserved_until
    until = lead.former_owner_reads_until
    return until is not None and now < until


def as_seen(lead: Lead, scope: Scope, now: datetime) -> Lead:
    """The lead without what this reader is not shown.

    Of somebody else's reservation the company, the city and its end; of a lapsed lead everything but
    the persons, whom the owner was protected to know and is no longer.
    """
    if not LEAD_PERSONS.permits(Operation.READ, scope, lead):
        if lead.phase is Phase.RESERVED:
            told = LeadDetails(lead.details.company_name, lead.details.city, lead.details.territory)
            return evolve(lead, details=told, owner_user_id=None, persons=NOBODY_KNOWN, collaborators={})
        return evolve(lead, persons=NOBODY_KNOWN)
    if lead.owner_user_id == scope.actor.user and state_of(lead, now) is LeadState.EXPIRED:
        return evolve(lead, persons=NOBODY_KNOWN)
    return lead


def shows_persons(lead: Lead, scope: Scope, now: datetime) -> bool:
    """Whether free texts may be shown too: they may say something about a person."""
    lapsed_own = lead.owner_user_id == scope.actor.user and state_of(lead, now) is LeadState.EXPIRED
    return LEAD_PERSONS.permits(Operation.READ, scope, lead) and not lapsed_own
