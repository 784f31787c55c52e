"""How the answer to many patches at once travels: one outcome per item."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from adapters.http.schemas.customer_examples import CUSTOMER

_PROBLEM = {"oneOf": [{"$ref": "#/components/schemas/Problem"}, {"type": "null"}]}


class BulkOutcome(msgspec.Struct, rename="camel", frozen=True):
    """What became of one item: its new ETag, or why it was refused; `index` is its place in the request."""

    index: int
    customer_id: str | None
    status: int
    etag: str | None
    problem: Annotated[Any, msgspec.Meta(extra_json_schema=_PROBLEM)]


class BulkOutcomes(msgspec.Struct, rename="camel", frozen=True):
    """One outcome per item, in the order of the request."""

    items: list[BulkOutcome]


ASKED = {
    "items": [
        {"customerId": CUSTOMER["id"], "details": {"region": "HAMBURG"}, "ifMatch": '"3.5f70bf18a0860070"'},
        {"customerId": CUSTOMER["id"], "fields": {"meals_per_day": 120}},
    ]
}
_DONE: Mapping[str, object] = {"customerId": CUSTOMER["id"], "status": 200, "problem": None}
OUTCOMES = {
    "items": [
        {"index": 0, **_DONE, "etag": '"4.1c9d0b6a5f70bf18"'},
        {"index": 1, **_DONE, "etag": '"5.86a0070f5f70bf18"'},
    ]
}
