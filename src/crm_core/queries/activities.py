"""What happened with this customer, and how was it recorded? As the asking actor sees it."""

from collections.abc import Sequence

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivityFilter, ActivitySlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_time


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
        asked = evolve(asked, after=opened_at_time(world.seals, digest, cursor))
    found = world.activity_readings.page(actor, asked)
    if found is None:
        raise NotFound
    shown, more = cut(found, limit, _place_of, world.seals, digest)
    return ActivityPage([world.activity_types.typed(one) for one in shown], more)


def _place_of(activity: Activity) -> tuple[str, str]:
    return activity.entry.occurred_at.isoformat(), str(activity.id)
