"""What do we know about this customer, as the asking actor sees it?"""

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.customer_readings import Reading
from crm_core.ports.world import World


def customer_by_id(customer_id: CustomerId, *, actor: Actor, world: World) -> Reading:
    reading = world.customer_readings.one(actor, customer_id)
    if reading is None:
        raise NotFound
    return reading
