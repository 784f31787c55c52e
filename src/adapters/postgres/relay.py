"""How facts get their positions: by one relay at a time, once their transactions are visible."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from attrs import frozen

from adapters.postgres.audit_trail import COLUMNS, entry_from
from adapters.postgres.errors import DatabaseFault, translated
from adapters.postgres.pool import Connection, Connections
from adapters.postgres.transaction import Row
from crm_core.domain.audit.chain import GENESIS, SealedEntry, seal_of
from crm_core.domain.ids import TenantId
from crm_core.ports.relay import Moved

CHANNEL = "crm_events"
TURN = 0x4352_4D02  # the advisory lock of the relay: an arbitrary number of ours
UNIQUE_VIOLATION = "23505"
IDLE = "5s"  # a relay that stops inside its transaction loses it, and its turn, after this time

BEGIN = f"""SELECT set_config('idle_in_transaction_session_timeout', '{IDLE}', true),
    set_config('app.relay', %s, true)"""
# Row security shows the outbox only to whoever got the lock; the others move nothing.
TAKE_TURN = f"""SELECT set_config('idle_in_transaction_session_timeout', '{IDLE}', true),
    set_config('app.relay', pg_try_advisory_xact_lock({TURN})::text, true)"""
FACT = """tenant_id, event_id, type, version, occurred_at, source, correlation_id, actor_type, actor_id,
    subject, data"""
# The rows never leave the database, so a relay that is stopped while it reads cannot hold its turn.
MOVE = f"""WITH taken AS (
        DELETE FROM event_outbox
        WHERE number = ANY (ARRAY(SELECT number FROM event_outbox ORDER BY number LIMIT %s))
        RETURNING number, {FACT}),
    counted AS (SELECT tenant_id, count(*) AS facts FROM taken GROUP BY tenant_id),
    heads AS (
        INSERT INTO event_heads AS head (tenant_id, position) SELECT tenant_id, facts FROM counted
        ON CONFLICT (tenant_id) DO UPDATE SET position = head.position + excluded.position
        RETURNING tenant_id, position),
    placed AS (
        INSERT INTO event_log (position, {FACT})
        SELECT heads.position - facts + row_number() OVER (PARTITION BY tenant_id ORDER BY number), {FACT}
        FROM taken JOIN counted USING (tenant_id) JOIN heads USING (tenant_id))
    SELECT tenant_id, facts, pg_notify('{CHANNEL}', tenant_id::text) FROM counted"""  # noqa: S608 - our own words
TENANTS = "SELECT tenant_id FROM event_heads ORDER BY tenant_id"
UNSEALED = f"""WITH waiting AS (SELECT place, tenant_id, at, entry_id AS id FROM audit_unsealed
        ORDER BY place LIMIT %s)
    SELECT place, last.number, last.seal, {COLUMNS} FROM waiting JOIN audit_entries USING (tenant_id, at, id)
    LEFT JOIN LATERAL (SELECT number, seal FROM audit_seals
        WHERE audit_seals.tenant_id = waiting.tenant_id ORDER BY number DESC LIMIT 1) AS last ON true
    ORDER BY place"""  # noqa: S608 - our own words
SEAL = """INSERT INTO audit_seals (tenant_id, number, at, id, seal)
    SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::timestamptz[], %s::uuid[], %s::bytea[])"""
UNQUEUE = "DELETE FROM audit_unsealed WHERE place = ANY (%s::bigint[])"


@frozen
class PostgresRelay:
    """Works on connections of the worker's role, which alone may cross the tenants' wall."""

    connections: Connections

    def move(self, *, limit: int) -> Moved:
        with self._transaction(TAKE_TURN) as connection:
            moved = connection.execute(MOVE, (limit,))
            connection.execute("COMMIT")
            rows = moved.fetchall()
        return Moved(sum(row[1] for row in rows), frozenset(TenantId(row[0]) for row in rows))

    def tenants(self) -> Sequence[TenantId]:
        return [TenantId(row[0]) for row in self._read(TENANTS)]

    def seal_audit(self, *, limit: int) -> int:
        """Between reading and writing nothing is held: of two sealers the slower one meets a taken number."""
        waiting = self._read(UNSEALED, (limit,))
        links = sealed(waiting)
        if not links:
            return 0
        try:
            with self._transaction(BEGIN, ("true",)) as connection:
                connection.execute(SEAL, _arrays(links))
                connection.execute(UNQUEUE, ([row[0] for row in waiting],))
                connection.execute("COMMIT")
        except DatabaseFault as fault:
            if fault.sqlstate != UNIQUE_VIOLATION:
                raise
            return 0
        return len(links)

    def _read(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        with self._transaction(BEGIN, ("true",)) as connection:
            answer = connection.execute(sql, params)
            connection.execute("COMMIT")
            return answer.fetchall()

    @contextmanager
    def _transaction(self, begin: str, params: Sequence[object] = ()) -> Iterator[Connection]:
        """Begin, work and commit travel together; the database never waits for us in between."""
        with translated(), self.connections.borrow() as connection, connection.pipeline():
            connection.execute("BEGIN")
            connection.execute(begin, params)
            yield connection


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
