"""Sentences about leads whose names are put together at run time: what may follow each part in the code."""

from adapters.web.lead_steps.all_steps import STEPS
from crm_core.domain.leads import refusals
from crm_core.domain.leads.assignment import TermsCause
from crm_core.domain.leads.derivation import SegmentKind
from crm_core.domain.leads.form import OUTCOMES
from crm_core.domain.leads.lead import CollaboratorRole, ContactChannel, LeadSource
from crm_core.domain.leads.listing import LeadOrder, LeadState
from crm_core.domain.leads.message import MessageKind
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import HoldState
from crm_core.domain.leads.summary import News
from crm_core.domain.refusals import Refusal

LEAD_REFUSALS = {
    one.code for one in vars(refusals).values() if isinstance(one, type) and issubclass(one, Refusal)
} - {"conflict"} | {"lead-protected-elsewhere:open"}
LEAD_FAMILIES: dict[str, set[str]] = {
    "lead-state.": set(LeadState),
    "message.": set(MessageKind),
    "news.": set(News),
    "lead-next.": {"paused", "reservation", "lapsed", "converted", "reminder", "grace", "base"},
    "lead-sort.": {order.name.lower() for order in LeadOrder},
    "lead-filter.": {"state", "owner", "region", "lapsing_before"},
    "lead-bar.": set(SegmentKind),
    "lead-mark.": {"counts", "note", "notice", "bounced", "extension"},
    "lead-deadline.": {"reminder", "grace", "base", "grace-runs", "grace-over", "grace-waits"},
    "lead-counts.": {"counts", "never", "waits", "late", "before", "withdrawn"},
    "lead-hold.": set(HoldState),
    "lead-notice.": {"delivered", "bounced", "sent", "unopened", "begun"},
    "lead.notice-": {"delivered", "bounced"},
    "lead-channel.": set(Channel),
    "lead-turn.": set(TermsCause),
    "lead-helper.": set(CollaboratorRole),
    "lead-source.": set(LeadSource),
    "lead-contact-channel.": set(ContactChannel),
    "lead-step.": {f"{step}.{part}" for step in STEPS for part in ("action", "title", "text", "go")},
    "lead-outcome.": set(OUTCOMES),
    "lead-input.": {
        *("kind", "occurredAt", "outcome", "outcome-none", "note", "reason", "startAt", "endAt"),
        *("months", "days", "userId", "role", "startedAt", "evidenceId", "agreementDocumentId", "signedAt"),
        *("customerId", "customerId-none", "type", "type-none", "at-once", "on-approval", "counts"),
    },
    "notice.lead-activity-": {"counts", "waits", "noted"},
    "what-if.": {"longer", "same", "shorter", "would-lapse"},
    "lead-way.": {"owner", "former-owner", "collaborator", "region", "reserved", "everything"},
}
