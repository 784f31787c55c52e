"""Killed at any moment, clients, worker and database lose nothing acknowledged and double nothing."""

import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from attrs import define

from adapters.postgres.roles import SERVICE, WORKER
from tests import given
from tests.faults.installation import Installation, installation, world_over
from tests.faults.oracles import books, caught_up, chain_is_whole, contradictions
from tests.faults.programs import Victim

KILLS = 60
CLIENTS = 3


@define
class Site:
    """A database, a worker, and clients that write all the time."""

    installed: Installation
    worker: Victim
    clients: list[Victim]
    ledgers: list[Path]
    chain: UUID

    def start(self) -> None:
        for program in (self.worker, *self.clients):
            program.start()

    def stop(self) -> None:
        for program in (self.worker, *self.clients):
            if program.is_alive():
                program.kill()

    def kill_worker(self) -> None:
        self.worker.kill()
        self.worker.start()

    def kill_client(self, chance: random.Random) -> None:
        victim = chance.choice(self.clients)
        victim.kill()
        victim.start()

    def kill_database(self) -> None:
        pid = self.installed.cluster.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
        self.installed.cluster.start()


@pytest.fixture
def site() -> Iterator[Site]:
    with installation(durable=True) as installed, tempfile.TemporaryDirectory(prefix="crm-test-") as place:
        service = installed.connections(SERVICE)
        chain = given.chain(world_over(service)).id
        service.close()
        ledgers = [Path(place) / f"client-{n}" for n in range(CLIENTS)]
        clients = [
            Victim(["-m", "tests.faults.writer", str(ledger), str(chain)], {"DSN": installed.dsn(SERVICE)})
            for ledger in ledgers
        ]
        environment = {"DATABASE_URL": installed.dsn(WORKER), "CRM_DATA_DIR": place}
        worker = Victim(["-m", "entrypoints.worker"], environment, Path(place) / "worker.log")
        made = Site(installed, worker, clients, ledgers, chain)
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.mark.fault
def test_sixty_kills_lose_nothing_acknowledged_and_double_nothing(site: Site) -> None:
    chance = random.Random(20_261_121)
    blows: list[Callable[[], None]] = [
        site.kill_worker,
        lambda: site.kill_client(chance),
        site.kill_database,
    ]
    for number in range(KILLS):
        time.sleep(0.2 + chance.random() * 0.8)
        blows[number % len(blows)]()
    time.sleep(2.0)
    assert all(client.is_alive() for client in site.clients)
    assert site.worker.is_alive(), site.worker.log.read_text()[-2000:]
    assert site.worker.ask_to_stop() == 0, site.worker.log.read_text()[-2000:]
    site.stop()
    judge(site)


def judge(site: Site) -> None:
    connections = site.installed.connections(WORKER)
    world = world_over(connections)
    caught_up(world, given.SYSTEM)
    with psycopg.connect(site.installed.dsn(), autocommit=True) as connection:
        found = books(connection, site.ledgers, site.chain)
        assert (found.lost, found.unasked) == (frozenset(), frozenset())
        assert found.acknowledged > 500
        assert contradictions(connection) == {}
    assert chain_is_whole(world, given.SYSTEM)
    connections.close()
