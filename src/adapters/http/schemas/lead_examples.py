"""Examples of leads for the interface's description."""

from typing import Any

OWNER = "00000000-0000-4000-8000-0000000000a1"
LEAD_ID = "019a0000-0000-7000-8000-000000000001"
NEW: dict[str, Any] = {
    "companyName": "Gasthaus Rose",
    "city": "Berlin",
    "postalCode": "10115",
    "region": "BERLIN",
    "territory": "DE",
    "contact": {"lastName": "Koch", "email": "koch@example.com"},
    "source": "EMPFEHLUNG",
}
_CLOCK = {
    "state": "PROTECTED",
    "startedAt": "2026-03-02T08:00:00Z",
    "baseExpiryAt": "2026-09-02T08:00:00Z",
    "reminderDueAt": "2026-05-01T08:00:00Z",
    "graceEndAt": None,
    "lapseAt": "2026-09-02T08:00:00Z",
    "pausedSince": None,
    "nextDate": "2026-05-01T08:00:00Z",
    "reservedUntil": None,
}
LEAD = {
    "id": LEAD_ID,
    "version": 1,
    "companyName": "Gasthaus Rose",
    "city": "Berlin",
    "postalCode": "10115",
    "country": None,
    "region": "BERLIN",
    "territory": "DE",
    "industry": None,
    "source": "EMPFEHLUNG",
    "estimatedVolume": None,
    "metadata": {},
    "contact": {"firstName": None, "lastName": "Koch", "email": "koch@example.com", "phone": None},
    "firstContact": None,
    "ownerUserId": OWNER,
    **_CLOCK,
    "customerId": None,
    "pseudonymisedAt": None,
    "createdAt": "2026-03-02T08:00:00Z",
    "updatedAt": "2026-03-02T08:00:00Z",
}
ITEM = {
    **{key: LEAD[key] for key in ("id", "companyName", "city", "postalCode", "territory", "region")},
    "ownerUserId": OWNER,
    **_CLOCK,
    "createdAt": "2026-03-02T08:00:00Z",
}
PAGE = {"items": [ITEM], "nextCursor": None}
RULES = {
    "name": "contract-2025",
    "version": 1,
    "baseMonths": 6,
    "progressDays": 60,
    "graceDays": 10,
    "graceStart": "ON_DELIVERED_NOTICE",
    "ending": "EARLIEST",
}
PROTECTION = {
    "status": "ACTIVE",
    "state": "PROTECTED",
    "assignedAt": "2026-03-02T08:00:00Z",
    "startedAt": "2026-03-02T08:00:00Z",
    "lastQualActivityAt": None,
    "reminderDueAt": "2026-05-01T08:00:00Z",
    "graceUntil": "2026-05-11T08:00:00Z",
    "baseExpiryAt": "2026-09-02T08:00:00Z",
    "validUntil": "2026-05-11T08:00:00Z",
    "clockPaused": False,
    "expiredReason": None,
    "rules": RULES,
    "progressDays": {"used": 0, "paused": 0, "left": 60},
}
_VERDICT = (
    "state",
    "baseExpiryAt",
    "reminderDueAt",
    "graceUntil",
    "validUntil",
    "expiredReason",
    "clockPaused",
)
DERIVATION = {
    "at": "2026-03-03T08:00:00Z",
    "verdict": {key: PROTECTION[key] for key in _VERDICT},
    "rules": PROTECTION["rules"],
    "startedAt": "2026-03-02T08:00:00Z",
    "basePeriodSeconds": 15897600.0,
    "baseRestartedAt": None,
    "lastQualActivityAt": None,
    "progressFrom": "2026-03-02T08:00:00Z",
    "graceFrom": None,
    "pausedBy": None,
    "segments": [
        {
            "from": "2026-03-02T08:00:00Z",
            "to": "2026-03-03T08:00:00Z",
            "seconds": 86400.0,
            "kind": "RUNNING",
            "cause": "STARTED",
            "source": {"at": "2026-03-02T08:00:00Z", "detail": None, "ref": None},
        }
    ],
    "decidedBy": "PROGRESS",
    "nextDate": {"event": "REMINDER_DUE", "at": "2026-05-01T08:00:00Z"},
    "smallestChange": {"change": "ACTIVITY", "before": "2026-05-01T08:00:00Z"},
    "lang": "en",
    "sentences": ["The lead is protected."],
}
PATCH = {"industry": "Gastronomie"}
HOLD_ID = "019a0000-0000-7000-8000-000000000002"
HOLD = {
    "id": HOLD_ID,
    "reason": "FFZ_PRICE_APPROVAL",
    "origin": None,
    "status": "EFFECTIVE",
    "startAt": "2026-03-02T08:00:00Z",
    "endAt": None,
    "placedAt": "2026-03-02T08:00:00Z",
    "placedBy": OWNER,
    "effectiveAt": "2026-03-02T08:00:00Z",
    "approvedBy": None,
    "endedBy": None,
    "rejectedAt": None,
    "rejectedBy": None,
    "forgotten": False,
}
NEW_HOLD = {"reason": "FFZ_PRICE_APPROVAL", "startAt": "2026-03-02T08:00:00Z"}
ACTIVITY = {
    "id": "019a0000-0000-7000-8000-000000000003",
    "kind": "QUALIFIED_CALL",
    "occurredAt": "2026-03-02T08:00:00Z",
    "recordedAt": "2026-03-02T08:00:00Z",
    "recordedBy": OWNER,
    "outcome": None,
    "note": "Verkostung vereinbart.",
    "counts": True,
    "waitsForConfirmation": False,
    "confirmedAt": None,
    "confirmedBy": None,
    "withdrawnAt": None,
}
NEW_ACTIVITY = {"kind": "QUALIFIED_CALL", "note": "Verkostung vereinbart."}
REASON = "Die Verkostung ist für den 12. vereinbart."
EXTENSION = {"months": 1, "reason": REASON}
TRANSFER = {"userId": OWNER, "reason": REASON}
BACKDATING = {
    "startedAt": "2026-02-20T08:00:00Z",
    "reason": REASON,
    "evidenceId": "019a0000-0000-7000-8000-000000000004",
}
CONVERSION = {
    "agreementDocumentId": "019a0000-0000-7000-8000-000000000005",
    "signedAt": "2026-03-02T08:00:00Z",
    "customerId": "019a0000-0000-7000-8000-000000000006",
}
COLLABORATOR = {"userId": OWNER, "role": "ASSIST"}
COLLABORATORS = {"items": [COLLABORATOR]}
ACCESS = {
    "territory": "DE",
    "openings": [
        {
            "rule": "owner",
            "roles": ["sales-rep", "team-lead"],
            "users": [OWNER],
            "operations": ["read", "create", "write", "engage"],
        }
    ],
}
_STAND = {key: PROTECTION[key] for key in ("state", "baseExpiryAt", "validUntil")}
WHAT_IF = {
    "rules": {**RULES, "name": "as-proposed", "progressDays": 90},
    "summary": {"running": 1, "longer": 1, "same": 0, "shorter": 0, "wouldLapse": 0},
    "items": [
        {
            "leadId": LEAD_ID,
            "now": _STAND,
            "proposed": {**_STAND, "validUntil": "2026-06-10T08:00:00Z"},
            "gainedSeconds": 2592000.0,
            "wouldLapse": False,
            "mayBeApplied": True,
        }
    ],
    "nextCursor": None,
}
APPLIED = {"rules": RULES, "changed": [LEAD_ID], "kept": 0, "nextCursor": None}
