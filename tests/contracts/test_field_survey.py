"""What every store tells a job that goes through all values of a field, and what it lets it do to them."""

import pytest

from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.canonical import canonical_text
from crm_core.domain.fields.field_set import FieldChange, Stamp
from crm_core.domain.fields.patch import Patched
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Invalid
from crm_core.ports.field_survey import Surveyed
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import given


def put(world: World, customer: Customer, *, claimed: bool = False, **values: object) -> None:
    with world.unit_of_work(given.MANAGER) as uow:
        locked = uow.customers.lock(customer.id)
        stands = uow.field_values.of(customer.id)
        stamp = Stamp(uow.actor.user, given.START, uow.actor.correlation, locked.version)
        changes = tuple(FieldChange(key, stands.plain().get(key), new, stamp) for key, new in values.items())
        claims = tuple((key, canonical_text(new)) for key, new in values.items()) if claimed else ()
        uow.field_values.keep(customer.id, Patched(stands.after(changes), changes, claims), restricted=())
        uow.commit()


def surveyed(world: World, place: CustomerId | None, limit: int) -> list[Surveyed]:
    with world.unit_of_work(given.SYSTEM) as uow:
        return list(uow.field_survey.after(place, ["bins", "ovens"], limit=limit))


def test_every_customer_is_met_once_with_what_was_asked(world: World) -> None:
    customers = sorted((given.customer(world) for _ in range(5)), key=lambda one: one.id)
    given.customer(world, by=given.actor(tenant=given.OTHER_TENANT))
    put(world, customers[1], bins=3, rent=900)
    put(world, customers[3], bins=1, ovens={"count": 2})
    archive_customer(ArchiveCustomer(customers[3].id), actor=given.MANAGER, world=world)
    found: list[Surveyed] = []
    while batch := surveyed(world, found[-1].customer_id if found else None, 2):
        found += batch

    assert [one.customer_id for one in found] == [one.id for one in customers]
    assert [one.is_live for one in found] == [True, True, True, False, True]
    assert [dict(one.values) for one in found] == [
        {},
        {"bins": 3},
        {},
        {"bins": 1, "ovens": {"count": 2}},
        {},
    ]


def test_doubles_are_live_and_all_but_the_first(world: World) -> None:
    customers = sorted((given.customer(world) for _ in range(5)), key=lambda one: one.id)
    for customer, value in zip(customers, (7, 7, 7, 8, 8), strict=True):
        put(world, customer, bins=value)
    archive_customer(ArchiveCustomer(customers[1].id), actor=given.MANAGER, world=world)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.field_survey.doubles("bins", limit=9) == []
        texts = {one.id: "7" if place < 3 else "8" for place, one in enumerate(customers)}
        uow.field_survey.claim("bins", texts)
        uow.commit()
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.field_survey.doubles("bins", limit=9) == [customers[2].id, customers[4].id]
        assert uow.field_survey.doubles("bins", limit=1) == [customers[2].id]
        assert uow.field_survey.doubles("ovens", limit=9) == []


def test_a_claim_that_its_writer_has_made_is_left_alone(world: World) -> None:
    first, second = given.customer(world), given.customer(world)
    put(world, first, claimed=True, bins=1)
    put(world, second, bins=1)
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.field_survey.claim("bins", dict.fromkeys([first.id, second.id], canonical_text(2)))
        uow.commit()
    with pytest.raises(Invalid):
        put(world, given.customer(world), claimed=True, bins=1)
    with pytest.raises(Invalid):
        put(world, given.customer(world), claimed=True, bins=2)
    with world.unit_of_work(given.SYSTEM) as uow:
        uow.field_survey.unclaim("bins")
        uow.commit()
    put(world, given.customer(world), claimed=True, bins=1)


def test_rows_are_closed_and_opened_with_their_history_for_those_customers_alone(world: World) -> None:
    chain = given.chain(world)
    given.location(world, chain, owner=given.user(1))
    marked, other = given.location(world, chain), given.location(world, chain)
    for customer in (marked, other):
        put(world, customer, bins=1, ovens=1)
        put(world, customer, bins=2)
    for restricted in (True, False):
        with world.unit_of_work(given.SYSTEM) as uow:
            uow.field_survey.mark([marked.id], "bins", restricted=restricted)
            uow.commit()
        seen = [told(world, customer) for customer in (marked, other)]
        assert seen == [({"ovens"}, 0) if restricted else ({"bins", "ovens"}, 2), ({"bins", "ovens"}, 2)]


def told(world: World, customer: Customer) -> tuple[set[str], int]:
    """Which fields a reader of siblings is shown, and how many versions of one of them."""
    reader = given.rep(1)
    reading = world.field_readings.now(reader, customer.id)
    history = world.field_readings.history(reader, customer.id, "bins", before=None, limit=9)
    assert reading is not None
    assert history is not None
    return set(reading.fields.values), len(history.changes)
