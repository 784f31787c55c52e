"""What is told of a lead when a fact about its notices is recorded."""

from datetime import datetime

from crm_core.domain.leads.events import LeadProtectionGrace
from crm_core.domain.leads.lead import Lead


def grace_begun(before: Lead, after: Lead, delivered_at: datetime) -> LeadProtectionGrace | None:
    """Only the delivery that starts a grace is told; a later one of the same window changes nothing."""
    had = before.standing is not None and before.standing.grace_from is not None
    if had or after.standing is None or after.standing.grace_from is None:
        return None
    return LeadProtectionGrace.of(after, delivered_at, after.standing.grace_end_at)
