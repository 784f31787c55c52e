"""Questions of the trade are asked over memory, with the pack plugged in."""

import pytest

from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from tests.worlds import in_memory


@pytest.fixture
def world() -> World:
    return in_memory(FOOD)
