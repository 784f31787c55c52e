"""How facts get their positions: by one relay at a time, once their transactions are visible."""

from collections.abc import Sequence

from attrs import frozen

from adapters.postgres.audit_trail import COLUMNS, entry_from
from adapters.postgres.errors import DatabaseFault, translated
from adapters.postgres.flush import Row
from adapters.postgres.pool import Connections
from crm_core.domain.audit.chain import GENESIS, SealedEntry, seal_of
from crm_core.domain.ids import TenantId
from crm_core.ports.relay import Moved

CHANNEL = "crm_events"  # as app.move_events rings it
UNIQUE_VIOLATION = "23505"

RELAYING = "SELECT set_config('app.relay', 'true', true)"
MOVE = "SELECT tenant, facts FROM app.move_events(%s)"
TENANTS = "SELECT tenant_id FROM event_heads ORDER BY tenant_id"
UNSEALED = f"""WITH waiting AS (SELECT place, tenant_id, at, entry_id AS id FROM audit_unsealed
        ORDER BY place LIMIT %s)
    SELECT place, last.number, last.seal, {COLUMNS} FROM waiting JOIN audit_entries USING (tenant_id, at, id)
    LEFT JOIN LATERAL (SELECT number, seal FROM audit_seals
        WHERE audit_seals.tenant_id = waiting.tenant_id ORDER BY number DESC LIMIT 1) AS last ON true
    ORDER BY place"""  # noqa: S608 - our own words
SEAL = """SELECT app.seal_audit(%s::uuid[], %s::bigint[], %s::timestamptz[], %s::uuid[], %s::bytea[],
    %s::bigint[])"""


@frozen
class PostgresRelay:
    """Works on connections of the worker's role, which alone may cross the tenants' wall.

    Each change is one statement: a relay stopped or killed at any point has done it whole or not at all,
    and never holds its turn while the database waits for it.
    """

    connections: Connections

    def move(self, *, limit: int) -> Moved:
        with self.connections.borrow() as connection, translated():
            rows = connection.execute(MOVE, (limit,)).fetchall()
        return Moved(sum(row[1] for row in rows), frozenset(TenantId(row[0]) for row in rows))

    def tenants(self) -> Sequence[TenantId]:
        return [TenantId(row[0]) for row in self._read(TENANTS)]

    def seal_audit(self, *, limit: int) -> int:
        """Between reading and writing nothing is held: of two sealers the slower one meets a taken number."""
        waiting = self._read(UNSEALED, (limit,))
        links = sealed(waiting)
        if not links:
            return 0
        places = [row[0] for row in waiting]
        try:
            with self.connections.borrow() as connection, translated():
                connection.execute(SEAL, (*_arrays(links), places))
        except DatabaseFault as fault:
            if fault.sqlstate != UNIQUE_VIOLATION:
                raise
            return 0
        return len(links)

    def _read(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """Across all tenants; a pipeline is one transaction, so what is set holds for this question only."""
        with self.connections.borrow() as connection, translated():
            with connection.pipeline():
                connection.execute(RELAYING)
                answer = connection.execute(sql, params or None)
            return answer.fetchall()


def sealed(waiting: Sequence[Row]) -> list[SealedEntry]:
    """The links that continue each tenant's chain, in the order in which the entries were made."""
    ends: dict[TenantId, tuple[int, bytes]] = {}
    links = []
    for _, number, seal, *row in waiting:
        entry = entry_from(tuple(row))
        last, previous = ends.get(entry.tenant_id, (number or 0, bytes(seal or GENESIS)))
        link = SealedEntry(last + 1, entry, seal_of(previous, last + 1, entry))
        ends[entry.tenant_id] = (link.number, link.seal)
        links.append(link)
    return links


def _arrays(links: Sequence[SealedEntry]) -> Sequence[object]:
    return (
        [link.entry.tenant_id for link in links],
        [link.number for link in links],
        [link.entry.at for link in links],
        [link.entry.id for link in links],
        [link.seal for link in links],
    )
