"""What happened with this customer, and how was it recorded? As the asking actor sees it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivityFilter, ActivitySlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.seals import Seals
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_time

Row = TypeVar("Row")


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
    asked = located(ActivitySlice(customer_id, wanted, limit), cursor=cursor, actor=actor, seals=world.seals)
    found = world.activity_readings.page(actor, asked)
    shown, more = paged(found, asked, _place_of, actor=actor, seals=world.seals)
    return ActivityPage([world.activity_types.typed(one) for one in shown], more)


def located(wanted: ActivitySlice, *, cursor: str | None, actor: Actor, seals: Seals) -> ActivitySlice:
    """The slice behind `cursor`; refused when the cursor belongs to another list."""
    if cursor is None:
        return wanted
    return evolve(wanted, after=opened_at_time(seals, _digest(wanted, actor), cursor))


def paged(
    found: Sequence[Row] | None,
    wanted: ActivitySlice,
    place_of: Callable[[Row], tuple[str, str]],
    *,
    actor: Actor,
    seals: Seals,
) -> tuple[Sequence[Row], str | None]:
    """The rows to be shown, and a cursor when one more was found."""
    if found is None:
        raise NotFound
    return cut(found, wanted.limit, place_of, seals, _digest(wanted, actor))


def _place_of(activity: Activity) -> tuple[str, str]:
    return activity.entry.occurred_at.isoformat(), str(activity.id)


def _digest(wanted: ActivitySlice, actor: Actor) -> str:
    return digest_of("activities", actor.tenant, wanted.customer_id, wanted.filter)
