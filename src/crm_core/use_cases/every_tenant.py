"""What a job does for every tenant of the installation, each as its own; trouble of one holds up no other."""

from collections.abc import Callable

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId
from crm_core.ports.world import World


def for_every_tenant(world: World, run: Callable[[Actor], int]) -> int:
    """How much was done; the first trouble is told once all have had their turn."""
    done, trouble = 0, list[Exception]()
    for tenant in world.relay.tenants():
        try:
            done += run(Actor.system(tenant, CorrelationId(world.ids.new())))
        except Exception as error:  # whatever it is, it is this tenant's
            trouble.append(error)
    if trouble:
        raise trouble[0]
    return done
