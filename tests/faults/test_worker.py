"""The worker as it is deployed: it feeds consumers, survives outages, and its commands tell the truth."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from attrs import define

from adapters.postgres.roles import SERVICE, WORKER
from crm_core.domain.customers.customer import Customer
from crm_core.ports.world import World
from tests import given
from tests.faults.installation import Installation, installation, world_over
from tests.faults.programs import Victim


@define
class Running:
    installed: Installation
    world: World
    worker: Victim
    place: Path

    def crm(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, **self.worker.environment, "PYTHONPATH": "src", "LANG": "C"}
        command = [sys.executable, "-m", "entrypoints.cli.main", *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def sizes(self) -> dict[str, int]:
        with psycopg.connect(self.installed.dsn(), autocommit=True) as superuser:
            rows = superuser.execute("SELECT chain_id::text, size FROM chain_sizes").fetchall()
        return {str(chain): int(size) for chain, size in rows}

    def until_size(self, chain: Customer, size: int, seconds: float = 20) -> float:
        since = time.monotonic()
        while self.sizes().get(str(chain.id)) != size:
            assert time.monotonic() - since < seconds, self.worker.log.read_text()
            time.sleep(0.02)
        return time.monotonic() - since


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with installation(durable=True) as installed, tempfile.TemporaryDirectory(prefix="crm-test-") as made:
        place = Path(made)
        service = installed.connections(SERVICE)
        environment = {"DATABASE_URL": installed.dsn(WORKER), "CRM_DATA_DIR": str(place / "data")}
        worker = Victim(["-m", "entrypoints.worker"], environment, place / "worker.log")
        worker.start()
        try:
            yield Running(installed, world_over(service), worker, place)
        finally:
            if worker.is_alive():
                worker.kill()
            service.close()


def test_what_happens_reaches_its_consumer_while_the_worker_runs(running: Running) -> None:
    chain = given.chain(running.world)
    given.location(running.world, chain, "Kiel")
    running.until_size(chain, 1)
    given.location(running.world, chain, "Husum")
    assert running.until_size(chain, 2) < 5


@pytest.mark.long
def test_the_command_line_tells_what_happened_how_far_consumers_are_and_that_the_audit_holds(
    running: Running,
) -> None:
    chain = given.chain(running.world)
    given.location(running.world, chain)
    running.until_size(chain, 1)
    tail = running.crm("events", "tail", "--tenant", str(given.TENANT))
    events = [json.loads(line) for line in tail.stdout.splitlines()]
    assert [event["position"] for event in events] == list(range(1, len(events) + 1))
    assert events[-1]["data"]["parentId"] == str(chain.id)
    status = [json.loads(line) for line in running.crm("worker", "--status").stdout.splitlines()]
    assert ("chain-sizes", len(events), 0) in [
        (one["consumer"], one["position"], one["setAside"]) for one in status
    ]
    before = running.sizes()
    assert running.crm("events", "replay-projection", "chain-sizes").returncode == 0
    assert running.sizes() == before
    assert running.crm("events", "replay-projection", "mails").returncode == 2
    assert running.crm("events", "letters").stdout == ""
    assert running.crm("events", "retry", "chain-sizes", "x", "--tenant", str(given.TENANT)).returncode == 1


@pytest.mark.long
def test_the_audit_is_sealed_behind_the_writers_and_a_changed_entry_is_named(running: Running) -> None:
    made = given.customer(running.world)
    with psycopg.connect(running.installed.dsn(), autocommit=True) as superuser:
        since = time.monotonic()
        while superuser.execute("SELECT count(*) FROM audit_unsealed").fetchone() != (0,):
            assert time.monotonic() - since < 60
            time.sleep(0.2)
        whole = running.crm("audit", "verify", "--json")
        assert whole.returncode == 0
        (verdict,) = json.loads(whole.stdout)
        assert (verdict["broken"], verdict["tenant"]) == (None, str(given.TENANT))
        superuser.execute("UPDATE audit_entries SET action = 'read' WHERE resource_id = %s", [str(made.id)])
        broken = running.crm("audit", "verify", "--json")
        superuser.execute("UPDATE audit_entries SET action = 'create' WHERE resource_id = %s", [str(made.id)])
    assert broken.returncode == 1
    assert json.loads(broken.stdout)[0]["broken"] == verdict["entries"]


@pytest.mark.fault
def test_an_outage_of_the_database_is_waited_out_and_the_end_comes_within_seconds(running: Running) -> None:
    chain = given.chain(running.world)
    pid = running.installed.cluster.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    time.sleep(2)
    running.installed.cluster.start()
    service = running.installed.connections(SERVICE)
    given.location(world_over(service), chain, "Kiel")
    service.close()
    running.until_size(chain, 1, seconds=40)
    since = time.monotonic()
    assert running.worker.ask_to_stop() == 0
    assert time.monotonic() - since < 10
    lines = [json.loads(line) for line in running.worker.log.read_text().splitlines()]
    assert lines[-1]["event"] == "worker.stopped"
    assert any(line["event"] == "loop.failed" for line in lines)
