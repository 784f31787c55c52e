"""One throw-away database server for a test run, a migrated template in it, and clones of that."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from attrs import define, field, frozen
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from adapters.embedded.binaries import find_binaries
from adapters.embedded.cluster import Cluster
from adapters.postgres.migrating import migrate
from adapters.postgres.pool import Connections
from adapters.postgres.roles import RUNTIME, SERVICE, WORKER, fence_database

TEMPLATE = "crm_template"
PASSWORD = "for-tests-only"
GIVEN = "CRM_TEST_SERVER"  # the superuser's address, handed from the first process of a run to the others
SIZE = {"shared_buffers": "256MB", "max_connections": "120", "max_wal_size": "2GB"}


@frozen
class Database:
    """One database, and how each role reaches it."""

    superuser: str

    def dsn(self, role: str) -> str:
        return make_conninfo(self.superuser, user=role, password=PASSWORD)

    def connect(self, role: str | None = None) -> "psycopg.Connection[tuple[object, ...]]":
        """A plain connection, of the superuser if no role is named."""
        return psycopg.connect(self.dsn(role) if role else self.superuser, autocommit=True)

    def empty(self) -> None:
        """Takes all rows out, later tables first; deleting from small tables is faster than truncating."""
        with self.connect() as connection:
            rows = connection.execute(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND "
                "relnamespace = 'public'::regnamespace ORDER BY pg_class.oid DESC"
            ).fetchall()
            # Without triggers: references and projections are emptied like everything else.
            without = ["SET session_replication_role = replica", *(f"DELETE FROM {name}" for (name,) in rows)]
            connection.execute("; ".join(without).encode())


@define
class Server:
    """Makes databases; knows those it has made."""

    superuser: str
    _numbers: "count[int]" = field(factory=count)

    def clone(self) -> Database:
        name = f"crm_{os.getpid()}_{next(self._numbers)}"
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            connection.execute(
                SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(TEMPLATE))
            )
        made = Database(make_conninfo(self.superuser, dbname=name))
        # A clone has the template's tables and rights, but not the rights on the database itself.
        with made.connect() as connection:
            fence_database(connection)
        return made

    def drop(self, database: Database) -> None:
        name = psycopg.conninfo.conninfo_to_dict(database.superuser)["dbname"]
        with psycopg.connect(self.superuser, autocommit=True) as connection:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(str(name))))


@contextmanager
def running() -> Iterator[str]:
    """A server with the migrated template; the address of its superuser."""
    with tempfile.TemporaryDirectory(prefix="crm-test-") as made:
        Path(made).chmod(0o755)
        programs = find_binaries(os.environ.get("PG_BIN"))
        cluster = Cluster(Path(made) / "pg", durable=False, settings=SIZE, binaries=programs)
        try:
            superuser = cluster.start().dsn()
            with psycopg.connect(superuser, autocommit=True) as connection:
                connection.execute(SQL("CREATE DATABASE {}").format(Identifier(TEMPLATE)))
            migrate(make_conninfo(superuser, dbname=TEMPLATE), dict.fromkeys(RUNTIME, PASSWORD))
            yield superuser
        finally:
            cluster.remove()


@define
class Pools:
    """The connections of service and worker to one database."""

    database: Database
    service: Connections = field(init=False)
    worker: Connections = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.service = Connections(self.database.dsn(SERVICE), size=6, name="tests-service")
        self.worker = Connections(self.database.dsn(WORKER), size=4, name="tests-worker")

    def close(self) -> None:
        self.service.close()
        self.worker.close()
