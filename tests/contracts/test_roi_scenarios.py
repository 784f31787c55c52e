"""What every store of calculations keeps: what was pinned, for whom the customer is open to."""

from decimal import Decimal

import pytest
from attrs import evolve

from crm_core.domain.customers.customer import Channel
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from crm_food_pack.domain.roi.calculator import RoiInputs
from crm_food_pack.domain.roi.form import Wish
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario
from tests import given

INPUTS = RoiInputs(
    120, 26, Decimal("2.5"), Decimal(22), Decimal("3.20"), Decimal(8), Channel.PARTNER, Decimal(15000)
)
WISH = Wish("Mittagstisch", "2025-1", INPUTS)


@pytest.mark.parametrize("investment", ["15000", "15000.555"], ids=["cents", "finer, from before"])
def test_a_calculation_is_kept_as_it_was_pinned(food_world: World, investment: str) -> None:
    customer = given.customer(food_world, owner=given.user(1))
    wish = evolve(WISH, inputs=evolve(INPUTS, investment=Decimal(investment)))
    saved = save_scenario(SaveScenario(customer.id, wish), actor=given.rep(1), world=food_world).scenario
    with food_world.unit_of_work(given.rep(1)) as uow:
        found = uow.of(ROI_SCENARIOS).find(saved.id)
    assert found == saved
    assert found is not None
    assert found.holds()


def test_only_who_engages_with_the_customer_adds_one_and_only_who_sees_it_finds_it(food_world: World) -> None:
    customer = given.customer(food_world, owner=given.user(1))
    with pytest.raises(NotAllowed):
        save_scenario(SaveScenario(customer.id, WISH), actor=given.AUDITOR, world=food_world)
    saved = save_scenario(SaveScenario(customer.id, WISH), actor=given.MANAGER, world=food_world).scenario
    with food_world.unit_of_work(given.AUDITOR) as uow:
        assert uow.of(ROI_SCENARIOS).find(saved.id) == saved
    for stranger in (given.rep(2), given.actor(tenant=given.OTHER_TENANT)):
        with food_world.unit_of_work(stranger) as uow:
            assert uow.of(ROI_SCENARIOS).find(saved.id) is None
            assert uow.of(ROI_SCENARIOS).find(RoiScenarioId(given.nobody_knows())) is None
