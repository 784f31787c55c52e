"""Samples as the documentation shows them."""

_CUSTOMER = "01980f3a-6f00-7000-8000-0000000000c1"
_USER = "01980f3a-6f00-7000-8000-0000000000a1"
_ITEMS = [{"sku": "CF-101", "quantity": 2}, {"sku": "CF-205", "quantity": 1}]
NEW = {
    "customerId": _CUSTOMER,
    "items": _ITEMS,
    "kitId": "CF-BASIS-5",
    "deliveryDate": "2026-03-09",
    "deliveryAddress": "Lieferanteneingang, Kastanienallee 7, 10435 Berlin",
    "contactEmail": "kueche@linde.example",
    "notes": "Bitte vor 10 Uhr.",
}
SAMPLE = {
    "id": "01980f3a-6f00-7000-8000-0000000000e1",
    "version": 2,
    "customerId": _CUSTOMER,
    "leadId": None,
    "status": "SHIPPED",
    "statusEventAt": "2026-03-05T15:30:00Z",
    "kitId": "CF-BASIS-5",
    "items": _ITEMS,
    "deliveryDate": "2026-03-09",
    "deliveryAddress": "Lieferanteneingang, Kastanienallee 7, 10435 Berlin",
    "contactEmail": "kueche@linde.example",
    "notes": "Bitte vor 10 Uhr.",
    "late": False,
    "createdBy": _USER,
    "createdAt": "2026-03-02T08:00:00Z",
    "updatedAt": "2026-03-06T07:12:00Z",
}
WITH_HISTORY = {
    **SAMPLE,
    "statusHistory": [
        {
            "oldStatus": "REQUESTED",
            "newStatus": "SHIPPED",
            "eventAt": "2026-03-05T15:30:00Z",
            "recordedAt": "2026-03-06T07:12:00Z",
            "recordedBy": _USER,
            "activityId": None,
        }
    ],
}
PAGE = {"items": [SAMPLE], "nextCursor": None}
MOVE = {"newStatus": "SHIPPED", "eventAt": "2026-03-05T16:30:00+01:00"}
PRODUCTS = {
    "items": [
        {
            "sku": "CF-101",
            "nameDe": "Rinderroulade mit Rotkohl",
            "nameEn": "Beef roulade with red cabbage",
            "category": "MAIN",
            "shelfLifeDays": 42,
            "allergens": ["CELERY", "MUSTARD", "SULPHITES"],
        }
    ]
}
KITS = {
    "items": [
        {
            "id": "CF-VEGGIE-3",
            "nameDe": "Cook&Fresh® Vegetarisch 3er",
            "nameEn": "Cook&Fresh® Vegetarian 3",
            "items": [{"sku": "CF-102", "quantity": 1}, {"sku": "CF-205", "quantity": 1}],
        }
    ]
}
