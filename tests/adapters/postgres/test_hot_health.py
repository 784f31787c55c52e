"""How far rows lag is told without telling of whom, and what checks found is added up over the tenants."""

from datetime import timedelta

import pytest
from attrs import evolve

from adapters.postgres.hot.health import HotHealth, hot_health_of
from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.pool import Connection
from crm_core.domain.access.actor import Actor
from crm_core.domain.projections.hot_check import HotCheck
from crm_core.ports.world import World
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.server import Database, Pools
from tests.worlds import on_postgres

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)
LATE = "UPDATE cm_customer_hot_proj SET updated_at = updated_at - interval '90 seconds'"
STALENESS = "SELECT customer_id, staleness_seconds FROM hot_projection_staleness ORDER BY customer_id"


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


def health(database: Database) -> HotHealth:
    found = hot_health_of(database.dsn("crm_service"))
    assert found is not None
    return found


def run(database: Database, sql: str) -> None:
    with database.connect() as connection:
        connection.execute(sql.encode())


def test_rows_that_follow_their_sources_do_not_lag(world: World, database: Database) -> None:
    assert health(database) == HotHealth(0, None, 0, 0, 0, 0)
    customer = given.customer(world)
    patch_fields(PatchFields(customer.id, {"sample_status": "DELIVERED"}), actor=given.MANAGER, world=world)

    assert health(database).lag == 0


@pytest.mark.parametrize("is_relayed", [False, True])
def test_a_row_that_did_not_follow_lags_behind_its_source(
    world: World, database: Database, is_relayed: bool
) -> None:
    given.customer(world)
    if is_relayed:
        world.relay.move(limit=100)
    run(database, LATE)

    assert health(database).lag == 90


def test_a_sample_tells_of_its_customer(world: World, database: Database) -> None:
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    customer = given.customer(world)
    asked = boxes.requested(world, customer.id)
    world.relay.move(limit=100)
    run(database, "DELETE FROM event_log WHERE subject <> (SELECT id::text FROM sample_request)")
    clock.pass_by(minutes=5)
    run(database, "ALTER TABLE sample_request DISABLE TRIGGER hot_source_changed")
    boxes.moved(world, asked.id, SampleStatus.PACKED)
    run(database, "ALTER TABLE sample_request ENABLE TRIGGER hot_source_changed")

    assert health(database).lag == 300


def test_a_row_that_is_missing_lags_since_its_source_changed(world: World, database: Database) -> None:
    given.customer(world)
    run(database, "DELETE FROM cm_customer_hot_proj")

    assert health(database).lag > 60


def test_what_the_last_finished_checks_found_adds_up(world: World, database: Database) -> None:
    hour = timedelta(hours=1)
    ended = HotCheck(given.START, given.START, None, 500, 3, 1, 2, given.START)
    world.hot_checks.keep(given.SYSTEM, ended)
    world.hot_checks.keep(OTHERS, evolve(ended, checked=100, finished_at=given.START + hour))
    world.hot_checks.keep(given.SYSTEM, HotCheck.begun(given.START + hour))

    found = health(database)
    assert (found.checked, found.drifted, found.remaining, found.unreadable) == (600, 6, 2, 4)
    assert found.checked_ago is not None
    assert found.checked_ago > hour.total_seconds()


def test_a_database_that_does_not_answer_is_told_by_another_probe() -> None:
    assert hot_health_of("postgresql://crm_service@127.0.0.1:9/crm") is None


def test_staleness_is_seen_as_far_as_customers_are_and_by_nobody_without_identity(
    world: World, database: Database
) -> None:
    mine = given.customer(world, owner=given.user(3))
    given.customer(world, owner=given.user(4))

    def seen_by(actor: Actor | None) -> list[object]:
        with database.connect("crm_service") as service, service.transaction():
            if actor is not None:
                identified(service, actor)
            return [row[0] for row in service.execute(STALENESS).fetchall()]

    assert seen_by(None) == []
    assert seen_by(given.rep(3)) == [mine.id]
    assert len(seen_by(given.MANAGER)) == 2
    assert seen_by(evolve(given.MANAGER, tenant=given.OTHER_TENANT)) == []


def identified(service: Connection, actor: Actor) -> None:
    service.execute(IDENTIFY.encode(), list(identity(actor)))
