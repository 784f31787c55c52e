"""What was a lead's protection at an instant, by what was known at another, and why?"""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.derivation import Derivation
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.listing import LeadState
from crm_core.domain.leads.protection import Verdict, evaluate
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.leads.why import explain
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotFound
from crm_core.ports.world import World
from crm_core.queries.lead_by_id import lead_by_id


@frozen
class Protection:
    """The verdict on the assignment of that instant; none for what no clock runs for."""

    state: LeadState
    at: datetime
    assignment: Assignment | None
    rules: ProtectionRules | None
    verdict: Verdict | None
    valid_until: datetime | None


@frozen
class Asked:
    """An instant, and what was known: by default now, and everything."""

    as_of: datetime | None = None
    known_at: datetime | None = None


def lead_protection(lead_id: LeadId, asked: Asked, *, actor: Actor, world: World) -> Protection:
    seen = lead_by_id(lead_id, actor=actor, world=world)
    return protection_of(seen.lead, seen.reading.facts, asked, seen.now)


def lead_protection_why(lead_id: LeadId, asked: Asked, *, actor: Actor, world: World) -> Derivation:
    """The derivation; of a lead that no clock has run for there is none."""
    seen = lead_by_id(lead_id, actor=actor, world=world)
    return derivation_of(seen.lead, seen.reading.facts, asked, seen.now)


def derivation_of(lead: Lead, facts: LeadFacts, asked: Asked, now: datetime) -> Derivation:
    at = now if asked.as_of is None else asked.as_of
    assignment = lead.assignment_at(at)
    if assignment is None:
        raise NotFound
    _refuse_out_of_time(assignment, asked, now)
    at = at if lead.conversion is None else min(at, lead.conversion.at)
    rules = assignment.terms_known_at(asked.known_at).rules
    history = facts.history(assignment, asked.known_at)
    return explain(history, rules, at, known_at=asked.known_at)


def protection_of(lead: Lead, facts: LeadFacts, asked: Asked, now: datetime) -> Protection:
    at = now if asked.as_of is None else asked.as_of
    assignment = lead.assignment_at(at)
    if assignment is None:
        _refuse_future(asked, now)
        return Protection(LeadState.RESERVED, at, None, None, None, lead.reserved_until)
    _refuse_out_of_time(assignment, asked, now)
    rules = assignment.terms_known_at(asked.known_at).rules
    if lead.phase is Phase.CONVERTED and lead.conversion is not None and lead.conversion.at <= at:
        return Protection(LeadState.CONVERTED, at, assignment, rules, None, None)
    history = facts.history(assignment, asked.known_at)
    verdict = evaluate(history, rules, at, known_at=asked.known_at)
    return Protection(LeadState(verdict.state), at, assignment, rules, verdict, verdict.valid_until)


def _refuse_out_of_time(assignment: Assignment, asked: Asked, now: datetime) -> None:
    start = assignment.terms_known_at(asked.known_at).started_at
    _refuse_future(asked, now)
    if asked.as_of is not None and asked.as_of < start:
        raise Invalid(errors=[FieldError("/as_of", "before-protection")])


def _refuse_future(asked: Asked, now: datetime) -> None:
    wrong = [
        FieldError(f"/{name}", "in-future")
        for name, at in (("as_of", asked.as_of), ("known_at", asked.known_at))
        if at is not None and at > now
    ]
    if wrong:
        raise Invalid(errors=wrong)
