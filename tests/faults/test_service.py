"""Killed at any moment, the HTTP service and its database lose nothing acknowledged and double nothing."""

import os
import random
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from attrs import define

from adapters.oidc.local import LocalClaims, local_token
from adapters.postgres.roles import SERVICE, WORKER
from adapters.system.clock import SystemClock
from adapters.system.keys import load_keys
from crm_core.domain.access.role import Role
from tests import given
from tests.faults.installation import Installation, installation, world_over
from tests.faults.ledger import Word, noted
from tests.faults.oracles import caught_up, contradictions
from tests.faults.programs import Victim

KILLS = 40
CLIENTS = 3


@define
class Site:
    installed: Installation
    service: Victim
    clients: list[Victim]
    ledgers: list[Path]

    def programs(self) -> list[Victim]:
        return [self.service, *self.clients]

    def kill_service(self) -> None:
        self.service.kill()
        self.service.start()

    def kill_database(self) -> None:
        pid = self.installed.cluster.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
        self.installed.cluster.start()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site() -> Iterator[Site]:
    with installation(durable=True) as installed, tempfile.TemporaryDirectory(prefix="crm-test-") as place:
        connections = installed.connections(SERVICE)
        chain = given.chain(world_over(connections)).id
        connections.close()
        port = free_port()
        key = load_keys(Path(place)).signing_key
        claims = LocalClaims(user=given.MANAGER.user, tenant=given.TENANT, roles=[Role.MANAGER])
        token = local_token(claims, key=key, now=SystemClock().now())
        ledgers = [Path(place) / f"client-{n}" for n in range(CLIENTS)]
        environment = {"DATABASE_URL": installed.dsn(SERVICE), "CRM_DATA_DIR": place}
        settings = {"PORT": str(port), "CRM_RATE_LIMITS": "0"}
        service = Victim(["-m", "entrypoints.http_service"], environment | settings, Path(place) / "log")
        clients = [
            Victim(["-m", "tests.faults.http_writer", str(ledger), str(chain), str(port)], {"TOKEN": token})
            for ledger in ledgers
        ]
        made = Site(installed, service, clients, ledgers)
        for program in made.programs():
            program.start()
        try:
            yield made
        finally:
            for program in made.programs():
                if program.is_alive():
                    program.kill()


@pytest.mark.fault
def test_forty_kills_of_service_and_database_lose_and_double_nothing(site: Site) -> None:
    chance = random.Random(20_261_122)
    time.sleep(2.0)
    for number in range(KILLS):
        time.sleep(1.0 + chance.random())
        (site.kill_database if number % 4 == 3 else site.kill_service)()
    time.sleep(3.0)
    assert all(client.is_alive() for client in site.clients)
    for client in site.clients:
        client.kill()
    # uvicorn finishes what runs and then ends by the signal it was told with.
    assert site.service.ask_to_stop() == -signal.SIGTERM, site.service.log.read_text()[-2000:]
    judge(site)


def judge(site: Site) -> None:
    connections = site.installed.connections(WORKER)
    caught_up(world_over(connections), given.SYSTEM)
    with psycopg.connect(site.installed.dsn(), autocommit=True) as connection:
        rows = connection.execute("SELECT name FROM customers WHERE name LIKE 'Haus %'").fetchall()
        made = [UUID(str(name).removeprefix("Haus ")) for (name,) in rows]
        acknowledged, sent = noted(site.ledgers, Word.ACKNOWLEDGED), noted(site.ledgers, Word.SENT)

        assert len(made) == len(set(made)), "a request sent again had its effect twice"
        assert acknowledged <= set(made) <= sent
        assert len(acknowledged) > 200
        assert contradictions(connection) == {}
    connections.close()
