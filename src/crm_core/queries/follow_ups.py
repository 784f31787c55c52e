"""Which follow-ups are there, and what about this one? As the asking actor sees them, at this instant."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.access import OWN_FOLLOW_UPS
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.listing import FollowUpFilter, FollowUpSlice, place_of
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_word
from crm_core.queries.engaged_parties import engaged_parties


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


def may_take_up(found: FollowUp, *, actor: Actor, world: World) -> bool:
    """Whether the actor may complete it or put it off: one's own, or one of whom one works with."""
    if OWN_FOLLOW_UPS.permits(Operation.WRITE, Scope(actor), found):
        return True
    return found.party in engaged_parties([found.party], actor=actor, world=world)


def list_follow_ups(
    wanted: FollowUpFilter, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> FollowUpPage:
    digest = digest_of("follow-ups", actor.tenant, wanted)
    asked = FollowUpSlice(world.clock.now(), wanted, limit)
    if cursor is not None:
        asked = evolve(asked, after=opened_at_word(world.seals, digest, cursor))
    found = world.follow_up_readings.page(actor, asked)
    shown, more = cut(found, limit, lambda last: (place_of(last), str(last.id)), world.seals, digest)
    return FollowUpPage(shown, more, asked.now)
