"""A full pool says so quickly, a lost connection is replaced, and nothing stays open behind an error."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from adapters.postgres.pool import Connections, answers
from adapters.postgres.question import asked
from adapters.postgres.unit_of_work import PostgresUnitsOfWork
from crm_core.domain.refusals import Unavailable
from crm_core.ports.world import World
from tests import given
from tests.server import Database

PATIENCE = 0.3


@pytest.fixture
def connections(database: Database) -> Iterator[Connections]:
    pool = Connections(database.dsn("crm_service"), size=2, patience=PATIENCE, name="narrow")
    yield pool
    pool.close()


@pytest.fixture
def units(connections: Connections) -> PostgresUnitsOfWork:
    return PostgresUnitsOfWork(connections, given.StandingClock(), given.CountingIds())


def left_open(database: Database) -> int:
    with database.connect() as superuser:
        row = superuser.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'narrow' AND state <> 'idle'"
        ).fetchone()
    return int(str(row[0])) if row else 0


def test_a_full_pool_refuses_quickly_and_then_serves_again(
    connections: Connections, units: PostgresUnitsOfWork, database: Database
) -> None:
    inside = Barrier(3)

    def hold() -> None:
        with units(given.MANAGER) as uow:
            uow.settings.stored()
            inside.wait(5)
            inside.wait(5)

    with ThreadPoolExecutor(2) as threads:
        holding = [threads.submit(hold) for _ in range(2)]
        inside.wait(5)
        started = time.monotonic()
        with pytest.raises(Unavailable), units(given.MANAGER):
            pass
        with pytest.raises(Unavailable):
            asked(connections, given.MANAGER, "SELECT 1")
        assert time.monotonic() - started > PATIENCE  # and before those who hold lose their own patience: 5 s
        assert answers(database.dsn("crm_service"))
        inside.wait(5)
        for one in holding:
            one.result(5)
    with units(given.MANAGER) as uow:
        assert list(uow.settings.stored()) == []
    assert left_open(database) == 0


def test_a_lost_connection_is_no_answer_and_is_replaced(
    connections: Connections, units: PostgresUnitsOfWork, database: Database, postgres_world: World
) -> None:
    customer = given.customer(postgres_world)
    with pytest.raises(Unavailable), units(given.MANAGER) as uow:  # noqa: PT012 - the unit as a whole fails
        uow.customers.lock(customer.id)
        with database.connect() as superuser:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'narrow'"
            )
        uow.commit()
    for _ in range(4):
        try:
            rows, _ = asked(connections, given.MANAGER, "SELECT version FROM customers")
        except Unavailable:
            continue
        assert rows == [(1,)]
        break
    else:
        pytest.fail("no connection came back")
    assert left_open(database) == 0


@pytest.mark.parametrize("limit", ["statement_timeout", "lock_timeout"])
def test_what_takes_too_long_is_unavailable(
    units: PostgresUnitsOfWork, database: Database, postgres_world: World, limit: str
) -> None:
    customer = given.customer(postgres_world)
    with postgres_world.unit_of_work(given.MANAGER) as holder:
        holder.customers.lock(customer.id)

        def wait() -> None:
            with units(given.MANAGER) as uow:
                uow.transaction.tell(f"SET LOCAL {limit} = '100ms'")
                uow.customers.lock(customer.id)

        with ThreadPoolExecutor(1) as thread, pytest.raises(Unavailable):
            thread.submit(wait).result(5)
    assert left_open(database) == 0


def test_the_service_has_limits_of_its_own(database: Database) -> None:
    names = ("plan_cache_mode", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    with database.connect("crm_service") as connection:
        found = [connection.execute(f"SHOW {name}".encode()).fetchone() for name in names]
    assert found == [("force_generic_plan",), ("10s",), ("3s",), ("10s",)]


def test_a_database_that_is_away_does_not_answer(database: Database) -> None:
    assert answers(database.dsn("crm_service"))
    assert not answers("postgresql://crm_service@127.0.0.1:1/nothing")
