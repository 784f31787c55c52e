"""How a history is read from JSON, strictly, and how a verdict is written."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from attrs import evolve, frozen

from crm_core.domain.leads.faults import (
    Fault,
    Faults,
    MalformedHistory,
    Member,
    Members,
    OneOf,
    OrNull,
    Whole,
    read_code,
    read_flag,
    read_instant,
    read_list,
    read_record,
)
from crm_core.domain.leads.history import Activity, Extension, Hold, HoldReason, Notice, ProtectionHistory
from crm_core.domain.leads.protection import Verdict
from crm_core.domain.leads.rules import (
    BASE_MONTHS,
    CONTRACT_2025,
    GRACE_DAYS,
    PROGRESS_DAYS,
    Ending,
    GraceStart,
    ProtectionRules,
)


@frozen
class Question:
    history: ProtectionHistory
    rules: ProtectionRules
    at: datetime


_instant_or_null = OrNull(read_instant)

_ACTIVITY = {
    "kind": Member("kind", read_code),
    "occurredAt": Member("occurred_at", read_instant),
    "creditedToOwner": Member("credited_to_owner", read_flag),
    "recordedAt": Member("recorded_at", _instant_or_null, required=False),
    "confirmedAt": Member("confirmed_at", _instant_or_null, required=False),
    "withdrawnAt": Member("withdrawn_at", _instant_or_null, required=False),
}
_HOLD = {
    "start": Member("start", read_instant),
    "end": Member("end", _instant_or_null, required=False),
    "reason": Member("reason", OneOf(HoldReason)),
    "recordedAt": Member("recorded_at", _instant_or_null, required=False),
    "endRecordedAt": Member("end_recorded_at", _instant_or_null, required=False),
}
_NOTICE = {
    "sentAt": Member("sent_at", read_instant),
    "deliveredAt": Member("delivered_at", _instant_or_null, required=False),
    "recordedAt": Member("recorded_at", _instant_or_null, required=False),
    "bouncedAt": Member("bounced_at", _instant_or_null, required=False),
}
_EXTENSION = {
    "grantedAt": Member("granted_at", read_instant),
    "days": Member("days", OrNull(Whole(range(1, 3661))), required=False),
    "months": Member("months", OrNull(Whole(range(1, 121))), required=False),
    "recordedAt": Member("recorded_at", _instant_or_null, required=False),
}
_RULES = {
    "baseMonths": Member("base_months", Whole(BASE_MONTHS), required=False),
    "progressDays": Member("progress_days", Whole(PROGRESS_DAYS), required=False),
    "graceDays": Member("grace_days", Whole(GRACE_DAYS), required=False),
    "graceStart": Member("grace_start", OneOf(GraceStart), required=False),
    "ending": Member("ending", OneOf(Ending), required=False),
}
QUESTION = {
    "startedAt": Member("started_at", read_instant),
    "inactivityFrom": Member("inactivity_from", _instant_or_null, required=False),
    "at": Member("at", read_instant),
    "rules": Member("rules", partial(read_record, members=_RULES), required=False),
    "activities": Member("activities", partial(read_list, members=_ACTIVITY), required=False),
    "holds": Member("holds", partial(read_list, members=_HOLD), required=False),
    "notices": Member("notices", partial(read_list, members=_NOTICE), required=False),
    "extensions": Member("extensions", partial(read_list, members=_EXTENSION), required=False),
}


def read_line(line: str) -> Question:
    """One line of JSON; raises MalformedHistory with every fault."""
    try:
        raw = json.loads(line, object_pairs_hook=Members)
    except (ValueError, RecursionError):
        raise MalformedHistory((Fault("", "no-json", "this is not JSON"),)) from None
    return read_question(raw)


def read_question(raw: object) -> Question:
    """The same from an object that was parsed already."""
    faults: Faults = []
    read = read_record(raw, "", faults, QUESTION)
    _compare(read, faults)
    if faults:
        raise MalformedHistory(tuple(faults))
    rules = read.pop("rules", {})
    at = read.pop("at")
    history = ProtectionHistory(
        started_at=read["started_at"],
        inactivity_from=read.get("inactivity_from", read["started_at"]),
        activities=tuple(Activity(**fact) for fact in read.get("activities", ())),
        holds=tuple(Hold(**fact) for fact in read.get("holds", ())),
        notices=tuple(Notice(**fact) for fact in read.get("notices", ())),
        extensions=tuple(Extension(**fact) for fact in read.get("extensions", ())),
    )
    return Question(history, evolve(CONTRACT_2025, **rules, name="as-given") if rules else CONTRACT_2025, at)


def _compare(read: Mapping[str, Any], faults: Faults) -> None:
    """Members that are good alone and cannot be true together."""
    _ordered(
        read,
        ("started_at", "at"),
        Fault("at", "before-start", "before startedAt", {"after": "startedAt"}),
        faults,
    )
    transfer = Fault("inactivityFrom", "before-start", "before startedAt", {"after": "startedAt"})
    _ordered(read, ("started_at", "inactivity_from"), transfer, faults)
    for number, hold in enumerate(read.get("holds", ())):
        path = f"holds[{number}].end"
        ended = Fault(path, "before-start", "before the start of the hold", {"after": "start"})
        _ordered(hold, ("start", "end"), ended, faults)
    for number, notice in enumerate(read.get("notices", ())):
        path = f"notices[{number}].deliveredAt"
        delivered = Fault(path, "before-sending", "before it was sent", {"after": "sentAt"})
        _ordered(notice, ("sent_at", "delivered_at"), delivered, faults)
    for number, extension in enumerate(read.get("extensions", ())):
        if ("days" in extension) == ("months" in extension):
            faults.append(Fault(f"extensions[{number}]", "one-of", "either days or months is expected"))


def _ordered(read: Mapping[str, Any], names: tuple[str, str], fault: Fault, faults: Faults) -> None:
    earlier, later = (read.get(name) for name in names)
    if earlier is not None and later is not None and later < earlier:
        faults.append(fault)


def write_instant(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def write_verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "state": verdict.state.value,
        "baseExpiryAt": write_instant(verdict.base_expiry_at),
        "reminderDueAt": _or_null(verdict.reminder_due_at),
        "graceUntil": _or_null(verdict.grace_until),
        "validUntil": write_instant(verdict.valid_until),
        "expiredReason": None if verdict.expired_reason is None else verdict.expired_reason.value,
        "clockPaused": verdict.clock_paused,
    }


def write_line(verdict: Verdict) -> str:
    return json.dumps(write_verdict(verdict))


def _or_null(instant: datetime | None) -> str | None:
    return None if instant is None else write_instant(instant)
