"""Settings as the documentation shows them."""

EFFECTIVE: dict[str, object] = {
    "key": "http.requireIfMatch",
    "value": True,
    "source": "tenant",
    "provenance": [{"scope": "tenant", "value": True, "version": 3}],
    "members": {},
    "limited": False,
}
SETTING: dict[str, object] = {
    "key": "http.requireIfMatch",
    "scope": "tenant",
    "whose": None,
    "value": True,
    "version": 3,
    "effective": EFFECTIVE,
    "maySet": True,
    "labelDe": "Änderungen verlangen If-Match",
    "labelEn": "Changes require If-Match",
}
DECLARED: dict[str, object] = {
    "key": "http.requireIfMatch",
    "labelDe": "Änderungen verlangen If-Match",
    "labelEn": "Changes require If-Match",
    "helpDe": "",
    "helpEn": "",
    "schema": {"type": "boolean"},
    "default": False,
    "scopes": ["global", "tenant"],
    "merge": "replace",
    "limit": None,
    "effective": EFFECTIVE,
    "maySet": ["tenant"],
}
CHANGE: dict[str, object] = {
    "version": 3,
    "before": None,
    "after": True,
    "at": "2026-03-02T08:00:00Z",
    "userId": "01980f3a-6f00-7000-8000-0000000000a1",
    "correlationId": "01980f3a-6f00-7000-8000-0000000000d1",
}
