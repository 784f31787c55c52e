"""Making a projection anew from the log, in one unit of work: readers see the old rows or the new ones."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import Invalid, Unavailable
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer


def rebuild(consumer: Consumer, *, actor: Actor, world: World, page: int = 1000) -> int:
    """Forgets the projection and folds the tenant's events up to its checkpoint again; how many they were."""
    if consumer.forget is None:
        raise Invalid
    with world.unit_of_work(actor) as uow:
        reached = uow.checkpoints.take(consumer.name)
        if reached is None:
            raise Unavailable
        consumer.forget(uow)
        folded = _fold(consumer, uow, reached, page)
        uow.commit()
    return folded


def _fold(consumer: Consumer, uow: UnitOfWork, reached: int, page: int) -> int:
    """What waits in a letter is left out here as well; it is folded in when the letter is settled."""
    waiting = {letter.subject: letter.position for letter in uow.checkpoints.letters(consumer.name)}
    position = folded = 0
    while position < reached:
        events = uow.event_log.read_after(uow.actor.tenant, position, limit=min(page, reached - position))
        for event in events:
            if event.position < waiting.get(event.envelope.subject, reached + 1):
                consumer.apply(event, uow)
                folded += 1
        position = events[-1].position
    return folded
