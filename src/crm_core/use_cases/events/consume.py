"""How a consumer takes events: effect and checkpoint in one unit of work, so that effects happen once."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.events.letter import Letter
from crm_core.domain.refusals import Unavailable
from crm_core.ports.unit_of_work import TryAgain
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer, Stumbled, reason_of
from crm_core.use_cases.perform import repeated


def consume(consumer: Consumer, *, actor: Actor, world: World, limit: int = 500) -> int:
    """Takes the next batch of the actor's tenant; how many events it dealt with.

    When a batch fails, half of it is tried, down to the single event that cannot be dealt with:
    that one is set aside with its subject, and all others go on.
    """
    try:
        return repeated(lambda: _take(consumer, actor, world, limit), world)
    except Stumbled as stumbled:
        if limit > 1:
            return consume(consumer, actor=actor, world=world, limit=min(limit, stumbled.batch) // 2 or 1)
        culprit, reason = stumbled.first, reason_of(stumbled)
        return repeated(lambda: _set_aside(consumer, actor, world, culprit, reason), world)


def _take(consumer: Consumer, actor: Actor, world: World, limit: int) -> int:
    with world.unit_of_work(actor) as uow:
        position = uow.checkpoints.take(consumer.name)
        if position is None:
            return 0
        events = uow.event_log.read_after(actor.tenant, position, limit=limit)
        if not events:
            return 0
        waiting = {letter.subject for letter in uow.checkpoints.letters(consumer.name)}
        try:
            for event in events:
                if event.envelope.subject not in waiting:
                    consumer.apply(event, uow)
            uow.checkpoints.advance(consumer.name, events[-1].position)
            uow.commit()
        except (TryAgain, Unavailable):
            raise
        except Exception as trouble:
            raise Stumbled(events[0], len(events)) from trouble
    return len(events)


def _set_aside(consumer: Consumer, actor: Actor, world: World, culprit: RecordedEvent, reason: str) -> int:
    with world.unit_of_work(actor) as uow:
        if uow.checkpoints.take(consumer.name) != culprit.position - 1:
            return 0
        letter = Letter.first(
            culprit.envelope.subject, culprit.position, reason=reason, now=world.clock.now()
        )
        uow.checkpoints.set_aside(consumer.name, letter)
        uow.checkpoints.advance(consumer.name, culprit.position)
        uow.commit()
    return 1
