"""The worlds in which tests play: one server per run, one database per process, empty for every test."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from tests import journal
from tests.server import GIVEN, Database, Pools, Server, running
from tests.worlds import in_memory, on_postgres

_run = ExitStack()
# A loaded machine is slow, and that is no finding.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """With several processes the first one keeps the server, because the others end at their own time."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        os.environ[GIVEN] = _run.enter_context(running())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ.pop(GIVEN, None)
        _run.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if GIVEN in os.environ:
        yield Server(os.environ[GIVEN])
        return
    with running() as superuser:
        yield Server(superuser)


@pytest.fixture(scope="session")
def pools_of_the_run(server: Server) -> Iterator[Pools]:
    pools = Pools(server.clone())
    yield pools
    pools.close()
    server.drop(pools.database)


@pytest.fixture
def pools(pools_of_the_run: Pools) -> Pools:
    """Connections to an empty database."""
    pools_of_the_run.database.empty()
    return pools_of_the_run


@pytest.fixture
def database(pools: Pools) -> Database:
    return pools.database


@pytest.fixture
def postgres_world(pools: Pools) -> World:
    return on_postgres(pools)


@pytest.fixture
def memory_world() -> Iterator[World]:
    yield from _told_by_schema(in_memory())


@pytest.fixture(params=["memory", "postgres"])
def world(request: pytest.FixtureRequest) -> World:
    """Each contract is kept by every adapter."""
    found: World = request.getfixturevalue(f"{request.param}_world")
    return found


@pytest.fixture(params=["memory", "postgres"])
def food_world(request: pytest.FixtureRequest) -> Iterator[World]:
    """Each contract of the pack is kept by every adapter, with the pack plugged in."""
    if request.param == "memory":
        yield from _told_by_schema(in_memory(FOOD))
    else:
        yield on_postgres(request.getfixturevalue("pools"), FOOD)


def _told_by_schema(world: World) -> Iterator[World]:
    """Whatever a test does, what is told of it keeps its schema."""
    yield world
    journal.facts(world)
