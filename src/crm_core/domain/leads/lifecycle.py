"""What may happen to a lead in its life, each step as a function from a lead to a lead."""

from datetime import datetime
from uuid import UUID

from attrs import evolve

from crm_core.domain.days import end_of, local_day
from crm_core.domain.ids import UserId
from crm_core.domain.leads.assignment import Assignment, AssignmentId, EndCause, Terms, TermsCause
from crm_core.domain.leads.lead import (
    FORMER_OWNER_READS_FOR,
    RESERVED_FOR,
    Conversion,
    Lead,
    Phase,
)
from crm_core.domain.leads.refusals import LeadIsConverted, LeadIsReserved, ProtectionHasLapsed
from crm_core.domain.leads.rules import ProtectionRules
from crm_core.domain.refusals import NotAllowed


def refuse_unless_protected(lead: Lead, now: datetime) -> Assignment:
    """The assignment that runs: what has lapsed, is reserved or converted cannot be worked on."""
    refuse_if_over(lead, now)
    if lead.phase is Phase.RESERVED or lead.assignment is None:
        raise LeadIsReserved
    return lead.assignment


def refuse_if_over(lead: Lead, now: datetime) -> None:
    if lead.phase is Phase.CONVERTED:
        raise LeadIsConverted
    if lead.phase is Phase.RELEASED or lead.has_lapsed(now):
        raise ProtectionHasLapsed


def reserved(lead: Lead, now: datetime) -> Lead:
    return evolve(lead, phase=Phase.RESERVED, reserved_until=now + RESERVED_FOR)


def refuse_unless_reserved(lead: Lead) -> None:
    """Nothing that was ever protected is taken away."""
    if lead.phase is not Phase.RESERVED:
        raise NotAllowed(action="purge", resource="lead", resource_id=str(lead.id))


def is_over(lead: Lead, now: datetime) -> bool:
    """A reservation whose time has run out without a registration."""
    return lead.phase is Phase.RESERVED and lead.reserved_until is not None and lead.reserved_until <= now


def registered(lead: Lead, rules: ProtectionRules, now: datetime, assignment_id: AssignmentId) -> Lead:
    """Protection starts when the registration is complete, for whoever registered."""
    owner = lead.owner_user_id
    assert owner is not None  # noqa: S101 - a registration has a registrar
    terms = Terms(now, owner, now, now, rules, TermsCause.REGISTERED)
    begun = Assignment(assignment_id, owner, now, (terms,))
    return evolve(lead, phase=Phase.RUNNING, reserved_until=None, assignments=(begun,), updated_at=now)


def transferred(lead: Lead, to: UserId, *, by: UserId, now: datetime, assignment_id: AssignmentId) -> Lead:
    """A new assignment under the old terms: the base clock runs on, the progress clock starts anew."""
    current = lead.assignments[-1]
    terms = evolve(
        current.current_terms,
        recorded_at=now,
        recorded_by=by,
        inactivity_from=now,
        cause=TermsCause.TRANSFERRED,
        evidence_id=None,
    )
    begun = Assignment(assignment_id, to, now, (terms,))
    ended = current.ended(now, EndCause.TRANSFERRED)
    return evolve(lead, owner_user_id=to, assignments=(*lead.assignments[:-1], ended, begun), updated_at=now)


def backdated(lead: Lead, started_at: datetime, *, by: UserId, now: datetime, evidence_id: UUID) -> Lead:
    """An earlier start; where the progress clock began with it, it does so still."""
    terms = lead.assignments[-1].current_terms
    together = terms.inactivity_from == terms.started_at
    earlier = evolve(
        terms,
        recorded_at=now,
        recorded_by=by,
        started_at=started_at,
        inactivity_from=started_at if together else terms.inactivity_from,
        cause=TermsCause.BACKDATED,
        evidence_id=evidence_id,
    )
    return _under(lead, earlier, now)


def under_rules(lead: Lead, rules: ProtectionRules, *, by: UserId, now: datetime) -> Lead:
    terms = lead.assignments[-1].current_terms
    longer = evolve(
        terms, recorded_at=now, recorded_by=by, rules=rules, cause=TermsCause.RULES_APPLIED, evidence_id=None
    )
    return _under(lead, longer, now)


def converted(lead: Lead, conversion: Conversion, now: datetime) -> Lead:
    ended = lead.assignments[-1].ended(now, EndCause.CONVERTED)
    return evolve(
        lead,
        phase=Phase.CONVERTED,
        conversion=conversion,
        assignments=(*lead.assignments[:-1], ended),
        updated_at=now,
    )


def releasable_from(lapsed_at: datetime) -> datetime:
    """The end of the local day of the lapse; until then it blocks registration."""
    return end_of(local_day(lapsed_at))


def released(lead: Lead, now: datetime) -> Lead:
    """Free for others; the former owner may go on reading for thirty days, nobody collaborates any more."""
    assert lead.standing is not None  # noqa: S101 - only what has lapsed is released
    assert lead.standing.lapse is not None  # noqa: S101
    until = lead.standing.lapse.at + FORMER_OWNER_READS_FOR
    return evolve(
        lead,
        phase=Phase.RELEASED,
        released_at=now,
        former_owner_user_id=lead.owner_user_id,
        former_owner_reads_until=until,
        owner_user_id=None,
        collaborators={},
        assignments=(*lead.assignments[:-1], lead.assignments[-1].ended(now, EndCause.RELEASED)),
        updated_at=now,
    )


def _under(lead: Lead, terms: Terms, now: datetime) -> Lead:
    current = lead.assignments[-1].under(terms)
    return evolve(lead, assignments=(*lead.assignments[:-1], current), updated_at=now)
