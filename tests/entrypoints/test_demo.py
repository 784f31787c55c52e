"""The demo data is loaded once, and what is already there stays as it is."""

from attrs import evolve

from crm_core.domain.ids import CorrelationId
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_food_pack.pack import FOOD
from entrypoints.composition.demo import demo_kitchens, demo_manager
from entrypoints.demo import load_into
from tests import given
from tests.worlds import in_memory


def test_the_second_start_loads_nothing() -> None:
    world = in_memory(FOOD)

    assert load_into(world) == len(demo_kitchens())
    assert load_into(world) == 0


def test_what_people_changed_is_not_loaded_over() -> None:
    world = in_memory(FOOD)
    load_into(world)
    first = demo_kitchens()[0]
    manager = demo_manager(CorrelationId(world.ids.new()))
    update_customer(UpdateCustomer(first.id, {"name": "Umbenannt"}), actor=manager, world=world)
    load_into(world)

    found = world.customer_readings.one(manager, first.id)
    assert found is not None
    assert found.customer.details.name == "Umbenannt"


def test_another_tenant_sees_nothing_of_it() -> None:
    world = in_memory(FOOD)
    load_into(world)
    stranger = evolve(given.MANAGER, tenant=given.OTHER_TENANT)

    assert world.customer_readings.one(stranger, demo_kitchens()[0].id) is None
