"""Decides how a running cluster is reached: where it listens, and how a connection string to it reads."""

from pathlib import Path
from urllib.parse import quote

import psycopg
from attrs import field, frozen

HOST = "127.0.0.1"
SUPERUSER = "crm_superuser"


@frozen
class ClusterAddress:
    """Where a cluster listens and who may do everything there."""

    port: int
    socket_dir: Path
    password: str = field(repr=False)
    database: str
    superuser: str = SUPERUSER
    host: str = HOST

    def dsn(
        self,
        *,
        role: str | None = None,
        password: str | None = None,
        database: str | None = None,
        tcp: bool = False,
    ) -> str:
        """A URL for libpq and SQLAlchemy; over the socket, or over TCP for programs that know no sockets."""
        secret = self.password if role is None else password
        login = quote(role or self.superuser, safe="") + (f":{quote(secret, safe='')}" if secret else "")
        name = quote(database or self.database, safe="")
        if tcp:
            return f"postgresql://{login}@{self.host}:{self.port}/{name}"
        return f"postgresql://{login}@/{name}?host={quote(str(self.socket_dir), safe='')}&port={self.port}"

    def connect(self, database: str | None = None) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.dsn(database=database), autocommit=True, connect_timeout=5)
