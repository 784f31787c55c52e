"""A commit that fails is an error, contention is tried again as a whole, and no value leaks from an error."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from adapters.postgres.customer_readings import PostgresCustomerReadings
from adapters.postgres.errors import DatabaseFault
from adapters.postgres.pool import Connections
from adapters.postgres.unit_of_work import PostgresUnitOfWork, PostgresUnitsOfWork
from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Conflict, NotAllowed, Unavailable
from crm_core.ports.world import World
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.perform import ATTEMPTS, perform, repeated
from tests import given
from tests.server import Database, Pools
from tests.worlds import on_postgres


@contextmanager
def commits_fail(
    database: Database, sqlstate: str, times: int = 1_000_000, *, at_once: bool = False
) -> Iterator[None]:
    """The first so many commits that changed a customer fail, or the changes themselves;
    the count survives their rollbacks."""
    with database.connect() as superuser:
        superuser.execute(
            f"""
            CREATE SEQUENCE app.tries;
            GRANT USAGE ON SEQUENCE app.tries TO crm_service;
            CREATE FUNCTION app.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('app.tries') <= {times} THEN
                    RAISE SQLSTATE '{sqlstate}' USING MESSAGE = 'secret ' || NEW.name;
                END IF;
                RETURN NULL;
            END $$;
            GRANT EXECUTE ON FUNCTION app.fail() TO crm_service;
            CREATE CONSTRAINT TRIGGER fail AFTER UPDATE ON customers
            DEFERRABLE INITIALLY {"IMMEDIATE" if at_once else "DEFERRED"}
            FOR EACH ROW EXECUTE FUNCTION app.fail()""".encode()
        )
        try:
            yield
        finally:
            superuser.execute(
                "DROP TRIGGER fail ON customers; DROP FUNCTION app.fail(); DROP SEQUENCE app.tries"
            )


@pytest.fixture
def world(postgres_world: World) -> World:
    return postgres_world


def rename(world: World, customer: Customer) -> Customer:
    command = UpdateCustomer(customer.id, {"name": "Umbenannt"})
    return perform(update_customer, command, actor=given.MANAGER, world=world)


def test_a_failed_commit_is_an_error_and_leaves_nothing(world: World, database: Database) -> None:
    customer = given.customer(world)
    with commits_fail(database, "23514"), pytest.raises(DatabaseFault) as fault:
        rename(world, customer)

    assert "secret" not in f"{fault.value!r} {fault.value.__context__!r} {fault.value.__cause__!r}"
    assert "23514" in str(fault.value)
    assert customer_by_id(customer.id, actor=given.MANAGER, world=world).customer == customer


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_contention_is_tried_again_as_a_whole(pools: Pools, sqlstate: str) -> None:
    waits: list[int] = []
    world = on_postgres(pools, wait_before_retry=waits.append)
    customer = given.customer(world)
    with commits_fail(pools.database, sqlstate, times=2):
        renamed = rename(world, customer)

    assert (renamed.version, waits) == (2, [1, 2])
    assert customer_by_id(customer.id, actor=given.MANAGER, world=world).customer == renamed


def test_contention_without_end_is_unavailable(pools: Pools) -> None:
    waits: list[int] = []
    world = on_postgres(pools, wait_before_retry=waits.append)
    customer = given.customer(world)
    with commits_fail(pools.database, "40001"), pytest.raises(Unavailable):
        rename(world, customer)

    assert len(waits) == ATTEMPTS - 1
    assert customer_by_id(customer.id, actor=given.MANAGER, world=world).customer == customer


def test_contention_in_a_part_with_which_a_unit_begins_repeats_the_unit(pools: Pools) -> None:
    world = on_postgres(pools)
    customer = given.customer(world)

    def renamed_in_a_part() -> None:
        with world.unit_of_work(given.MANAGER) as uow:
            with uow.part() as part:
                part.customers.save(part.customers.lock(customer.id))
                part.commit()
            uow.commit()

    with commits_fail(pools.database, "40P01", times=2, at_once=True):
        repeated(renamed_in_a_part, world)

    assert customer_by_id(customer.id, actor=given.MANAGER, world=world).customer.version == 2


def test_a_unit_that_is_undone_leaves_prepared_statements_alone(pools: Pools) -> None:
    narrow = Connections(pools.database.dsn("crm_service"), size=1)
    units = PostgresUnitsOfWork(narrow, given.StandingClock(), given.CountingIds())
    readings = PostgresCustomerReadings(narrow)
    customer = given.customer(on_postgres(pools))
    try:
        for _ in range(4):
            assert readings.one(given.MANAGER, customer.id) is not None
            with units(given.MANAGER) as uow:
                uow.customers.lock(customer.id)
        with narrow.borrow() as connection:
            row = connection.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()
        assert row is not None
        assert row[0] >= 3
    finally:
        narrow.close()


def test_an_error_in_the_middle_is_told_by_its_own_name(world: World) -> None:
    """The statements behind it only say that they were not run; the first one counts."""
    with pytest.raises(DatabaseFault, match="22012"), world.unit_of_work(given.MANAGER) as uow:  # noqa: PT012 - as a whole
        assert isinstance(uow, PostgresUnitOfWork)
        uow.transaction.tell("SELECT 1 / 0")
        uow.commit()


def test_an_id_that_is_taken_is_a_conflict(world: World) -> None:
    customer = given.customer(world)
    command = CreateCustomer(given.details(), id=customer.id)
    with pytest.raises(Conflict):
        create_customer(command, actor=given.MANAGER, world=world)


def test_the_wall_refuses_what_the_policy_in_python_forgot(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two walls: when the first one falls, the database still says no, and the refusal is in the audit."""
    monkeypatch.setattr("adapters.postgres.customers.PostgresCustomers._refuse_unless", lambda *_: None)
    with pytest.raises(NotAllowed), world.unit_of_work(given.AUDITOR) as uow:  # noqa: PT012 - as a whole
        uow.customers.add(given_customer(world))
        uow.commit()
    with world.unit_of_work(given.ADMIN) as uow:
        assert [entry.deed.outcome for entry in uow.audit.newest(limit=5)] == ["DENIED"]


def given_customer(world: World) -> Customer:
    return Customer(
        id=CustomerId(world.ids.new()),
        tenant_id=given.TENANT,
        version=1,
        details=given.details(),
        owner_user_id=None,
        created_at=given.START,
        updated_at=given.START,
    )


def test_a_unit_that_stands_still_is_seen_as_idle_so_that_its_locks_end(
    world: World, database: Database
) -> None:
    """Only what is `idle in transaction` is ended by the role's timeout; `active` would stay for ever."""
    customer = given.customer(world)
    with world.unit_of_work(given.MANAGER) as uow, database.connect() as superuser:
        uow.customers.lock(customer.id)
        states = superuser.execute(
            "SELECT state FROM pg_stat_activity WHERE usename = 'crm_service' AND xact_start IS NOT NULL "
            "AND datname = current_database()"
        ).fetchall()

    assert states == [("idle in transaction",)]
