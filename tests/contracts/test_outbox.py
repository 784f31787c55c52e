"""A fact is told if and only if its cause was committed, in the words of who caused it."""

from decimal import Decimal

from attrs import evolve

from crm_core.domain.customers.events import CustomerReassigned
from crm_core.domain.customers.fields_changed import CustomerFieldsChanged
from crm_core.domain.events.envelope import SOURCE, RecordedEvent
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from tests import given


def told(world: World) -> list[RecordedEvent]:
    while world.relay.move(limit=100).count:
        pass
    with world.unit_of_work(given.SYSTEM) as uow:
        return list(uow.event_log.read_after(given.TENANT, 0, limit=1000))


def reassigned(version: int) -> CustomerReassigned:
    return CustomerReassigned(CustomerId(given.user(7)), version, None, given.user(3))


def test_facts_of_a_committed_unit_are_told_in_the_order_in_which_they_were_added(world: World) -> None:
    with world.unit_of_work(given.MANAGER) as uow:
        for version in (2, 3, 4):
            uow.outbox.add(reassigned(version))
        uow.commit()
    assert [event.envelope.data["version"] for event in told(world)] == [2, 3, 4]


def test_facts_of_a_unit_that_was_left_without_commit_are_never_told(world: World) -> None:
    with world.unit_of_work(given.MANAGER) as uow:
        uow.outbox.add(reassigned(2))
    assert told(world) == []


def test_a_fact_travels_with_who_caused_it_in_which_call_and_when(world: World) -> None:
    with world.unit_of_work(given.MANAGER) as uow:
        uow.outbox.add(reassigned(2))
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.outbox.add(reassigned(3))
        uow.commit()
    by_person, by_system = (event.envelope for event in told(world))
    assert by_person.id.startswith("evt-")
    assert by_person.id != by_system.id
    assert (by_person.actor_type, by_person.actor_id) == ("user", given.MANAGER.user)
    assert by_system.actor_type == "system"
    assert by_person.time == given.START
    expected = evolve(
        by_system,
        id=by_person.id,
        actor_type="user",
        actor_id=given.MANAGER.user,
        data={**by_system.data, "version": 2},
    )
    assert by_person == expected
    assert (by_person.source, by_person.correlation_id) == (SOURCE, given.CORRELATION)
    assert by_person.data == reassigned(2).data()


def test_decimals_in_a_fact_keep_their_digits(world: World) -> None:
    fact = CustomerFieldsChanged(
        CustomerId(given.user(7)),
        2,
        {"roi": {"before": Decimal("0.10"), "after": {"value": Decimal("1800.00")}}},
    )
    with world.unit_of_work(given.MANAGER) as uow:
        uow.outbox.add(fact)
        uow.commit()

    (event,) = told(world)
    assert json_text(event.envelope.data) == json_text(fact.data())
