"""Which leads are there? One page, as the asking actor is shown them now."""

from collections.abc import Sequence
from functools import cached_property

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.listing import LeadColumns, LeadRow, LeadSlice, place_text
from crm_core.ports.seals import Seals
from crm_core.ports.world import World
from crm_core.queries.cursor import cut_columns, digest_of, opened_at_word


@frozen
class LeadPage:
    columns: LeadColumns
    next_cursor: str | None

    @cached_property
    def rows(self) -> Sequence[LeadRow]:
        return self.columns.rows


def list_leads(wanted: LeadSlice, *, cursor: str | None, actor: Actor, world: World) -> LeadPage:
    """The page behind `cursor`, in columns, so that each surface makes its own form directly."""
    placed = located(wanted, cursor=cursor, actor=actor, seals=world.seals)
    found = world.lead_readings.page(actor, placed)
    return paged(found, placed, actor=actor, seals=world.seals)


def located(wanted: LeadSlice, *, cursor: str | None, actor: Actor, seals: Seals) -> LeadSlice:
    """The slice behind `cursor`; refused when the cursor belongs to another list."""
    if cursor is None:
        return wanted
    return evolve(wanted, after=opened_at_word(seals, _digest(wanted, actor), cursor))


def paged(found: LeadColumns, wanted: LeadSlice, *, actor: Actor, seals: Seals) -> LeadPage:
    """The lines to be shown, and a cursor when one more was found."""
    return LeadPage(*cut_columns(found, wanted.limit, place_text, seals, _digest(wanted, actor)))


def _digest(wanted: LeadSlice, actor: Actor) -> str:
    return digest_of("leads", actor.tenant, wanted.filter, wanted.order)
