"""Which samples should have arrived by now? Delivery days passed by more than two working days."""

from collections.abc import Sequence

from crm_core.domain.access.actor import Actor
from crm_core.domain.days import local_day
from crm_core.ports.world import World
from crm_food_pack.domain.samples.lateness import is_late
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS


def late_samples(*, limit: int, actor: Actor, world: World) -> Sequence[SeenSample]:
    """The longest awaited first, of those that the actor may see."""
    now = world.clock.now()
    awaited = world.of(SAMPLE_READINGS).awaited_since(actor, local_day(now), limit=limit)
    return [one for one in awaited if is_late(one.sample, now, world.working_days.at(one.place))]
