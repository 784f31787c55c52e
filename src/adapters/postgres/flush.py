"""How statements leave in one flush and come back in one: libpq's pipeline, driven without psycopg's cursors.

Measured for a list of fifty rows: psycopg's own pipeline costs 150 µs of CPU, this one 66 µs.
"""

import json
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from attrs import frozen
from psycopg.adapt import Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.generators import fetch_many
from psycopg.generators import send as rest_of
from psycopg.pq import ConnStatus, ExecStatus, Format, PipelineStatus
from psycopg.pq.abc import PGresult
from psycopg.types.json import Jsonb

from adapters.postgres.on_loop import heard
from adapters.postgres.pool import REMEMBERED_STATEMENTS, Connection

Row: TypeAlias = tuple[Any, ...]
Params: TypeAlias = Sequence[object] | Mapping[str, object]
Statement: TypeAlias = tuple[str, Params]


@frozen
class Sent:
    """What is on its way: which coming results answer a statement, and which texts are prepared anew."""

    asks: tuple[bool, ...]
    fresh: tuple[str, ...]


_PLACE = re.compile(r"%(?:\((\w+)\)s|(s)|(%))")
_FAILED = (ExecStatus.FATAL_ERROR, ExecStatus.PIPELINE_ABORTED)
# A text that failed is prepared anew under another number: whether the server kept it is not known.
_numbers = count()
_known: "WeakKeyDictionary[Connection, dict[str, bytes]]" = WeakKeyDictionary()


@lru_cache(maxsize=4096)
def numbered(text: str) -> tuple[bytes, tuple[str, ...]]:
    """The text with numbered places, and the names that stand for the numbers where places are named."""
    names: list[str] = []
    count = 0

    def place(found: "re.Match[str]") -> str:
        nonlocal count
        if found[3]:
            return "%"
        if found[1] is None:
            count += 1
            return f"${count}"
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return _PLACE.sub(place, text).encode(), tuple(names)


def flush(connection: Connection, statements: Sequence[Statement], *, prepared: bool) -> list[PGresult]:
    """One result per statement. Outside of a transaction they are one, so an identity set first holds."""
    sent = send(connection, statements, prepared=prepared)
    try:
        return heard(connection, received(connection, sent))
    finally:
        leave(connection)


def leave(connection: Connection) -> None:
    """Back to single statements; where somebody went away before all answers came, the connection ends."""
    line = connection.pgconn
    if line.status == ConnStatus.OK and line.pipeline_status != PipelineStatus.OFF:
        try:
            line.exit_pipeline_mode()
        except psycopg.OperationalError:
            connection.close()


def rows_of(connection: Connection, result: PGresult) -> list[Row]:
    """The rows of a result as Python's values."""
    reader = Transformer(connection)
    reader.set_pgresult(result)
    return reader.load_rows(0, result.ntuples, tuple)


def send(
    connection: Connection, statements: Sequence[Statement], *, prepared: bool, form: Format = Format.TEXT
) -> Sent:
    """Puts everything on the wire, and a Sync, which makes the server answer and starts its patience."""
    line = connection.pgconn
    line.enter_pipeline_mode()
    asks: list[bool] = []
    fresh: list[str] = []
    known = _known.setdefault(connection, {}) if prepared else {}
    for text, params in statements:
        sql, names = numbered(text)
        given = [params[name] for name in names] if isinstance(params, Mapping) else params
        values = [None if one is None else _WRITER[type(one)](one) for one in given]
        name = known.get(text)
        if name is None and prepared and len(known) < REMEMBERED_STATEMENTS:
            name = known[text] = b"crm%d" % next(_numbers)
            line.send_prepare(name, sql)
            fresh.append(text)
            asks.append(False)
        if name is None:
            line.send_query_params(sql, values, result_format=form)
        else:
            line.send_query_prepared(name, values, result_format=form)
        asks.append(True)
    line.pipeline_sync()
    return Sent(tuple(asks), tuple(fresh))


def received(connection: Connection, sent: Sent) -> Generator[Any, Any, list[PGresult]]:
    """Everything up to the synchronization point; the first failure is raised once the line is quiet."""
    answers: list[PGresult] = []
    failed: PGresult | None = None
    if connection.pgconn.flush():
        # More than the socket takes at once: while it is sent, what the server says must be read.
        yield from rest_of(connection.pgconn)
    for asked in (*sent.asks, False):
        for result in (yield from fetch_many(connection.pgconn)):
            if result.status in _FAILED:
                failed = failed or result
            if asked:
                answers.append(result)
    if failed is not None:
        raise _failure(connection, sent, failed)
    return answers


def _failure(connection: Connection, sent: Sent, failed: PGresult) -> psycopg.Error:
    """The server's error; names that it may not know are given up."""
    error = error_from_result(failed)
    known = _known.get(connection, {})
    # psycopg forgets every prepared statement after a rollback of its own, ours among them.
    forgotten = list(known) if isinstance(error, InvalidSqlStatementName) else sent.fresh
    for text in forgotten:
        known.pop(text, None)
    return error


def written(value: object) -> bytes | None:
    """A parameter as PostgreSQL reads it; its type is what the statement makes of it."""
    return None if value is None else _WRITER[type(value)](value)


def _json(value: Jsonb) -> bytes:
    return _utf8((value.dumps or json.dumps)(value.obj))


def _utf8(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _array(values: Sequence[object]) -> bytes:
    return b"{" + b",".join(_element(value) for value in values) + b"}"


def _element(value: object) -> bytes:
    text = written(value)
    if text is None:
        return b"NULL"
    return b'"' + text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


# A type stands before those that it is a kind of.
_WRITERS: dict[type, Callable[[Any], bytes]] = {
    str: str.encode,
    bool: lambda value: b"t" if value else b"f",
    # Without hyphens: sixty ids a command are worth it, and whoever means a text says so with `str`.
    UUID: lambda value: b"%032x" % value.int,
    int: lambda value: str(value).encode(),
    Decimal: lambda value: str(value).encode(),
    date: lambda value: value.isoformat().encode(),
    list: _array,
    tuple: _array,
    Jsonb: _json,
    bytes: lambda value: b"\\x" + value.hex().encode(),
}


class _ByType(dict[type, Callable[[Any], bytes]]):
    """Looked up by the type itself, which costs less than asking a value what it is."""

    def __missing__(self, kind: type) -> Callable[[Any], bytes]:
        for known, write in _WRITERS.items():
            if issubclass(kind, known):
                self[kind] = write
                return write
        raise TypeError(f"{kind.__name__} is not a parameter")


_WRITER = _ByType()
