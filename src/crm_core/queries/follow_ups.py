"""Which follow-ups are there, and what about this one? As the asking actor sees them, at this instant."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.listing import FollowUpFilter, FollowUpSlice, place_of
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import digest_of, opened, sealed


@frozen
class FollowUpPage:
    """One page; badges are those of the instant `now`."""

    rows: Sequence[FollowUp]
    next_cursor: str | None
    now: datetime


def follow_up_by_id(follow_up_id: FollowUpId, *, actor: Actor, world: World) -> FollowUp:
    found = world.follow_up_readings.one(actor, follow_up_id)
    if found is None:
        raise NotFound
    return found


def list_follow_ups(
    wanted: FollowUpFilter, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> FollowUpPage:
    digest = digest_of("follow-ups", actor.tenant, wanted)
    asked = FollowUpSlice(world.clock.now(), wanted, limit)
    if cursor is not None:
        place, last_id = opened(world.seals, digest, cursor)
        asked = evolve(asked, after=(str(place), UUID(str(last_id))))
    found = world.follow_up_readings.page(actor, asked)
    shown, goes_on = found[:limit], len(found) > limit
    last = (place_of(shown[-1]), str(shown[-1].id)) if goes_on else None
    return FollowUpPage(shown, None if last is None else sealed(world.seals, digest, last), asked.now)
