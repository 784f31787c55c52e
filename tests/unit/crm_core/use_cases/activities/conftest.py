"""Activities are tried over memory, with the packs of two trades plugged in."""

import pytest

from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from tests.second_pack import STAGES
from tests.worlds import in_memory


@pytest.fixture
def world() -> World:
    return in_memory(FOOD, STAGES)
