"""How far protection can be extended: base period and extensions, never beyond twenty-four months."""

from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.clocks import base_period
from crm_core.domain.leads.intervals import add_months
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.refusals import ProtectionWouldBeTooLong

AT_MOST_MONTHS = 24


def refuse_beyond_limit(assignment: Assignment, facts: LeadFacts) -> None:
    """Pauses come on top; they are nobody's gift."""
    terms = assignment.current_terms
    granted = [extension.as_fact for extension in facts.extensions]
    end = terms.started_at + base_period(terms.started_at, granted, terms.rules)
    limit = add_months(terms.started_at, AT_MOST_MONTHS)
    if end > limit:
        raise ProtectionWouldBeTooLong(at_most_until=limit)
