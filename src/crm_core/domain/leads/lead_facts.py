"""Everything recorded about one lead, the history it gives to the clock, and the copy that follows."""

from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.notices import Attempt
from crm_core.domain.leads.protection import Verdict, evaluate
from crm_core.domain.leads.recorded import (
    GrantedExtension,
    LeadActivity,
    LeadFact,
    NoticeAttempt,
    PlacedHold,
)
from crm_core.domain.leads.standing import standing


@frozen
class LeadFacts:
    """Everything recorded about one lead, in no particular order: the order means nothing."""

    activities: tuple[LeadActivity, ...] = ()
    holds: tuple[PlacedHold, ...] = ()
    extensions: tuple[GrantedExtension, ...] = ()
    notices: tuple[NoticeAttempt, ...] = ()

    @property
    def all(self) -> tuple[LeadFact, ...]:
        return (*self.activities, *self.holds, *self.extensions, *self.notices)

    def history(self, assignment: Assignment, known_at: datetime | None = None) -> ProtectionHistory:
        """Holds and extensions stay with the lead; activities and notices speak for one assignment alone."""
        terms = assignment.terms_known_at(known_at)
        holds = (hold.as_fact for hold in self.holds)
        notices = (n.as_fact for n in self.notices if n.assignment_id == assignment.id)
        return ProtectionHistory(
            started_at=terms.started_at,
            inactivity_from=terms.inactivity_from,
            activities=tuple(a.as_fact for a in self.activities if a.assignment_id == assignment.id),
            holds=tuple(hold for hold in holds if hold is not None),
            notices=tuple(notice for notice in notices if notice is not None),
            extensions=tuple(extension.as_fact for extension in self.extensions),
        )

    def with_fact(self, fact: LeadFact) -> "LeadFacts":
        """With this one in the place of an earlier form of it."""
        match fact:
            case LeadActivity():
                return evolve(self, activities=(*(a for a in self.activities if a.id != fact.id), fact))
            case PlacedHold():
                return evolve(self, holds=(*(h for h in self.holds if h.id != fact.id), fact))
            case GrantedExtension():
                return evolve(self, extensions=(*(e for e in self.extensions if e.id != fact.id), fact))
            case NoticeAttempt():
                return evolve(self, notices=(*(n for n in self.notices if n.id != fact.id), fact))


NO_FACTS = LeadFacts()


def attempts(facts: LeadFacts, assignment: Assignment) -> tuple[Attempt, ...]:
    """What was sent or is on its way for one assignment, for `notices.due_now`."""
    return tuple(one.attempt for one in facts.notices if one.assignment_id == assignment.id)


def settled(lead: Lead, facts: LeadFacts) -> Lead:
    """The lead with the copy that follows from its facts; every store writes it with whatever it keeps."""
    assignment = lead.assignment
    if assignment is None or lead.phase not in {Phase.RUNNING, Phase.RELEASED}:
        return evolve(lead, standing=None)
    return evolve(lead, standing=standing(facts.history(assignment), assignment.rules))


def verdict_on(
    assignment: Assignment, facts: LeadFacts, at: datetime, known_at: datetime | None = None
) -> Verdict:
    """What protection was at an instant, by the terms and facts known at another (all, if none is named)."""
    rules = assignment.terms_known_at(known_at).rules
    return evaluate(facts.history(assignment, known_at), rules, at, known_at=known_at)
