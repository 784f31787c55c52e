"""Many rows at once, for measuring: one statement per table and batch, behind everybody's walls."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from attrs import frozen
from psycopg.types.json import Jsonb

from adapters.postgres.audit_trail import PostgresAuditTrail
from adapters.postgres.pool import Connections
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids

Values = Mapping[str, object]


@frozen
class Bulk:
    """Walls, foreign keys and triggers hold as for single rows; the audit keeps a single deed per batch."""

    connections: Connections
    actor: Actor
    clock: Clock
    ids: Ids

    def add(self, rows: Mapping[str, Sequence[Values]], deed: Deed) -> None:
        """One unit of work for all of them, table by table in this order."""
        with self.connections.borrow() as connection:
            transaction = Transaction(connection, self.actor, self.clock, self.ids)
            try:
                transaction.begin()
                for table, told in rows.items():
                    if told:
                        transaction.tell(_put(table, told[0]), (Jsonb(told, dumps=_JSON.encode),))
                PostgresAuditTrail(transaction).record(deed)
                transaction.commit()
            finally:
                transaction.roll_back()


def _put(table: str, like: Values) -> str:
    names = ", ".join(f'"{name}"' for name in like)
    return f"""INSERT INTO {table} ({names})
        SELECT {names} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"""  # noqa: S608 - names of ours


def named(names: str | Iterable[str], values: Iterable[object]) -> dict[str, object]:
    """The values by the names of their columns."""
    return dict(zip(names.split(", ") if isinstance(names, str) else names, values, strict=True))


def _as_json(value: object) -> object:
    return value.obj if isinstance(value, Jsonb) else str(value)


# Instants, ids and decimals in all their digits: ten times as fast as what writes single values.
_JSON = msgspec.json.Encoder(decimal_format="number", enc_hook=_as_json)
