"""What every reading of calculations keeps: a customer's, the newest first, with what a page says of it."""

from attrs import evolve

from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_scenario_readings import ROI_SCENARIO_READINGS, ScenarioSlice, SeenScenario
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario
from tests import given
from tests.contracts.test_roi_scenarios import WISH


def saved(world: World, customer_id: CustomerId) -> SeenScenario:
    return save_scenario(SaveScenario(customer_id, WISH), actor=given.MANAGER, world=world)


def test_one_is_read_with_its_customer(food_world: World) -> None:
    customer = given.customer(food_world, "Zunfthaus", owner=given.user(1), territory="CH")
    made = saved(food_world, customer.id)
    readings = food_world.of(ROI_SCENARIO_READINGS)
    assert readings.one(given.rep(1), made.scenario.id) == made
    assert (made.customer_name, made.territory) == ("Zunfthaus", "CH")
    for stranger in (given.rep(2), given.actor(tenant=given.OTHER_TENANT)):
        assert readings.one(stranger, made.scenario.id) is None
        assert readings.one(stranger, RoiScenarioId(given.nobody_knows())) is None
        assert readings.page(stranger, ScenarioSlice(customer.id)) is None


def test_pages_go_on_where_the_one_before_ended(food_world: World) -> None:
    customer = given.customer(food_world)
    readings = food_world.of(ROI_SCENARIO_READINGS)
    assert list(readings.page(given.MANAGER, ScenarioSlice(customer.id)) or ()) == []
    made = [saved(food_world, customer.id) for _ in range(4)]
    food_world.clock.pass_by(minutes=1)  # type: ignore[attr-defined]  # the tests' clock
    made.insert(0, saved(food_world, customer.id))
    saved(food_world, given.customer(food_world).id)
    told: list[SeenScenario] = []
    wanted = ScenarioSlice(customer.id, limit=2)
    while True:
        found = list(readings.page(given.MANAGER, wanted) or ())
        told += found[:2]
        if len(found) <= 2:
            break
        last = told[-1].scenario
        wanted = evolve(wanted, after=(last.created_at, last.id))
    assert told == [made[0], *sorted(made[1:], key=lambda one: one.scenario.id)]
