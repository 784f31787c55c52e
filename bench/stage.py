"""The stage of the measurement: a durable cluster with the crowd in it, bare handlers, and the service."""

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from attrs import evolve, frozen

from adapters.oidc.local import LocalClaims, local_token
from adapters.system.clock import SystemClock
from crm_core.domain.access.role import Role
from crm_food_pack.demo.crowd import CHAIN_EVERY, member, owner_of
from crm_food_pack.demo.people import ANA, KATRIN, TENANT
from entrypoints.composition.backstage import worker_parts
from entrypoints.composition.crowds import CROWD_BASE, crowds
from entrypoints.composition.database import embedded_cluster, prepared
from entrypoints.composition.installation import keys_of
from entrypoints.config import Config

ROOT = Path(__file__).parents[1]
BATCH = 2_000
# Copies of the two tables of fields without triggers: what the projection costs is counted on one side only.
TWINS = (
    "CREATE TABLE bare_field_values (LIKE field_values INCLUDING ALL)",
    "CREATE TABLE bare_field_history (LIKE field_history INCLUDING ALL)",
    "INSERT INTO bare_field_values SELECT * FROM field_values",
    "INSERT INTO bare_field_history SELECT * FROM field_history",
    "ALTER TABLE bare_field_values ADD FOREIGN KEY (tenant_id, customer_id) REFERENCES customers",
    "ALTER TABLE bare_field_history ADD FOREIGN KEY (tenant_id, customer_id) REFERENCES customers",
)


@frozen
class Stage:
    """Ports and processes to measure."""

    bare_port: int
    service_port: int
    bare: int
    service: int
    postgres: int
    config: Config


@contextmanager
def stage(
    customers: int, *, leads: int = 0, activities: int = 0, ports: tuple[int, int] = (8461, 8462)
) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="crm-bench-") as folder:
        Path(folder).chmod(0o711)  # the database's own account passes through
        settings = {"CRM_DATA_DIR": folder, "CRM_RATE_LIMITS": "0", "PORT": str(ports[1])}
        config = Config.from_environment(settings)
        with embedded_cluster(config) as cluster:
            owner = cluster.dsn(tcp=True)
            service = prepared(owner, config)
            fill(config, owner, service, (customers, leads, activities, 0))
            with _process("uvicorn", bare_arguments(ports[0]), bare_environment(owner), ports[0]) as bare:
                environment = {"DATABASE_URL": prepared(cluster.dsn(), config)}
                ours = environment | settings
                with _process("entrypoints.http_service", [], ours, ports[1]) as served:
                    assert cluster.pid is not None
                    yield Stage(*ports, bare, served, cluster.pid, config)


def fill(config: Config, owner: str, service: str, wanted: Sequence[int]) -> None:
    with crowds(config, service) as all_of:
        for count, members in zip(wanted, all_of.in_order, strict=True):
            for first in range(0, count, BATCH):
                members.add(range(first, min(first + BATCH, count)))
    with worker_parts(evolve(config, database_url=service)) as worker:
        while worker.world.relay.move(limit=10_000).count:
            pass
    with psycopg.connect(owner, autocommit=True) as connection:
        for statement in TWINS:
            connection.execute(statement.encode())
        connection.execute("VACUUM ANALYZE")


def bare_arguments(port: int) -> list[str]:
    shared = ["--no-access-log", "--log-level", "warning", "--loop", "uvloop", "--http", "httptools"]
    return ["bench.bare:app", "--port", str(port), *shared]


def bare_environment(owner: str) -> dict[str, str]:
    return {"BARE_DSN": owner, "BARE_TENANT": str(TENANT)}


@contextmanager
def _process(module: str, arguments: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    surroundings = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", **environment}
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT, env=surroundings)
    try:
        _wait(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/health/live")
            connection.getresponse()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("a server did not start")


def tokens(config: Config) -> dict[str, str]:
    """One for every way of reaching into the crowd, at the sizes that the goals speak of."""
    chain = member(CHAIN_EVERY, base=CROWD_BASE).id
    rep = owner_of(CHAIN_EVERY + 30, CROWD_BASE)
    claims = {
        "manager": LocalClaims(user=KATRIN.id, tenant=TENANT, roles=[Role.MANAGER]),
        "team lead of 5,000": LocalClaims(
            user=ANA.id, tenant=TENANT, roles=[Role.TEAM_LEAD], regions=["R003"]
        ),
        "representative": LocalClaims(user=rep, tenant=TENANT, roles=[Role.SALES_REP]),
        "chain manager": LocalClaims(user=ANA.id, tenant=TENANT, roles=[Role.CHAIN_MANAGER], chains=[chain]),
    }
    key, now = keys_of(config).signing_key, SystemClock().now()
    return {name: local_token(said, key=key, now=now) for name, said in claims.items()}
