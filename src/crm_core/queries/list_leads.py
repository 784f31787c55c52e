"""Which leads are there? One page, as the asking actor is shown them now."""

from collections.abc import Sequence

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.listing import LeadFilter, LeadOrder, LeadRow, LeadSlice
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_word


@frozen
class LeadPage:
    rows: Sequence[LeadRow]
    next_cursor: str | None


def list_leads(
    wanted: LeadFilter, order: LeadOrder, limit: int, *, cursor: str | None, actor: Actor, world: World
) -> LeadPage:
    """The page behind `cursor`; states are those of the instant of this call."""
    digest = digest_of("leads", actor.tenant, wanted, order)
    asked = LeadSlice(world.clock.now(), wanted, order, limit)
    if cursor is not None:
        asked = evolve(asked, after=opened_at_word(world.seals, digest, cursor))
    rows = world.lead_readings.page(actor, asked)
    return LeadPage(*cut(rows, limit, lambda last: (last.place, str(last.id)), world.seals, digest))
