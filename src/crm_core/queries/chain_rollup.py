"""What does this chain come to, taken together?"""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.whole_chains import sees_whole_chain
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.domain.rollups.rollup import Rollup
from crm_core.ports.world import World


@frozen
class ChainRollup:
    """`is_whole` says that the reader sees all of it; the numbers of the others are of what they see."""

    customer_id: CustomerId
    rollup: Rollup
    is_whole: bool


def chain_rollup(customer_id: CustomerId, *, actor: Actor, world: World) -> ChainRollup:
    reading = world.rollups.of(actor, customer_id, world.clock.now())
    if reading is None:
        raise NotFound
    customer = reading.customer
    alone = customer.chain_root_id != customer.id
    return ChainRollup(customer.id, reading.rollup, alone or sees_whole_chain(reading.scope, customer.id))
