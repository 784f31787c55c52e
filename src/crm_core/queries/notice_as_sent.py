"""What did a notice say when it was sent? Its dates are those of that instant, whatever came after."""

from datetime import datetime

from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import LeadFacts, verdict_on
from crm_core.domain.leads.notice_letter import Reminder
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.refusals import NotFound


def notice_as_sent(lead: Lead, facts: LeadFacts, notice: NoticeAttempt) -> Reminder:
    """NotFound for one that is still on its way, or that no time of this lead belongs to."""
    sent_at = notice.attempt.sent_at
    assignment = next((one for one in lead.assignments if one.id == notice.assignment_id), None)
    if sent_at is None or assignment is None:
        raise NotFound
    rules = assignment.terms_known_at(sent_at).rules
    then = verdict_on(assignment, facts, sent_at, known_at=sent_at)
    return Reminder(
        company=lead.details.company_name,
        city=lead.details.city,
        due_since=_due(then.reminder_due_at, sent_at),
        base_expiry_at=then.base_expiry_at,
        progress_days=rules.progress_days,
        grace_days=rules.grace_days,
    )


def _due(due_at: datetime | None, sent_at: datetime) -> datetime:
    """Where no days for progress are counted nothing is ever sent; what was sent then, is due from then."""
    return sent_at if due_at is None else due_at
