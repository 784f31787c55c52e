"""A consumer's place stands with its effects, and letters wait one per subject."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from crm_core.domain.access.actor import Actor
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.events.letter import Letter
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.events.consume import consume
from tests import given

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def taken(world: World, consumer: str = "mails", by: Actor = given.SYSTEM) -> int | None:
    with world.unit_of_work(by) as uow:
        return uow.checkpoints.take(consumer)


def advanced(world: World, position: int) -> None:
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.checkpoints.take("mails")
        uow.checkpoints.advance("mails", position)
        uow.commit()


def test_a_new_consumer_stands_before_the_first_event(world: World) -> None:
    assert taken(world) == 0


def test_a_place_is_kept_with_the_unit_and_only_with_it(world: World) -> None:
    advanced(world, 5)
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.checkpoints.take("mails")
        uow.checkpoints.advance("mails", 9)
    assert taken(world) == 5
    assert taken(world, "sums") == 0
    assert taken(world, by=OTHERS) == 0


def test_of_many_that_feed_one_consumer_each_event_is_applied_by_one(world: World) -> None:
    for n in range(40):
        given.customer(world, f"Haus {n}")
    world.relay.move(limit=100)

    def count(event: RecordedEvent, uow: UnitOfWork) -> None:
        uow.chain_sizes.change(given.TENANT, 1)

    def feed(_: int) -> int:
        return consume(Consumer("counts", count), actor=given.SYSTEM, world=world, limit=3)

    with ThreadPoolExecutor(4) as threads:
        rounds = 0
        while taken(world, "counts") != 40 and (rounds := rounds + 1) < 100:
            list(threads.map(feed, range(4)))
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.chain_sizes.all() == {given.TENANT: 40}


def test_letters_are_kept_one_per_subject_by_position(world: World) -> None:
    soon = given.START + timedelta(seconds=2)
    late, early = Letter("b", 7, 1, soon, "ValueError"), Letter("a", 3, 2, None, "KeyError")
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.checkpoints.set_aside("mails", late)
        uow.checkpoints.set_aside("mails", early)
        uow.commit()
    again = late.failed("OSError", given.START)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert list(uow.checkpoints.letters("mails")) == [early, late]
        uow.checkpoints.set_aside("mails", again)
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert list(uow.checkpoints.letters("mails")) == [early, again]
        assert list(uow.checkpoints.letters("sums")) == []
        uow.checkpoints.settle("mails", "a")
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert list(uow.checkpoints.letters("mails")) == [again]


def test_the_letter_whose_time_came_first_is_due_and_a_dead_one_never_is(world: World) -> None:
    def at(seconds: int) -> Letter:
        return Letter(f"after {seconds}", seconds, 1, given.START + timedelta(seconds=seconds), "ValueError")

    with world.unit_of_work(given.SYSTEM) as uow:
        for letter in (at(9), at(4), Letter("dead", 1, 5, None, "ValueError")):
            uow.checkpoints.set_aside("mails", letter)
        assert uow.checkpoints.due("mails", given.START + timedelta(seconds=3)) is None
        assert uow.checkpoints.due("mails", given.START + timedelta(seconds=4)) == at(4)
        assert uow.checkpoints.due("mails", given.START + timedelta(seconds=60)) == at(4)
