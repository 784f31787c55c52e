"""How far events are behind is told to everybody's readiness, and nothing else is."""

from attrs import evolve

from adapters.postgres.lag import Lag, lag_of
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CHAIN_SIZES
from crm_core.use_cases.events.consume import consume
from tests import given
from tests.server import Database


def lag(database: Database) -> Lag:
    found = lag_of(database.dsn("crm_service"))
    assert found is not None
    return found


def test_nothing_that_waits_is_no_lag(postgres_world: World, database: Database) -> None:
    given.customer(postgres_world)
    postgres_world.relay.move(limit=10)
    consume(CHAIN_SIZES, actor=given.SYSTEM, world=postgres_world)

    assert lag(database) == Lag(0, 0)


def test_a_fact_that_waits_for_its_position_is_the_relays_lag(
    postgres_world: World, database: Database
) -> None:
    given.customer(evolve(postgres_world, clock=given.StandingClock()))

    assert lag(database).relay > 60
    assert lag(database).consumers == 0


def test_an_event_that_waits_for_a_consumer_is_the_consumers_lag(
    postgres_world: World, database: Database
) -> None:
    for _ in range(2):
        given.customer(postgres_world)
        postgres_world.relay.move(limit=10)
        if lag(database).consumers == 0:
            consume(CHAIN_SIZES, actor=given.SYSTEM, world=postgres_world, limit=1)

    assert lag(database).relay == 0
    assert 0 < lag(database).consumers < 60


def test_a_database_that_does_not_answer_is_told_by_another_probe() -> None:
    assert lag_of("postgresql://crm_service@127.0.0.1:9/crm") is None
