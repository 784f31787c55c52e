"""How a consumer takes events: effect and checkpoint in one unit of work, so that effects happen once."""

from collections.abc import Callable

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.projections.chain_sizes import size_changes
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class Consumer:
    """A name under which its position is kept, and what it does with one event."""

    name: str
    apply: Callable[[RecordedEvent, UnitOfWork], None]


def consume(consumer: Consumer, *, actor: Actor, world: World, limit: int = 500) -> int:
    """Takes the next batch of the actor's tenant; how many events it dealt with."""
    with world.unit_of_work(actor) as uow:
        position = uow.checkpoints.take(consumer.name)
        if position is None:
            return 0
        events = uow.event_log.read_after(actor.tenant, position, limit=limit)
        for event in events:
            consumer.apply(event, uow)
        if events:
            uow.checkpoints.advance(consumer.name, events[-1].position)
            uow.commit()
    return len(events)


def count_locations(event: RecordedEvent, uow: UnitOfWork) -> None:
    for chain_id, by in size_changes(event):
        uow.chain_sizes.change(chain_id, by)


CHAIN_SIZES = Consumer("chain-sizes", count_locations)
CONSUMERS: tuple[Consumer, ...] = (CHAIN_SIZES,)
