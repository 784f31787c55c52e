"""Which version a database has and which this build needs, told without loading what migrates."""

import psycopg
from psycopg.sql import SQL, Identifier

from adapters.postgres.migrations.history import HISTORY, VERSION_SCHEMA, VERSION_TABLE
from adapters.postgres.pool import CONNECT_TIMEOUT, Connection


def history() -> tuple[str, ...]:
    """Every version, oldest first: the numbers with which the files of the one linear history begin."""
    return tuple(sorted(path.stem[:4] for path in (HISTORY / "versions").glob("[0-9]*.py")))


def needed_version() -> str:
    """The version that this build works with."""
    return history()[-1]


def pending(dsn: str) -> tuple[str, ...]:
    """The versions that this build has and the database has not, oldest first.

    A version that this build does not know, because a newer one was here, stands for itself.
    """
    present, known = present_version(dsn), history()
    if present is None:
        return known
    return known[known.index(present) + 1 :] if present in known else (present,)


def present_version(dsn: str) -> str | None:
    """The version of the database; None for an empty one."""
    with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
        return version_of(connection)


def version_of(connection: Connection) -> str | None:
    name = f"{VERSION_SCHEMA}.{VERSION_TABLE}"
    if connection.execute("SELECT to_regclass(%s)", [name]).fetchone() == (None,):
        return None
    table = Identifier(VERSION_SCHEMA, VERSION_TABLE)
    row = connection.execute(SQL("SELECT version_num FROM {}").format(table)).fetchone()
    return None if row is None else str(row[0])
