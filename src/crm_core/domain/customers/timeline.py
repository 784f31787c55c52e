"""What happened with a customer, newest first: entries of many sources in one order."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.fields.catalogue import Catalogue
from crm_core.domain.fields.clearance import Clearance
from crm_core.domain.ids import UserId

FIELD_CHANGED = "FIELD_CHANGED"
# What the core tells; packs add theirs.
CORE_KINDS = (
    "CREATED",
    FIELD_CHANGED,
    "REASSIGNED",
    "CONTACTABILITY",
    "ARCHIVED",
    "RESTORED",
    "ACTIVITY",
    "FOLLOW_UP_OPENED",
    "FOLLOW_UP_CLOSED",
)

# Kinds that tell of something that can be switched off, and the setting that does so.
SWITCHED_BY: Mapping[str, str] = {FIELD_CHANGED: "features.fields.bridge"}


@frozen
class Entry:
    """One thing that happened. `place` is unique among the customer's entries and orders those of one
    instant; `by` is None where nobody did it."""

    place: str
    kind: str
    at: datetime
    by: UserId | None
    data: Mapping[str, object]

    @property
    def field(self) -> str | None:
        """The field that it tells of, if it does."""
        return str(self.data["key"]) if self.kind == FIELD_CHANGED else None


@frozen
class TimelineSlice:
    """Entries of these kinds, from just behind `after` (the last one's instant and place)."""

    customer_id: UUID
    kinds: tuple[str, ...]
    limit: int
    after: tuple[datetime, str] | None = None


def place_of(source: str, number: int, *more: str) -> str:
    """The place of an entry that a version tells apart: a later version stands before an earlier one."""
    return ":".join((source, f"{number:019}", *more))


def is_visible(entry: Entry, catalogue: Catalogue, cleared: Clearance) -> bool:
    """Whether the reader may know of it: a restricted field is absent by name and value."""
    return entry.field is None or cleared.may_read(catalogue.definitions.get(entry.field))
