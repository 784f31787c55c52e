"""How local consumers wake up: a pointer that news has come, heard on a connection of its own."""

import time
from uuid import UUID

import psycopg
from attrs import define, field
from psycopg.conninfo import make_conninfo

from adapters.postgres.pool import CONNECT_TIMEOUT, LIVELINESS
from adapters.postgres.relay import CHANNEL
from crm_core.domain.ids import TenantId


@define
class PostgresBell:
    """LISTEN needs a direct connection; whoever polls as well loses only time when it is lost."""

    dsn: str = field(repr=False)
    _connection: "psycopg.Connection[tuple[object, ...]] | None" = None

    def wait(self, seconds: float) -> frozenset[TenantId]:
        """The tenants with news, as soon as there are any; none after `seconds`, or while nobody can ring."""
        until = time.monotonic() + seconds
        try:
            return self._heard(until)
        except psycopg.OperationalError:
            self.close()
            time.sleep(max(0.0, until - time.monotonic()))
            return frozenset()

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _heard(self, until: float) -> frozenset[TenantId]:
        if self._connection is None:
            lasting: dict[str, str | int] = {"connect_timeout": CONNECT_TIMEOUT, **LIVELINESS}
            self._connection = psycopg.connect(make_conninfo(self.dsn, **lasting), autocommit=True)
            self._connection.execute(f"LISTEN {CHANNEL}")
        rung = self._connection.notifies(timeout=max(0.0, until - time.monotonic()), stop_after=1)
        return frozenset(TenantId(UUID(one.payload)) for one in rung)
