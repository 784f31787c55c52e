"""A whole installation to be ill-treated: its own cluster, migrated, with a login for each role."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from adapters.addresses.email_addresses import LibraryEmailAddresses
from adapters.calendars.working_days import LibraryWorkingDays
from adapters.embedded.cluster import Cluster
from adapters.postgres.migrating import migrate
from adapters.postgres.pool import Connections
from adapters.postgres.roles import SERVICE, WORKER
from adapters.postgres.world import postgres_world
from adapters.system.clock import SystemClock
from adapters.system.ids import SystemIds
from adapters.system.patience import moment
from adapters.system.seals import KeyedSeals
from crm_core.ports.world import World

PASSWORDS = {SERVICE: "service-of-a-test", WORKER: "worker-of-a-test"}


@frozen
class Installation:
    cluster: Cluster

    def dsn(self, role: str | None = None) -> str:
        return self.cluster.dsn(role=role, password=PASSWORDS[role]) if role else self.cluster.dsn()

    def connections(self, role: str, *, size: int = 4, patience: float = 2.0) -> Connections:
        return Connections(self.dsn(role), size=size, patience=patience, name=f"test-{role}")


@contextmanager
def installation(*, durable: bool) -> Iterator[Installation]:
    with tempfile.TemporaryDirectory(prefix="crm-test-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        cluster = Cluster(Path(made) / "pg", durable=durable)
        cluster.start()
        try:
            migrate(cluster.dsn(), PASSWORDS)
            yield Installation(cluster)
        finally:
            cluster.remove()


def world_over(connections: Connections) -> World:
    """As the programs have it: real time, real identities."""
    return postgres_world(
        connections=connections,
        clock=SystemClock(),
        ids=SystemIds(),
        email_addresses=LibraryEmailAddresses(),
        seals=KeyedSeals(b"k" * 32),
        working_days=LibraryWorkingDays(),
        wait_before_retry=lambda attempt: time.sleep(moment(attempt)),
    )
