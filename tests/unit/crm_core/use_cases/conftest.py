"""A world in memory whose time stands still."""

import pytest

from adapters.memory.store import MemoryStore
from adapters.memory.world import memory_world
from adapters.system.seals import KeyedSeals
from crm_core.ports.world import World
from tests import given


@pytest.fixture
def clock() -> given.StandingClock:
    return given.StandingClock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def world(clock: given.StandingClock, store: MemoryStore) -> World:
    return memory_world(clock=clock, ids=given.CountingIds(), seals=KeyedSeals(b"k" * 32), store=store)
