"""What a transaction knows of the customer that it took up, and for how long."""

from collections.abc import Iterator

import pytest
from psycopg.errors import LockNotAvailable

from adapters.postgres.identity import IDENTIFY, identity
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.ports.world import World
from crm_food_pack.pack import FOOD
from crm_food_pack.ports.samples import SAMPLES
from tests import boxes, due, given, logged
from tests.adapters.postgres.oracle import Connection
from tests.server import Database, Pools
from tests.worlds import on_postgres

ENGAGED = "SELECT nullif(current_setting('app.engaged', true), '')::uuid"
READ = "SELECT seq_scan, idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'follow_ups'"


@pytest.fixture
def customer(postgres_world: World) -> Customer:
    return given.customer(postgres_world, owner=given.user(1))


@pytest.fixture
def service(database: Database) -> Iterator[Connection]:
    with database.connect("crm_service") as connection:
        yield connection


def taken_up(connection: Connection, actor: Actor, customer: Customer) -> bool:
    """Whether somebody took the customer up."""
    connection.execute(IDENTIFY, identity(actor))
    return bool(connection.execute("SELECT id FROM app.take_up_customer(%s)", [customer.id]).fetchall())


def known(connection: Connection) -> object:
    row = connection.execute(ENGAGED).fetchone()
    return row and row[0]


def test_it_is_known_to_the_end_of_the_transaction(service: Connection, customer: Customer) -> None:
    with service.transaction():
        assert taken_up(service, given.rep(1), customer)
        assert known(service) == customer.id
    with service.transaction():
        assert known(service) is None


def test_it_is_not_known_to_somebody_else(service: Connection, customer: Customer) -> None:
    with service.transaction():
        assert taken_up(service, given.rep(1), customer)
        service.execute(IDENTIFY, identity(given.rep(2)))
        assert known(service) is None


def test_who_only_reads_takes_up_and_is_known_for_nothing(service: Connection, customer: Customer) -> None:
    with service.transaction():
        assert taken_up(service, given.AUDITOR, customer)
        assert known(service) is None
        assert not taken_up(service, given.rep(2), customer)


@pytest.mark.parametrize("of", ["activity", "sample"])
def test_the_customer_is_held_before_what_hangs_on_it(pools: Pools, of: str) -> None:
    """Customer first, in every unit: so two of them never wait for each other."""
    world = on_postgres(pools, FOOD)
    customer = given.customer(world)
    activity = logged.logged(world, customer.id).activity
    sample = boxes.requested(world, customer.id)
    with world.unit_of_work(given.MANAGER) as uow, pools.database.connect() as superuser:
        uow.activities.lock(activity.id) if of == "activity" else uow.of(SAMPLES).lock(sample.id)
        with pytest.raises(LockNotAvailable):
            superuser.execute("SELECT FROM customers WHERE id = %s FOR UPDATE NOWAIT", [customer.id])


def test_what_is_open_is_found_by_index_however_young_the_table(
    postgres_world: World, database: Database, service: Connection, customer: Customer
) -> None:
    """A plan for a table of one page would read the page, and be kept while the table grows."""
    due.opened(postgres_world, given.customer(postgres_world, "Other").id)
    with database.connect() as superuser:
        superuser.execute("VACUUM ANALYZE follow_ups")
    with service.transaction():
        taken_up(service, given.MANAGER, customer)
        assert service.execute("SELECT FROM app.open_follow_ups(%s, NULL)", [customer.id]).fetchall() == []
        ((scanned, sought),) = service.execute(READ).fetchall()
    assert (scanned or 0, sought) == (0, 1)
