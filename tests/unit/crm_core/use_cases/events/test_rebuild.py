"""A rebuilt projection is the one that grew event by event."""

import pytest

from crm_core.domain.refusals import Invalid
from crm_core.use_cases.consumers import CHAIN_SIZES, Consumer
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.events.rebuild import rebuild
from crm_core.use_cases.events.retry_set_aside import retry_set_aside
from tests import given
from tests.unit.crm_core.use_cases.events.poison import Scene, Stumbling


def test_rebuilt_rows_equal_the_live_ones_and_later_events_go_on_from_there() -> None:
    scene = Scene.with_events()
    chain = given.chain(scene.world)
    places = [given.location(scene.world, chain, f"Haus {n}") for n in range(3)]
    archive_customer(ArchiveCustomer(places[0].id), actor=given.MANAGER, world=scene.world)
    scene.world.relay.move(limit=100)
    consume(CHAIN_SIZES, actor=given.SYSTEM, world=scene.world)
    with scene.world.unit_of_work(given.SYSTEM) as uow:
        live = dict(uow.chain_sizes.all())
        uow.chain_sizes.change(chain.id, 40)  # damage, and a row that nobody's events explain
        uow.chain_sizes.change(places[0].id, 1)
        uow.commit()
    assert rebuild(CHAIN_SIZES, actor=given.SYSTEM, world=scene.world, page=2) == 5
    with scene.world.unit_of_work(given.SYSTEM) as uow:
        assert uow.chain_sizes.all() == live == {chain.id: 2}
    assert consume(CHAIN_SIZES, actor=given.SYSTEM, world=scene.world) == 0


def test_what_waits_in_a_letter_is_folded_in_when_it_is_settled_and_not_before() -> None:
    scene, stumbling = Scene.with_events(1, 2, 1), Stumbling(poison={3})
    consumer = stumbling.consumer()
    while consume(consumer, actor=given.SYSTEM, world=scene.world):
        pass
    stumbling.poison.clear()
    rebuild(consumer, actor=given.SYSTEM, world=scene.world)
    assert scene.applied() == [1, 2]
    scene.clock.pass_by(minutes=1)
    retry_set_aside(consumer, actor=given.SYSTEM, world=scene.world)
    assert scene.applied() == [1, 2, 3]


def test_what_is_no_projection_cannot_be_rebuilt() -> None:
    scene = Scene.with_events(1)
    with pytest.raises(Invalid):
        rebuild(Consumer("mails", lambda *_: None), actor=given.SYSTEM, world=scene.world)
