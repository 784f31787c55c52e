"""A customer as the documentation shows it."""

from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.projections.hot_types import HotType

NEW = {
    "name": "Hotel am See",
    "type": "HOTEL",
    "territory": "DE",
    "region": "BERLIN",
    "channel": "DIRECT",
    "address": {"street": "Seestraße 1", "postalCode": "13353", "city": "Berlin", "country": "DE"},
    "contactEmail": "kueche@hotel-am-see.example",
    "phone": "+49 30 1234567",
}
CUSTOMER = {
    "id": "01980f3a-6f00-7000-8000-0000000000c1",
    "version": 1,
    "name": "Hotel am See",
    "type": "HOTEL",
    "territory": "DE",
    "region": "BERLIN",
    "parentId": None,
    "isChain": False,
    "coveragePolicy": "OWNER_ONLY",
    "channel": "DIRECT",
    "ownerUserId": "01980f3a-6f00-7000-8000-0000000000a1",
    "address": {
        "street": "Seestraße 1",
        "postalCode": "13353",
        "city": "Berlin",
        "state": None,
        "country": "DE",
    },
    "contactEmail": "kueche@hotel-am-see.example",
    "phone": "+49 30 1234567",
    "website": None,
    "contactabilityStatus": "OK",
    "createdAt": "2026-03-02T08:00:00Z",
    "updatedAt": "2026-03-02T08:00:00Z",
    "archivedAt": None,
}
_LINE = {
    "id": CUSTOMER["id"],
    "name": "Hotel am See",
    "type": "HOTEL",
    "territory": "DE",
    "region": "BERLIN",
    "city": "Berlin",
    "channel": "DIRECT",
    "ownerUserId": CUSTOMER["ownerUserId"],
    "contactabilityStatus": "OK",
    "isChain": False,
    "parentId": None,
    "chainSize": None,
    "createdAt": "2026-03-02T08:00:00Z",
}
_HOT: dict[HotType, object] = {
    HotType.INTEGER: 2,
    HotType.BOOLEAN: True,
    HotType.DATE: "2026-12-31",
    HotType.INSTANT: "2026-03-09T10:30:00Z",
    HotType.CENTS: 1800.0,
}
PATCH = {"region": "HAMBURG", "website": None, "address": {"city": "Hamburg"}}
BOUNCED = {"status": "HARD_BOUNCE", "cause": "email.bounce"}
REASSIGNED = {"ownerUserId": CUSTOMER["ownerUserId"], "reason": "Gebietswechsel zum Quartal"}


def page_example(columns: HotColumns) -> dict[str, object]:
    """A page with one customer, whose hot columns all have a value."""
    hot = {c.api_name: c.options[0] if c.options else _HOT.get(c.type, "…") for c in columns.columns}
    return {"items": [{**_LINE, "hot": {**hot, "updatedAt": "2026-03-09T10:31:00Z"}}], "nextCursor": None}
