"""What a changed declaration asks of a database whose hot rows follow an earlier one, as a migration."""

from collections.abc import Mapping

import psycopg
from attrs import frozen

from adapters.postgres.hot import functions, schema
from adapters.postgres.hot.copies import COPIES, TABLE
from adapters.postgres.hot.fold import Fold
from adapters.postgres.hot.generated import AS_FINDER, AS_OWNER, HEADING, fold_of
from adapters.postgres.migrations.statements import BETWEEN
from adapters.postgres.pool import CONNECT_TIMEOUT, Connection
from crm_core.domain.projections.hot_row import HotColumns

_FIXED = frozenset({"tenant_id", "customer_id", "updated_at", *COPIES})
_COLUMNS = """SELECT attname, replace(format_type(atttypid, NULL), 'timestamp with time zone', 'timestamptz')
    FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"""
_INDEXES = "SELECT indexname FROM pg_indexes WHERE tablename = %s AND indexname LIKE 'hot\\_by\\_%%'"
_FOLLOWED = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'hot_source_made'"
_WAITS = "-- squawk-ignore require-concurrent-index-{}\n"
NOTE = "-- Rows are filled by `crm projection rebuild`, beside whoever writes.\n"


@frozen
class Present:
    """What there is: hot columns with their types, indexes by name, tables whose rows are followed."""

    columns: Mapping[str, str]
    indexes: frozenset[str]
    followed: frozenset[str]

    @classmethod
    def of(cls, connection: Connection) -> "Present":
        columns: dict[str, str] = dict(connection.execute(_COLUMNS, [TABLE]).fetchall())
        return cls(
            {name: kind for name, kind in columns.items() if name not in _FIXED},
            frozenset(row[0] for row in connection.execute(_INDEXES, [TABLE])),
            frozenset(row[0] for row in connection.execute(_FOLLOWED)),
        )


def changes(fold: Fold, present: Present) -> list[str]:
    """Statements that lead from what there is to the declaration; none when the columns are the same."""
    declared = {column.name: str(column.type) for column in fold.columns.columns}
    gone = [name for name, kind in present.columns.items() if declared.get(name) != kind]
    new = [name for name, kind in declared.items() if present.columns.get(name) != kind]
    if not gone and not new:
        return []
    made = dict(zip(map(_index_name, schema.indexes(fold)), schema.indexes(fold), strict=True))
    # What covers has every column in it; the others stay, unless their own column does not.
    stays = {
        name
        for name, text in made.items()
        if name in present.indexes and "INCLUDE" not in text and not any(f", {one}" in text for one in gone)
    }
    drop = ", ".join(sorted(present.indexes - stays))
    records = [record for record in fold.sorts.values() if record.table not in present.followed]
    return [
        *([f"{_WAITS.format('deletion')}DROP INDEX {drop}"] if drop else ()),
        *(f"ALTER TABLE {TABLE} DROP COLUMN {name}" for name in gone),
        *(f"ALTER TABLE {TABLE} ADD COLUMN {name} {declared[name]}" for name in new),
        *(_WAITS.format("creation") + text for name, text in made.items() if name not in stays),
        *(text for record in records for text in schema.record_rights(record)),
        *AS_FINDER,
        *functions.functions(fold),
        *functions.rights(),
        *AS_OWNER,
        *(text for record in records for text in functions.source_triggers(record.table)),
        schema.view(fold),
        schema.view_rights(),
    ]


def migration_of(dsn: str, columns: HotColumns) -> str:
    """The text of a version that leads there; empty when there is nothing to do."""
    with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
        made = changes(fold_of(columns), Present.of(connection))
    return HEADING + NOTE + "".join(one + BETWEEN for one in made).rstrip("\n") + "\n" if made else ""


def _index_name(text: str) -> str:
    return text.split()[2]
