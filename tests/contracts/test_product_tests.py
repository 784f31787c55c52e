"""A converted lead gets its product test by itself: once, from the default kit, five working days ahead."""

from datetime import date
from uuid import UUID

import pytest

from crm_core.domain.customers.customer import Customer
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.leads.convert_lead import ConvertLead, convert_lead
from crm_food_pack.domain.samples.listing import SampleFilter, SampleSlice
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from crm_food_pack.use_cases.product_tests import product_tests
from tests import given, journal

OWNER = given.rep(1)


@pytest.fixture
def customer(food_world: World) -> Customer:
    """Of a lead that was converted on Monday, 2 March 2026."""
    lead = given.kept_lead(food_world, given.lead_made(food_world))
    command = ConvertLead(lead.id, UUID(int=7), given.START, details=given.details())
    return convert_lead(command, actor=OWNER, world=food_world).customer


def follow(world: World) -> None:
    world.relay.move(limit=500)
    while consume(product_tests(world), actor=given.SYSTEM, world=world):
        pass


def samples(world: World, customer: Customer) -> list[Sample]:
    wanted = SampleSlice(SampleFilter(customer=customer.id))
    return [one.sample for one in world.of(SAMPLE_READINGS).page(OWNER, wanted)]


def test_it_is_asked_for_once(food_world: World, customer: Customer) -> None:
    for _ in range(2):
        follow(food_world)

    [made] = samples(food_world, customer)
    assert (made.wanted.kit_id, len(made.wanted.items)) == ("CF-BASIS-5", 5)
    assert made.wanted.delivery_date == date(2026, 3, 9)
    assert [one.type for one in journal.facts(food_world, made.id)] == ["sample.requested"]


def test_where_samples_are_switched_off_there_is_none(food_world: World, customer: Customer) -> None:
    with food_world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put("features.samples", Scope.TENANT, value=False, version=0)
        uow.commit()
    follow(food_world)
    assert samples(food_world, customer) == []
