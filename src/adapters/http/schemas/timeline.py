"""How a customer's timeline travels."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from crm_core.domain.customers.timeline import Entry

ENCODER = msgspec.json.Encoder(decimal_format="number", order="deterministic")


class EntryForm(msgspec.Struct, rename="camel", frozen=True):
    """One thing that happened; what `data` has depends on the kind."""

    id: str
    kind: str
    at: datetime
    by: UUID | None
    data: dict[str, Any]


class TimelineForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of what happened, newest first."""

    items: list[EntryForm]
    next_cursor: str | None


def entry_form(entry: Entry) -> EntryForm:
    return EntryForm(entry.place, entry.kind, entry.at, entry.by, dict(entry.data))


EXAMPLE = {
    "items": [
        {
            "id": "turn:0000000000000000004:REASSIGNED",
            "kind": "REASSIGNED",
            "at": "2026-03-02T08:00:00Z",
            "by": "01980f3a-6f00-7000-8000-0000000000a2",
            "data": {
                "before": None,
                "after": "01980f3a-6f00-7000-8000-0000000000a1",
                "reason": "Gebietswechsel zum Quartal",
            },
        }
    ],
    "nextCursor": None,
}
