"""How a database comes to the version this build needs, and how one asks whether it is there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg.sql import SQL, Identifier
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from adapters.postgres.migrations.history import HISTORY, VERSION_SCHEMA, VERSION_TABLE
from adapters.postgres.pool import CONNECT_TIMEOUT, Connection
from adapters.postgres.roles import OWNER, ensure_roles, ensure_schemas, fence_database

ONE_AT_A_TIME = 0x4352_4D01  # advisory lock of migrations


def migrate(dsn: str, passwords: Mapping[str, str]) -> str:
    """Brings the database up to this build and sets the passwords of our roles; the version it then has."""
    with _administering(dsn) as connection:
        ensure_roles(connection, passwords)
        fence_database(connection)
        ensure_schemas(connection)
        _upgrade(dsn)
    return needed_version()


def pending(dsn: str) -> tuple[str, ...]:
    """The versions that this build has and the database has not, oldest first.

    A version that this build does not know, because a newer one was here, stands for itself.
    """
    present = present_version(dsn)
    history = [one.revision for one in _scripts().walk_revisions()][::-1]
    if present is None:
        return tuple(history)
    return tuple(history[history.index(present) + 1 :]) if present in history else (present,)


def plan(dsn: str) -> str:
    """The SQL that `migrate` would run, as text."""
    return offline_sql(present_version(dsn))


def offline_sql(since: str | None = None) -> str:
    """The history as SQL, from a version on, without a database."""
    text = StringIO()
    command.upgrade(_config(text), f"{since}:head" if since else "head", sql=True)
    return text.getvalue()


def needed_version() -> str:
    """The version that this build works with."""
    head = _scripts().get_current_head()
    if head is None:
        raise RuntimeError("the schema has no history")
    return head


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


@contextmanager
def _administering(dsn: str) -> "Iterator[Connection]":
    """A connection that holds the right to migrate; a second migration waits for its end."""
    with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        yield connection


def _upgrade(dsn: str) -> None:
    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(dsn, options=f"-c role={OWNER}", connect_timeout=CONNECT_TIMEOUT),
        poolclass=NullPool,
    )
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _config(output: StringIO | None = None) -> Config:
    config = Config(output_buffer=output) if output else Config()
    config.set_main_option("script_location", str(HISTORY))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
