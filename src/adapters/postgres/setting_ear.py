"""How a process hears that somebody else changed a setting: LISTEN on a connection of its own."""

from uuid import UUID

import psycopg
from attrs import define, field
from psycopg.conninfo import make_conninfo

from adapters.postgres.known_settings import KnownSettings
from adapters.postgres.pool import CONNECT_TIMEOUT, LIVELINESS
from crm_core.domain.ids import TenantId, UserId

CHANNEL = "crm_settings"  # as app.ring_settings rings it
PATIENCE = 0.5  # seconds to listen before looking whether to stop


@define
class PostgresSettingEar:
    """LISTEN needs a direct connection; without one, known settings last a moment only."""

    dsn: str = field(repr=False)
    known: KnownSettings
    _connection: "psycopg.Connection[tuple[object, ...]] | None" = None

    def step(self) -> float:
        """Listens for a moment; raises when the connection is lost, to be called again."""
        try:
            connection = self._connected()
            for rung in connection.notifies(timeout=PATIENCE, stop_after=1):
                self.known.forget(*pointer(rung.payload))
        except psycopg.Error:
            self.known.is_deaf()
            self.close()
            raise
        return 0.0

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _connected(self) -> "psycopg.Connection[tuple[object, ...]]":
        if self._connection is None:
            lasting: dict[str, str | int] = {"connect_timeout": CONNECT_TIMEOUT, **LIVELINESS}
            self._connection = psycopg.connect(make_conninfo(self.dsn, **lasting), autocommit=True)
            self._connection.execute(f"LISTEN {CHANNEL}")
            self.known.hears()
        return self._connection


def pointer(payload: str) -> tuple[TenantId | None, UserId | None]:
    """Whose settings have changed: everybody's, a tenant's, or one person's."""
    tenant, _, person = payload.partition(" ")
    if not tenant:
        return None, None
    return TenantId(UUID(tenant)), UserId(UUID(person)) if person else None
