"""The settings that apply to a command, read once in its unit of work."""

from collections.abc import Callable

from crm_core.domain.settings.resolve import resolve
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


def what_is_set(uow: UnitOfWork, world: World) -> Callable[[str], object]:
    """The value of each declared setting as it stands in this unit."""
    stored = uow.settings.known()
    return lambda key: resolve(world.settings.get(key), stored).value
