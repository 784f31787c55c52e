"""Which settings apply here, and where did each value come from?"""

from collections.abc import Sequence

from crm_core.domain.access.actor import Actor
from crm_core.domain.settings.resolve import resolve
from crm_core.domain.settings.setting import Effective, Seat
from crm_core.ports.world import World


def effective_settings(
    keys: Sequence[str] | None, *, actor: Actor, world: World, region: str | None = None
) -> list[Effective]:
    """The asked keys, or all of them; an undeclared key does not exist."""
    wanted = sorted(world.settings.declared) if keys is None else keys
    declared = [world.settings.get(key) for key in wanted]
    stored, seat = world.setting_readings.stored(actor), Seat.of(actor, region)
    return [resolve(setting, stored, seat) for setting in declared]
