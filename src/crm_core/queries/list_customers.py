"""Which customers are there? One page, as the asking actor sees them."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.listing import CustomerSlice, place_text
from crm_core.ports.customer_readings import RowMaker
from crm_core.ports.seals import Seals
from crm_core.ports.world import World
from crm_core.queries.cursor import digest_of, opened, sealed


class Placed(Protocol):
    """Every form of a row tells its id and its place under the list's order."""

    @property
    def id(self) -> object: ...
    @property
    def place(self) -> object: ...


Row = TypeVar("Row", bound=Placed)


@frozen
class Page(Generic[Row]):
    rows: Sequence[Row]
    next_cursor: str | None


def list_customers(
    wanted: CustomerSlice, *, cursor: str | None, actor: Actor, world: World, make: RowMaker[Row]
) -> Page[Row]:
    """The page behind `cursor`. Rows are made by `make`, so that each surface gets its own form directly."""
    placed = located(wanted, cursor=cursor, actor=actor, seals=world.seals)
    rows = world.customer_readings.page(actor, placed, make)
    return paged(rows, placed, actor=actor, seals=world.seals)


def located(wanted: CustomerSlice, *, cursor: str | None, actor: Actor, seals: Seals) -> CustomerSlice:
    """The slice behind `cursor`; refused when the cursor belongs to another list."""
    if cursor is None:
        return wanted
    place, row_id = opened(seals, _digest(wanted, actor), cursor)
    return evolve(wanted, after=(place, UUID(str(row_id))))


def paged(rows: Sequence[Row], wanted: CustomerSlice, *, actor: Actor, seals: Seals) -> Page[Row]:
    """The rows to be shown, and a cursor when one more was found."""
    if len(rows) <= wanted.limit:
        return Page(rows, None)
    shown = rows[: wanted.limit]
    last = shown[-1]
    return Page(shown, sealed(seals, _digest(wanted, actor), (place_text(last.place), str(last.id))))


def _digest(wanted: CustomerSlice, actor: Actor) -> str:
    return digest_of(actor.tenant, wanted.filter, wanted.order)
