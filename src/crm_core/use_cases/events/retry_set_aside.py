"""Trying events again that a consumer had set aside, in order within their subject."""

from collections.abc import Iterable

from crm_core.domain.access.actor import Actor
from crm_core.domain.events.letter import Letter
from crm_core.domain.refusals import NotFound, Unavailable
from crm_core.ports.unit_of_work import TryAgain
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer, Stumbled, reason_of
from crm_core.use_cases.perform import repeated


def retry_set_aside(consumer: Consumer, *, actor: Actor, world: World, limit: int = 100) -> bool:
    """Takes up the letter due first, and later events of its subject; False when none was due."""
    try:
        return repeated(lambda: _take_up(consumer, actor, world, limit), world)
    except Stumbled as stumbled:
        if limit > 1:
            smaller = min(limit, stumbled.batch) // 2 or 1
            return retry_set_aside(consumer, actor=actor, world=world, limit=smaller)
        subject, reason = stumbled.first.envelope.subject, reason_of(stumbled)
        return repeated(lambda: _failed_again(consumer, actor, world, subject, reason), world)


def _take_up(consumer: Consumer, actor: Actor, world: World, limit: int) -> bool:
    with world.unit_of_work(actor) as uow:
        reached = uow.checkpoints.take(consumer.name)
        letter = None if reached is None else uow.checkpoints.due(consumer.name, world.clock.now())
        if reached is None or letter is None:
            return False
        line = uow.event_log.of_subject(actor.tenant, letter.subject, letter.position - 1, limit=limit)
        events = [event for event in line if event.position <= reached]
        try:
            for event in events:
                consumer.apply(event, uow)
            if len(events) < limit:
                uow.checkpoints.settle(consumer.name, letter.subject)
            else:
                further = letter.at(events[-1].position + 1, world.clock.now())
                uow.checkpoints.set_aside(consumer.name, further)
            uow.commit()
        except (TryAgain, Unavailable):
            raise
        except Exception as trouble:
            if not events:
                raise
            raise Stumbled(events[0], len(events)) from trouble
    return True


def _failed_again(consumer: Consumer, actor: Actor, world: World, subject: str, reason: str) -> bool:
    with world.unit_of_work(actor) as uow:
        if uow.checkpoints.take(consumer.name) is None:
            return False
        letter = _letter_of(subject, uow.checkpoints.letters(consumer.name))
        uow.checkpoints.set_aside(consumer.name, letter.failed(reason, world.clock.now()))
        uow.commit()
    return True


def revive(consumer: Consumer, subject: str, *, actor: Actor, world: World) -> Letter:
    """Makes a waiting or dead letter due at once; NotFound when nothing of this subject waits."""
    with world.unit_of_work(actor) as uow:
        if uow.checkpoints.take(consumer.name) is None:
            raise Unavailable
        letter = _letter_of(subject, uow.checkpoints.letters(consumer.name)).revived(world.clock.now())
        uow.checkpoints.set_aside(consumer.name, letter)
        uow.commit()
    return letter


def _letter_of(subject: str, letters: Iterable[Letter]) -> Letter:
    for letter in letters:
        if letter.subject == subject:
            return letter
    raise NotFound
