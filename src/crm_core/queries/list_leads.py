"""Which leads are there? One page, as the asking actor is shown them now."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.listing import LeadFilter, LeadOrder, LeadRow, LeadSlice
from crm_core.ports.world import World
from crm_core.queries.cursor import digest_of, opened, sealed


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
        place, last = opened(world.seals, digest, cursor)
        asked = evolve(asked, after=(str(place), UUID(str(last))))
    rows = world.lead_readings.page(actor, asked)
    if len(rows) <= limit:
        return LeadPage(rows, None)
    shown = rows[:limit]
    return LeadPage(shown, sealed(world.seals, digest, (shown[-1].place, str(shown[-1].id))))
