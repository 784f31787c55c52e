"""Activities as the documentation shows them."""

from adapters.http.schemas.follow_up_examples import FOLLOW_UP

_CUSTOMER = "01980f3a-6f00-7000-8000-0000000000c1"
_USER = "01980f3a-6f00-7000-8000-0000000000a1"
NEW = {
    "customerId": _CUSTOMER,
    "kind": "CALL",
    "occurredAt": "2026-03-02T09:30:00+01:00",
    "note": "Küchenchef möchte die Sommerkarte besprechen.",
}
ACTIVITY = {
    "id": "01980f3a-6f00-7000-8000-0000000000b1",
    "version": 1,
    "customerId": _CUSTOMER,
    "leadId": None,
    "kind": "CALL",
    "occurredAt": "2026-03-02T08:30:00Z",
    "note": "Küchenchef möchte die Sommerkarte besprechen.",
    "author": _USER,
    "recordedAt": "2026-03-02T09:00:00Z",
    "correctedAt": None,
    "correctedBy": None,
    "withdrawal": None,
}
LOGGED = {**ACTIVITY, "followUps": [FOLLOW_UP]}
PATCH = {"note": "Küchenchefin möchte die Sommerkarte besprechen."}
CORRECTED = {
    **ACTIVITY,
    **PATCH,
    "version": 2,
    "correctedAt": "2026-03-02T10:00:00Z",
    "correctedBy": _USER,
    "followUps": [],
}
HISTORY = {
    "items": [
        {key: value for key, value in CORRECTED.items() if key != "followUps"},
        ACTIVITY,
    ]
}
PAGE = {"items": [ACTIVITY], "nextCursor": None}
WITHDRAWAL = {"reason": "Beim falschen Kunden eingetragen."}
