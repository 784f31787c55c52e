"""What somebody has to look at before it is too late: decisions that a lapse will not wait for, and holds
that run on and on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen

from crm_core.domain.follow_ups.reminder import Addressee
from crm_core.domain.leads.holding import is_forgotten
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.message import MessageKind
from crm_core.domain.leads.recorded import HoldState

ESCALATED_BEFORE = timedelta(hours=48)
MANAGEMENT = Addressee()


@frozen
class Escalation:
    kind: MessageKind
    fact_id: UUID
    to: tuple[Addressee, ...]


def escalations(lead: Lead, facts: LeadFacts, now: datetime) -> tuple[Escalation, ...]:
    """Of a lead that still runs; whether anybody was told before, its message knows."""
    if lead.phase is not Phase.RUNNING or lead.has_lapsed(now):
        return ()
    return (*_undecided(lead, facts, now), *_forgotten(lead, facts, now))


def _undecided(lead: Lead, facts: LeadFacts, now: datetime) -> Iterator[Escalation]:
    """What waits for a team lead comes before the manager 48 hours before the lapse that it could prevent."""
    lapse = None if lead.standing is None else lead.standing.lapse
    if lapse is None or now < lapse.at - ESCALATED_BEFORE:
        return
    for hold in facts.holds:
        if hold.state_at(now) is HoldState.PENDING and hold.start < lapse.at:
            yield Escalation(MessageKind.HOLD_WAITS, hold.id, (MANAGEMENT,))
    for activity in facts.activities:
        if activity.waits_for_confirmation and activity.occurred_at < lapse.at:
            yield Escalation(MessageKind.ACTIVITY_WAITS, activity.id, (MANAGEMENT,))


def _forgotten(lead: Lead, facts: LeadFacts, now: datetime) -> Iterator[Escalation]:
    for hold in facts.holds:
        if is_forgotten(hold, now):
            owner = () if lead.owner_user_id is None else (Addressee(lead.owner_user_id),)
            team = Addressee(region=lead.region)
            yield Escalation(MessageKind.HOLD_FORGOTTEN, hold.id, (*owner, team))
