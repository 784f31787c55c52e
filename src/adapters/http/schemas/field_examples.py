"""Fields as the documentation shows them."""

from adapters.http.schemas.customer_examples import CUSTOMER

_FIELD = {"value": 120, "updatedAt": "2026-03-02T08:00:00Z", "updatedBy": CUSTOMER["ownerUserId"]}
FIELD_SET = {"customerId": CUSTOMER["id"], "fields": {"seats": _FIELD}}
HISTORY = {
    "items": [
        {
            "version": 2,
            "old": None,
            "new": 120,
            "changedAt": "2026-03-02T08:00:00Z",
            "changedBy": CUSTOMER["ownerUserId"],
            "correlationId": "01980f3a-6f00-7000-8000-0000000000d1",
        }
    ],
    "nextCursor": None,
}
