"""The bell rings for whoever waits, is quiet when nothing happened, and survives a lost connection."""

import threading
import time

from adapters.postgres.listen import PostgresBell
from adapters.postgres.roles import WORKER
from crm_core.ports.world import World
from tests import given
from tests.server import Database


def test_it_rings_with_the_tenant_as_soon_as_facts_were_moved(
    postgres_world: World, database: Database
) -> None:
    bell = PostgresBell(database.dsn(WORKER))
    assert bell.wait(0.0) == frozenset()
    given.customer(postgres_world)
    moving = threading.Timer(0.2, lambda: postgres_world.relay.move(limit=10))
    moving.start()
    before = time.monotonic()
    assert bell.wait(5.0) == {given.TENANT}
    assert time.monotonic() - before < 2
    moving.join()
    assert bell.wait(0.05) == frozenset()
    bell.close()


def test_without_a_connection_it_is_quiet_for_as_long_as_asked_and_then_rings_again(
    postgres_world: World, database: Database
) -> None:
    bell = PostgresBell(database.dsn(WORKER))
    bell.wait(0.0)
    with database.connect() as superuser:
        superuser.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    before = time.monotonic()
    assert bell.wait(0.3) == frozenset()
    assert 0.2 < time.monotonic() - before < 2
    bell.wait(0.0)
    given.customer(postgres_world)
    postgres_world.relay.move(limit=10)
    assert bell.wait(5.0) == {given.TENANT}
    bell.close()
