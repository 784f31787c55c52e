"""What happened with this customer, and how was it recorded? As the asking actor sees it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivityFilter, ActivitySlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import digest_of, opened, sealed


@frozen
class ActivityPage:
    rows: Sequence[Activity]
    next_cursor: str | None


def activity_by_id(activity_id: ActivityId, *, actor: Actor, world: World) -> Activity:
    found = world.activity_readings.one(actor, activity_id)
    if found is None:
        raise NotFound
    return world.activity_types.typed(found)


def activity_versions(activity_id: ActivityId, *, actor: Actor, world: World) -> Sequence[Activity]:
    """Every version as it was recorded, the newest first."""
    found = world.activity_readings.versions(actor, activity_id)
    if found is None:
        raise NotFound
    return [world.activity_types.typed(one) for one in found]


def list_activities(
    customer_id: CustomerId,
    wanted: ActivityFilter,
    *,
    limit: int,
    cursor: str | None,
    actor: Actor,
    world: World,
) -> ActivityPage:
    digest = digest_of("activities", actor.tenant, customer_id, wanted)
    asked = ActivitySlice(customer_id, wanted, limit)
    if cursor is not None:
        at, last_id = opened(world.seals, digest, cursor)
        asked = evolve(asked, after=(datetime.fromisoformat(str(at)), UUID(str(last_id))))
    found = world.activity_readings.page(actor, asked)
    if found is None:
        raise NotFound
    shown, goes_on = found[:limit], len(found) > limit
    last = (shown[-1].entry.occurred_at.isoformat(), str(shown[-1].id)) if goes_on else None
    rows = [world.activity_types.typed(one) for one in shown]
    return ActivityPage(rows, None if last is None else sealed(world.seals, digest, last))
