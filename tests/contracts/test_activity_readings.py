"""What every reading of activities keeps: a customer's, newest first, narrowed by kind, time and words."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.listing import ActivityFilter, ActivitySlice
from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from tests import given
from tests.contracts.test_activities import added
from tests.logged import drafted

DAY = timedelta(days=1)


def page(world: World, customer: Customer, by: Actor = given.MANAGER, /, **asked: Any) -> list[Activity]:
    found = world.activity_readings.page(by, ActivitySlice(customer.id, ActivityFilter(**asked)))
    assert found is not None
    return list(found)


def scene(world: World) -> tuple[Customer, list[Activity]]:
    """Four of one customer, a day apart, the newest first, and one of somebody else."""
    customer = given.customer(world, owner=given.user(1))
    told: tuple[tuple[str, str | None, dict[str, object]], ...] = (
        ("CALL", "Die Küchenchefin lobt die Suppen.", {}),
        ("TASTING", None, {"notes": "zu salzig", "sub": {"next": "Angebot schicken"}, "list": ["Rotkohl"]}),
        ("CALL", "Rückruf am Montag", {}),
        ("NOTE", None, {}),
    )
    made = [
        added(
            world, drafted(world, customer.id, kind=kind, note=note, at=given.START - days * DAY, **content)
        )
        for days, (kind, note, content) in enumerate(told)
    ]
    added(world, drafted(world, given.customer(world).id, note="Suppen"))
    return customer, made


def test_a_customers_activities_come_newest_first_without_what_was_withdrawn(world: World) -> None:
    customer, made = scene(world)
    assert page(world, customer) == made
    with world.unit_of_work(given.ADMIN) as uow:
        gone = uow.activities.lock(made[1].id).withdrawn("Falsch", by=given.ADMIN, now=given.START)
        uow.activities.save(gone)
        uow.commit()
    assert page(world, customer) == [made[0], *made[2:]]
    assert world.activity_readings.one(given.MANAGER, made[1].id) == gone


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "CALL"}, [0, 2]),
        ({"since": given.START - 2 * DAY}, [0, 1, 2]),
        ({"until": given.START - 2 * DAY}, [3]),
        ({"since": given.START - 2 * DAY, "until": given.START, "kind": "CALL"}, [2]),
        ({"q": "suppen"}, [0]),
        ({"q": "salzig"}, [1]),
        ({"q": "rotkohl angebot"}, [1]),
        ({"q": "suppen rotkohl"}, []),
        ({"q": "TASTING"}, []),
    ],
)
def test_conditions_narrow_together(world: World, asked: dict[str, Any], expected: list[int]) -> None:
    customer, made = scene(world)
    assert page(world, customer, given.MANAGER, **asked) == [made[place] for place in expected]


def test_pages_go_on_where_the_one_before_ended(world: World) -> None:
    customer = given.customer(world)
    made = [added(world, drafted(world, customer.id)) for _ in range(5)]
    made.append(added(world, drafted(world, customer.id, at=given.START + DAY)))
    told: list[Activity] = []
    wanted = ActivitySlice(customer.id, limit=2)
    while True:
        found = list(world.activity_readings.page(given.MANAGER, wanted) or ())
        told += found[:2]
        if len(found) <= 2:
            break
        wanted = evolve(wanted, after=(told[-1].entry.occurred_at, told[-1].id))
    assert told == [made[-1], *sorted(made[:-1], key=lambda one: one.id)]


def test_who_sees_the_customer_sees_them_and_nobody_else(world: World) -> None:
    customer, made = scene(world)
    for reader in (given.rep(1), given.AUDITOR, given.team_lead("BERLIN")):
        assert page(world, customer, reader) == made
        assert world.activity_readings.one(reader, made[0].id) == made[0]
    for stranger in (given.rep(2), given.team_lead("KIEL"), given.actor(tenant=given.OTHER_TENANT)):
        for customer_id in (customer.id, CustomerId(given.nobody_knows())):
            assert world.activity_readings.page(stranger, ActivitySlice(customer_id)) is None
        for activity_id in (made[0].id, ActivityId(given.nobody_knows())):
            assert world.activity_readings.one(stranger, activity_id) is None
            assert world.activity_readings.versions(stranger, activity_id) is None


def test_a_customer_without_any_is_an_empty_list(world: World) -> None:
    assert page(world, given.customer(world)) == []
