"""What only the relay on PostgreSQL has: a turn that is held, lost with a stopped process, and taken over."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from adapters.postgres.relay import PostgresRelay
from adapters.postgres.roles import WORKER
from crm_core.ports.relay import Moved
from crm_core.ports.world import World
from tests import given
from tests.server import Database, Pools

MOVER = """
import os, sys
from adapters.postgres.pool import Connections
from adapters.postgres.relay import PostgresRelay
relay = PostgresRelay(Connections(os.environ["DSN"], size=1))
while True:
    if relay.move(limit=1).count:
        sys.stdout.write("moved\\n")
        sys.stdout.flush()
"""
TURN = "SELECT pg_advisory_xact_lock(1129467138)"


@contextmanager
def busy_relay(database: Database) -> "Iterator[subprocess.Popen[str]]":
    """A relay in a process of its own that never rests."""
    environment = {**os.environ, "DSN": database.dsn(WORKER), "PYTHONPATH": "src"}
    command = [sys.executable, "-c", MOVER]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def heard(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_a_relay_without_its_turn_moves_nothing_and_does_not_wait(
    postgres_world: World, database: Database
) -> None:
    given.customer(postgres_world)
    with database.connect(WORKER) as rival, rival.transaction():
        rival.execute(TURN.encode())
        before = time.monotonic()
        assert postgres_world.relay.move(limit=10) == Moved(0, frozenset())
        assert time.monotonic() - before < 1
    assert postgres_world.relay.move(limit=10).count == 1


def newest(world: World) -> int:
    with world.unit_of_work(given.SYSTEM) as uow:
        return uow.event_log.newest(given.TENANT)


def test_a_relay_stopped_at_any_moment_is_replaced_within_ten_seconds(
    postgres_world: World, database: Database
) -> None:
    chance = random.Random(1)
    with busy_relay(database) as process:
        given.customer(postgres_world)
        assert heard(process) == "moved\n"
        for known in range(1, 16):
            time.sleep(chance.random() * 0.05)
            os.kill(process.pid, signal.SIGSTOP)
            given.customer(postgres_world)
            since = time.monotonic()
            # What the stopped one had already sent, its half of the server still does.
            while newest(postgres_world) == known:
                assert time.monotonic() - since < 10
                postgres_world.relay.move(limit=10)
            os.kill(process.pid, signal.SIGCONT)
    assert newest(postgres_world) == 16


def test_two_that_seal_at_once_make_one_chain(postgres_world: World, pools: Pools) -> None:
    for n in range(60):
        given.customer(postgres_world, f"Haus {n}")
    sealed: list[int] = []

    def seal() -> None:
        relay = PostgresRelay(pools.worker)
        sealed.extend(relay.seal_audit(limit=3) for _ in range(40))

    threads = [threading.Thread(target=seal) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sealed) == 60
    with postgres_world.unit_of_work(given.SYSTEM) as uow:
        assert [link.number for link in uow.audit.chain()] == list(range(1, 61))


def test_it_moves_more_than_two_thousand_events_in_a_second(
    postgres_world: World, database: Database
) -> None:
    with database.connect() as connection:
        connection.execute(
            """INSERT INTO event_outbox (tenant_id, event_id, type, version, occurred_at, source,
                correlation_id, actor_type, actor_id, subject, data)
            SELECT %s, 'evt-' || n, 'customer.archived', '1.0', now(), 's', gen_random_uuid(), 'user',
                gen_random_uuid(), (n %% 50)::text, '{"version": 2}' FROM generate_series(1, 6000) AS n""",
            (given.TENANT,),
        )
    before = time.monotonic()
    moved = 0
    while count := postgres_world.relay.move(limit=500).count:
        moved += count
    assert moved == 6000
    assert moved / (time.monotonic() - before) > 2000


def test_nobody_else_sees_or_moves_what_waits_in_the_outbox(
    postgres_world: World, database: Database
) -> None:
    given.customer(postgres_world)
    with database.connect("crm_service") as service:
        for statement in ("SELECT count(*) FROM event_outbox", "DELETE FROM event_outbox"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                service.execute(statement.encode())
    with database.connect(WORKER) as worker:
        assert worker.execute("SELECT count(*) FROM event_outbox").fetchone() == (0,)
    assert postgres_world.relay.move(limit=10).count == 1
