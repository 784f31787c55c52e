"""A contact as the documentation shows it."""

_ACCOUNT = "01980f3a-6f00-7000-8000-0000000000c1"

NEW = {
    "name": "Maria Sommer",
    "role": "CHEF",
    "email": "m.sommer@hotel-am-see.example",
    "phone": "030 1234567",
}
CONTACT = {
    "id": "01980f3a-6f00-7000-8000-0000000000e1",
    "version": 1,
    "name": "Maria Sommer",
    "email": "m.sommer@hotel-am-see.example",
    "phone": "+49301234567",
    "note": None,
    "roles": [{"customerId": _ACCOUNT, "customerName": "Hotel am See", "role": "CHEF"}],
    "createdAt": "2026-03-02T08:00:00Z",
    "updatedAt": "2026-03-02T08:00:00Z",
}
PAGE = {"items": [CONTACT], "nextCursor": None}
PATCH = {"phone": None, "roles": [{"customerId": _ACCOUNT, "role": "BUYER"}]}
