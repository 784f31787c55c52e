"""Which customers are there? One page, as the asking actor sees them."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.listing import CustomerColumns, CustomerRow, CustomerSlice, place_text
from crm_core.ports.seals import Seals
from crm_core.ports.world import World
from crm_core.queries.cursor import cut_columns, digest_of, opened


@frozen
class Page:
    columns: CustomerColumns
    next_cursor: str | None

    @cached_property
    def rows(self) -> Sequence[CustomerRow]:
        return self.columns.rows


def list_customers(wanted: CustomerSlice, *, cursor: str | None, actor: Actor, world: World) -> Page:
    """The page behind `cursor`, in columns, so that each surface makes its own form directly."""
    placed = located(wanted, cursor=cursor, actor=actor, seals=world.seals)
    found = world.customer_readings.page(actor, placed)
    return paged(found, placed, actor=actor, seals=world.seals)


def located(wanted: CustomerSlice, *, cursor: str | None, actor: Actor, seals: Seals) -> CustomerSlice:
    """The slice behind `cursor`; refused when the cursor belongs to another list."""
    if cursor is None:
        return wanted
    place, row_id = opened(seals, _digest(wanted, actor), cursor)
    return evolve(wanted, after=(place, UUID(str(row_id))))


def paged(found: CustomerColumns, wanted: CustomerSlice, *, actor: Actor, seals: Seals) -> Page:
    """The lines to be shown, and a cursor when one more was found."""
    return Page(*cut_columns(found, wanted.limit, place_text, seals, _digest(wanted, actor)))


def _digest(wanted: CustomerSlice, actor: Actor) -> str:
    return digest_of(actor.tenant, wanted.filter, wanted.order)
