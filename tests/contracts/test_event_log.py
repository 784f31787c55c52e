"""A reader that asks again after its last position misses nothing, per tenant and per subject."""

from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.events import CustomerArchived
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from tests import given

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def happen(world: World, *subjects: int, by: Actor = given.SYSTEM) -> None:
    for subject in subjects:
        with world.unit_of_work(by) as uow:
            uow.outbox.add(CustomerArchived(CustomerId(UUID(int=subject)), 2, None))
            uow.commit()
    world.relay.move(limit=1000)


def read(world: World, position: int, limit: int = 100, by: Actor = given.SYSTEM) -> list[tuple[int, int]]:
    with world.unit_of_work(by) as uow:
        events = uow.event_log.read_after(by.tenant, position, limit=limit)
    return [(event.position, UUID(event.envelope.subject).int) for event in events]


def test_positions_are_dense_from_one_in_every_tenant(world: World) -> None:
    happen(world, 1, 2)
    happen(world, 5, by=OTHERS)
    happen(world, 3)
    assert read(world, 0) == [(1, 1), (2, 2), (3, 3)]
    assert read(world, 0, by=OTHERS) == [(1, 5)]


def test_a_reader_goes_on_after_what_it_has_seen_as_far_as_it_wants(world: World) -> None:
    happen(world, 1, 2, 3)
    assert read(world, 1, limit=1) == [(2, 2)]
    assert read(world, 2) == [(3, 3)]
    assert read(world, 3) == []
    happen(world, 4)
    assert read(world, 3) == [(4, 4)]


def test_the_events_of_one_subject_are_found_in_order(world: World) -> None:
    happen(world, 1, 2, 1, 3, 1)
    subject = str(UUID(int=1))
    with world.unit_of_work(given.SYSTEM) as uow:
        later = uow.event_log.of_subject(given.TENANT, subject, 1, limit=10)
        first = uow.event_log.of_subject(given.TENANT, subject, 0, limit=1)
    assert [event.position for event in later] == [3, 5]
    assert [event.position for event in first] == [1]


def test_the_newest_position_is_zero_before_anything_happened(world: World) -> None:
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.event_log.newest(given.TENANT) == 0
        assert list(uow.event_log.read_after(given.TENANT, 0, limit=10)) == []
    happen(world, 1, 2)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.event_log.newest(given.TENANT) == 2
