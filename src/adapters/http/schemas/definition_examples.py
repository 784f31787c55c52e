"""Definitions as the documentation shows them."""

from adapters.http.schemas.customer_examples import CUSTOMER

NEW_DEFINITION = {
    "key": "seats",
    "kind": {"kind": "number", "minimum": 1, "maximum": 5000, "places": 0},
    "labelDe": "Sitzplätze",
    "labelEn": "Seats",
    "group": "house",
}
DEFINITION = {
    **NEW_DEFINITION,
    "personal": False,
    "unique": False,
    "rules": [],
    "parts": [],
    "ofPack": False,
    "version": 1,
    "restricted": None,
    "default": None,
    "deprecated": None,
    "coming": None,
}
DEFINITIONS = {"items": [DEFINITION]}
HISTORY = {
    "items": [
        {
            "version": 1,
            "before": None,
            "after": NEW_DEFINITION,
            "changedAt": "2026-03-02T08:00:00Z",
            "changedBy": CUSTOMER["ownerUserId"],
            "correlationId": "01980f3a-6f00-7000-8000-0000000000d1",
        }
    ],
    "nextCursor": None,
}
CHECK = {
    "id": "01980f3a-6f00-7000-8000-0000000000e1",
    "key": "seats",
    "state": "CHECKING",
    "examined": 5000,
    "violating": 1,
    "violations": [{"customerId": CUSTOMER["id"], "errors": [{"pointer": "/seats", "code": "too-large"}]}],
    "askedAt": "2026-03-02T08:00:00Z",
    "askedBy": CUSTOMER["ownerUserId"],
    "finishedAt": None,
}
