"""Feedback and the status of its sample never disagree, whatever two clients do at once."""

from random import Random

import pytest

from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from tests.adapters.postgres.histories import History, disagreements
from tests.given import CountingIds, StandingClock
from tests.server import Pools
from tests.worlds import on_postgres

FEW, MANY = 60, 5_000


def wrong_after(world: World, histories: int, seed: int) -> dict[int, object]:
    """The histories that went wrong, by their number under this seed."""
    wrong: dict[int, object] = {}
    for number in range(histories):
        history = History(world, Random(f"{seed}:{number}"))
        history.run()
        if history.unexpected:
            wrong[number] = history.unexpected
        elif found := disagreements(history):
            wrong[number] = found
    return wrong


def test_a_few_histories_of_two_clients_leave_an_allowed_state(pools: Pools) -> None:
    world = on_postgres(pools, FOOD, clock=StandingClock(), ids=CountingIds())
    assert wrong_after(world, FEW, seed=1) == {}


@pytest.mark.long
def test_five_thousand_histories_of_two_clients_leave_an_allowed_state(pools: Pools) -> None:
    world = on_postgres(pools, FOOD, clock=StandingClock(), ids=CountingIds())
    assert wrong_after(world, MANY, seed=2) == {}
