"""Many customers at once are what single ones would be: rows, facts, and a deed that tells of them."""

from collections.abc import Sequence

import pytest

from adapters.postgres.bulk import add_many
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import Customer, CustomerDetails
from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CHAIN_SIZES
from crm_core.use_cases.events.consume import consume
from crm_food_pack.demo.crowd import CUSTOMERS_PER_CHAIN, member
from entrypoints.crowd import Crowd
from tests import given
from tests.server import Database, Pools

WANTED = 80


def by_number(number: int) -> tuple[CustomerId, CustomerDetails, UserId]:
    one = member(number, base=7)
    return one.id, one.details, one.owner


@pytest.fixture
def crowd(postgres_world: World, pools: Pools) -> Crowd:
    def write(made: Sequence[tuple[Customer, Fact]]) -> None:
        world = postgres_world
        add_many(made, connections=pools.service, actor=given.ADMIN, clock=world.clock, ids=world.ids)

    return Crowd(postgres_world, given.ADMIN, by_number, write)


def test_a_seed_that_was_broken_off_goes_on_where_it_stopped(crowd: Crowd, database: Database) -> None:
    assert crowd.present(WANTED) == 0
    crowd.add(range(50))
    assert crowd.present(WANTED) == 50
    crowd.add(range(50, WANTED))

    assert crowd.present(WANTED) == WANTED
    with database.connect() as superuser:
        counted = superuser.execute(
            "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM event_outbox), "
            "(SELECT count(*) FROM audit_entries)"
        ).fetchone()
    assert counted == (WANTED, WANTED, 2)


def test_projections_follow_from_the_facts_of_a_seed(crowd: Crowd, postgres_world: World) -> None:
    crowd.add(range(WANTED))
    postgres_world.relay.move(limit=1000)
    consume(CHAIN_SIZES, actor=given.SYSTEM, world=postgres_world)
    reading = postgres_world.customer_readings.one(given.MANAGER, by_number(0)[0])

    assert reading is not None
    assert reading.chain_size == CUSTOMERS_PER_CHAIN


def test_the_wall_holds_for_many_as_for_one(postgres_world: World, pools: Pools, database: Database) -> None:
    auditor = given.actor(Role.AUDITOR)

    def write(made: Sequence[tuple[Customer, Fact]]) -> None:
        world = postgres_world
        add_many(made, connections=pools.service, actor=auditor, clock=world.clock, ids=world.ids)

    with pytest.raises(NotAllowed):
        Crowd(postgres_world, auditor, by_number, write).add(range(3))
    with database.connect() as superuser:
        assert superuser.execute("SELECT count(*) FROM customers").fetchone() == (0,)
