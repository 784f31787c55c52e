"""Many writers of one customer's fields at once: one version has one successor, and no change gets lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields.field_set import FieldChange
from crm_core.domain.fields.history import FieldHistory
from crm_core.domain.refusals import Outdated
from crm_core.ports.world import World
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.perform import perform
from crm_food_pack.pack import FOOD
from tests import given
from tests.server import Pools
from tests.worlds import on_postgres

WRITERS = 16
KEYS = ("kitchen_size", "meals_per_day")


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


def write(world: World, customer: Customer, patch: dict[str, object], version: int | None) -> str:
    try:
        command = PatchFields(customer.id, patch, version)
        perform(patch_fields, command, actor=given.MANAGER, world=world)
    except Outdated:
        return "outdated"
    return "won"


def history(world: World, customer: Customer) -> FieldHistory:
    """All changes as one line; refused when one is lost, doubled or out of place."""
    changes: list[FieldChange] = []
    for key in KEYS:
        reading = world.field_readings.history(given.MANAGER, customer.id, key, before=None, limit=10_000)
        assert reading is not None
        changes += reading.changes
    return FieldHistory().appended(sorted(changes, key=lambda change: change.stamp.version))


def raced(world: World, rounds: int) -> tuple[list[Counter[str]], list[int]]:
    """How each round ended for its writers, and the versions that the history tells of."""
    customer, ends = given.customer(world), []
    with ThreadPoolExecutor(WRITERS) as threads:
        for number in range(rounds):
            started = [
                threads.submit(write, world, customer, {KEYS[0]: number * WRITERS + mine + 1}, number + 1)
                for mine in range(WRITERS)
            ]
            ends.append(Counter(one.result(30) for one in started))
    return ends, [change.stamp.version for change in history(world, customer).changes]


@pytest.mark.parametrize("rounds", [20, pytest.param(1000, marks=pytest.mark.long)])
def test_of_sixteen_writers_with_one_version_one_wins(world: World, rounds: int) -> None:
    ends, versions = raced(world, rounds)

    assert ends == [{"won": 1, "outdated": WRITERS - 1}] * rounds
    assert versions == list(range(2, rounds + 2))


def test_without_a_version_every_writer_is_heard(world: World) -> None:
    customer = given.customer(world)
    with ThreadPoolExecutor(WRITERS) as threads:
        started = [
            threads.submit(write, world, customer, {KEYS[number % 2]: number + 1}, None)
            for number in range(4 * WRITERS)
        ]
        assert {one.result(30) for one in started} == {"won"}
    line = history(world, customer)
    reading = world.field_readings.now(given.MANAGER, customer.id)
    assert reading is not None

    assert len(line.changes) == 4 * WRITERS
    assert [change.stamp.version for change in line.changes] == list(range(2, 4 * WRITERS + 2))
    assert reading.fields == line.as_of(given.START)
