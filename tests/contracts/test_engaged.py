"""Whoever takes one customer up has taken up that one, and adds nothing to another."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.domain.samples.sample import SampleId
from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS
from crm_food_pack.ports.samples import SAMPLES
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario
from tests import boxes, due, given, logged
from tests.contracts.test_roi_scenarios import WISH

# What is to be added to a customer, and where a unit of work keeps it.
Addition = tuple[Any, Callable[[UnitOfWork], Any]]


def activity(world: World, to: CustomerId) -> Addition:
    return logged.drafted(world, to), lambda uow: uow.activities


def follow_up(world: World, to: CustomerId) -> Addition:
    return due.drafted(world, to), lambda uow: uow.follow_ups


def sample(world: World, to: CustomerId) -> Addition:
    like = boxes.requested(world, given.customer(world, "Like").id)
    return evolve(like, id=SampleId(world.ids.new()), party=Party(to)), lambda uow: uow.of(SAMPLES)


def roi_scenario(world: World, to: CustomerId) -> Addition:
    command = SaveScenario(given.customer(world, "Like").id, WISH)
    like = save_scenario(command, actor=given.MANAGER, world=world).scenario
    return evolve(like, id=RoiScenarioId(world.ids.new()), customer_id=to), lambda uow: uow.of(ROI_SCENARIOS)


@pytest.mark.parametrize("drafted", [activity, follow_up, sample, roi_scenario])
def test_whoever_takes_one_customer_up_adds_nothing_to_another(
    food_world: World, drafted: Callable[[World, CustomerId], Addition]
) -> None:
    mine = given.customer(food_world, "Mine", owner=given.user(1))
    other = given.customer(food_world, "Other", owner=given.user(2))
    to_other, shelf = drafted(food_world, other.id)
    with pytest.raises(NotAllowed), food_world.unit_of_work(given.rep(1)) as uow:  # noqa: PT012 - as a whole
        uow.customers.engage(mine.id)
        shelf(uow).add(to_other)
        uow.commit()

    to_mine, shelf = drafted(food_world, mine.id)
    with food_world.unit_of_work(given.rep(1)) as uow:
        uow.customers.engage(mine.id)
        shelf(uow).add(to_mine)
        uow.commit()
