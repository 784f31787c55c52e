"""How an activity is written as a row and read back from one."""

from datetime import datetime
from typing import Any

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from crm_core.domain.activities.activity import Activity, ActivityId, Entry, Withdrawal
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.party import LeadId, Party

# What a correction replaces, and what stays with the activity for ever.
_CHANGING = ("version", "occurred_at", "note", "content", "corrected_at", "corrected_by")
_LASTING = ("tenant_id", "id", "customer_id", "lead_id", "kind", "author", "recorded_at")
_END = ("withdrawn_at", "withdrawn_by", "withdrawn_because")
KEPT = ", ".join((*_LASTING, *_CHANGING, *_END))
COLUMNS = ", ".join(f"a.{name}" for name in (*_LASTING, *_CHANGING, *_END))
# A former version: the activity `a` as its history `h` has it.
FORMER = ", ".join(
    [*(f"a.{name}" for name in _LASTING), *(f"h.{name}" for name in _CHANGING), *["NULL"] * len(_END)]
)
HISTORY = f"tenant_id, activity_id, {', '.join(_CHANGING)}"
TO_HISTORY = f"tenant_id, id, {', '.join(_CHANGING)}"
CHANGED = f"({', '.join((*_CHANGING, *_END))})"


def row_of(activity: Activity) -> Row:
    """The values of KEPT."""
    party = activity.party
    key = (activity.tenant_id, activity.id, party.customer_id, party.lead_id, activity.entry.kind)
    return (*key, activity.author, activity.recorded_at, *changing_row(activity))


def changing_row(activity: Activity) -> Row:
    """The values of CHANGED."""
    entry, end = activity.entry, activity.withdrawal
    said = (activity.version, entry.occurred_at, entry.note, exact_json(entry.content))
    ended = (None, None, None) if end is None else (end.at, end.by, end.reason)
    return (*said, activity.corrected_at, activity.corrected_by, *ended)


def activity_from(row: Row) -> Activity:
    """The activity from a row of COLUMNS or FORMER."""
    tenant, identity, customer, lead, kind, author, recorded, *changing = row
    version, occurred, note, content, corrected, corrected_by, *end = changing
    party = Party(None if customer is None else CustomerId(customer), None if lead is None else LeadId(lead))
    return Activity(
        id=ActivityId(identity),
        tenant_id=TenantId(tenant),
        entry=Entry(kind, party, utc(occurred), note, content),
        author=UserId(author),
        recorded_at=utc(recorded),
        version=version,
        corrected_at=None if corrected is None else utc(corrected),
        corrected_by=None if corrected_by is None else UserId(corrected_by),
        withdrawal=_withdrawal(*end),
    )


def _withdrawal(at: datetime | None, by: Any, reason: str | None) -> Withdrawal | None:
    return None if at is None else Withdrawal(utc(at), UserId(by), reason or "")
