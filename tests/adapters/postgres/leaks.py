"""Where in a database somebody's values still stand: every column of every table, by the catalogue."""

import base64
import json
from collections.abc import Iterable, Iterator

from psycopg import Connection
from psycopg.sql import SQL, Identifier

# Also the schema of the jobs and what nobody of the service may read; the catalogues of PostgreSQL apart.
COLUMNS = """SELECT n.nspname, c.relname, a.attname, t.typname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg_toast%'
    ORDER BY 1, 2, a.attnum"""
# What holds no text whatever is written into it; everything else is looked at, also what comes later.
_NUMBERS = ("bool", "int2", "int4", "int8", "float4", "float8", "numeric", "oid", "tid", "xid", "uuid")
MUTE = frozenset((*_NUMBERS, "date", "timestamp", "timestamptz", "interval"))


def columns(connection: "Connection[tuple[object, ...]]") -> list[tuple[str, str, str, str]]:
    return [
        (str(schema), str(table), str(column), str(kind))
        for schema, table, column, kind in connection.execute(COLUMNS)
        if kind not in MUTE
    ]


def leaks(connection: "Connection[tuple[object, ...]]", values: Iterable[str]) -> list[str]:
    """`table.column: value` for each value that stands somewhere, plain or in a usual disguise."""
    sought = {value: tuple(disguises(value)) for value in values}
    found: set[str] = set()
    for schema, table, column, kind in columns(connection):
        for text in _texts(connection, schema, table, column, kind):
            found |= {
                f"{schema}.{table}.{column}: {value}"
                for value, forms in sought.items()
                if any(form in text for form in forms)
            }
    return sorted(found)


def disguises(value: str) -> Iterator[str]:
    """As it is said, as it is escaped, and as bytes are written down."""
    raw = value.casefold().encode()
    yield value.casefold()
    yield json.dumps(value)[1:-1].casefold()
    yield raw.hex()
    yield value.encode().hex()
    yield base64.b64encode(value.encode()).rstrip(b"=").decode()[:-1].casefold()


def _texts(
    connection: "Connection[tuple[object, ...]]", schema: str, table: str, column: str, kind: str
) -> Iterator[str]:
    asked = SQL("SELECT DISTINCT {}::text FROM {} WHERE {} IS NOT NULL").format(
        Identifier(column), Identifier(schema, table), Identifier(column)
    )
    for (text,) in connection.execute(asked):
        yield str(text).casefold()
        if kind == "bytea":
            yield bytes.fromhex(str(text)[2:]).decode("utf-8", "ignore").casefold()
