"""How many live locations each chain has, folded from the facts about customers."""

from collections.abc import Iterator
from uuid import UUID

from crm_core.domain.events.envelope import RecordedEvent


def size_changes(event: RecordedEvent) -> Iterator[tuple[UUID, int]]:
    """Which chains grow or shrink by this event, and by how much."""
    data = event.envelope.data
    match event.envelope.type:
        case "customer.created" | "customer.restored":
            yield from _moved(None, data["parentId"])
        case "customer.archived":
            yield from _moved(data["parentId"], None)
        case "customer.updated" if data["parentBefore"] != data["parentAfter"]:
            yield from _moved(data["parentBefore"], data["parentAfter"])
        case _:
            return


def _moved(before: object, after: object) -> Iterator[tuple[UUID, int]]:
    if before is not None:
        yield UUID(str(before)), -1
    if after is not None:
        yield UUID(str(after)), 1
