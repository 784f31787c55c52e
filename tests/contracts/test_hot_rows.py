"""Hot rows are met beside their sources, customer by customer, and nobody else's."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_source import HotSources
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.domain.samples.status import SampleStatus
from tests import boxes, given

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)


def test_a_reading_has_the_sources_and_the_row_they_make(food_world: World) -> None:
    customer = given.customer(food_world)
    fields = {"roi_potential": {"bucket": "HIGH", "value": "1800.50"}, "decision_makers": ["Ada", "Bo"]}
    patch_fields(PatchFields(customer.id, fields), actor=given.MANAGER, world=food_world)
    boxes.requested(food_world, customer.id)
    newest = boxes.requested(food_world, customer.id)
    boxes.moved(food_world, newest.id, SampleStatus.PACKED)

    (reading,) = food_world.hot_rows.after(given.SYSTEM, None, limit=10)
    assert reading.customer_id == customer.id
    assert reading.sources.newest == {"sample": {"status": "PACKED", "eventAt": "2026-03-02T08:00:00Z"}}
    assert reading.stored == food_world.hot_columns.fold(reading.sources).row
    assert (reading.stored["roi_value_cents"], reading.stored["decision_maker_count"]) == (180050, 2)
    assert (reading.astray, reading.has_customer) == ((), True)


def test_a_customer_about_whom_nothing_is_known_has_a_row_too(food_world: World) -> None:
    customer = given.customer(food_world)
    (reading,) = food_world.hot_rows.of(given.SYSTEM, [customer.id])

    assert reading.sources == HotSources()
    assert reading.stored is not None
    assert set(reading.stored.values()) == {None}


def test_every_customer_is_met_once_by_the_order_of_ids(food_world: World) -> None:
    made = [given.customer(food_world, f"Haus {number}").id for number in range(5)]
    archive_customer(ArchiveCustomer(made[3]), actor=given.MANAGER, world=food_world)
    met: list[CustomerId] = []
    while page := food_world.hot_rows.after(given.SYSTEM, met[-1] if met else None, limit=2):
        met += [one.customer_id for one in page]

    assert met == sorted(made)
    assert food_world.hot_rows.count(given.SYSTEM) == len(made)


def test_other_tenants_are_not_met(food_world: World) -> None:
    customer = given.customer(food_world)
    food_world.hot_rows.recompute(OTHERS, customer.id)

    assert food_world.hot_rows.count(OTHERS) == 0
    assert list(food_world.hot_rows.after(OTHERS, None, limit=10)) == []
    assert list(food_world.hot_rows.of(OTHERS, [customer.id])) == []
    assert list(food_world.hot_rows.of(given.SYSTEM, [given.nobody_knows()])) == []
