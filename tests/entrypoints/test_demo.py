"""The demo data is loaded once, and what is already there stays as it is."""

from uuid import UUID

from attrs import evolve

from crm_core.domain.customers.customer import Contactability
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.ids import CorrelationId
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_food_pack.domain.samples.listing import SampleSlice
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from crm_food_pack.ports.sample_readings import SAMPLE_READINGS
from entrypoints.composition.demo import demo_bounces, demo_kitchens, demo_manager
from entrypoints.demo import load_into
from tests import given
from tests.reach import demanded
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


def test_there_is_a_sample_in_every_status_and_the_one_that_guides_name() -> None:
    world = in_memory(FOOD)
    load_into(world)
    manager = demo_manager(CorrelationId(world.ids.new()))
    seen = world.of(SAMPLE_READINGS).one(manager, SampleId(UUID(int=2)))

    assert seen is not None
    assert seen.sample.status is SampleStatus.SHIPPED
    assert seen.sample.party.customer_id == UUID(int=1)
    kept = world.of(SAMPLE_READINGS).page(manager, SampleSlice(limit=100))
    assert {one.sample.status for one in kept} == set(SampleStatus)


def test_a_house_from_which_letters_come_back_waits_for_another_channel() -> None:
    world = in_memory(FOOD)
    load_into(world)
    manager = demo_manager(CorrelationId(world.ids.new()))
    (bounce,) = demo_bounces()
    reading = world.customer_readings.one(manager, bounce.customer_id)

    assert reading is not None
    assert reading.customer.contactability is Contactability.HARD_BOUNCE
    assert [one.state for one in demanded(world, bounce.customer_id, manager)] == [State.OPEN]
