"""What every world keeps for a request that must have its effect once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.refusals import Conflict, NotAllowed
from crm_core.ports.once import AlreadyAnswered, Answer, IdempotencyKeyReused, Once, RequestInProgress
from crm_core.ports.world import World
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from tests import given


def answered(result: object) -> Answer:
    assert isinstance(result, Customer)
    return Answer(201, (("location", f"/api/customers/{result.id}"), ("x", "ü")), b"\x00" + result.id.bytes)


ONCE = Once("POST /api/customers", "key-1", b"\x01\xff", answered)


def create(world: World, once: Once = ONCE, actor: Actor = given.MANAGER) -> Customer:
    return create_customer(CreateCustomer(given.details()), actor=actor, world=world.once(once))


def count(world: World) -> int:
    with world.unit_of_work(given.ADMIN) as uow:
        return len(uow.audit.newest(limit=100))


def test_a_repeated_request_is_answered_as_the_first_one(world: World) -> None:
    first = create(world)
    for _ in range(2):
        with pytest.raises(AlreadyAnswered) as again:
            create(world)
        assert again.value.answer == answered(first)
    assert count(world) == 1


def test_a_key_used_for_another_request_is_a_conflict(world: World) -> None:
    create(world)
    with pytest.raises(IdempotencyKeyReused) as refusal:
        create(world, evolve(ONCE, fingerprint=b"other"))

    assert isinstance(refusal.value, Conflict)
    assert count(world) == 1


def test_keys_belong_to_a_route_and_a_user(world: World) -> None:
    create(world)
    create(world, evolve(ONCE, route="POST /api/leads"))
    create(world, evolve(ONCE, key="key-2"))
    create(world, actor=given.ADMIN)
    assert count(world) == 4


def test_a_request_without_effect_leaves_no_key(world: World) -> None:
    with pytest.raises(NotAllowed):
        create(world, actor=given.AUDITOR)
    with pytest.raises(NotAllowed):
        create(world, actor=given.AUDITOR)
    with world.once(ONCE).unit_of_work(given.MANAGER):
        pass
    create(world)


def test_a_request_still_running_is_in_progress(world: World) -> None:
    entered, go_on = Event(), Event()

    def slowly(_result: object) -> Answer:
        entered.set()
        go_on.wait(5)
        return Answer(201, (), b"first")

    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(create, world, evolve(ONCE, answer=slowly))
        assert entered.wait(5)
        try:
            with pytest.raises(RequestInProgress):
                create(world)
        finally:
            go_on.set()
        running.result(5)
    with pytest.raises(AlreadyAnswered) as again:
        create(world)
    assert again.value.answer.body == b"first"
