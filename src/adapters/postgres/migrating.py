"""How a database comes to the version this build needs, and how one asks whether it is there."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from adapters.postgres.migrations.history import HISTORY
from adapters.postgres.pool import CONNECT_TIMEOUT, Connection
from adapters.postgres.roles import OWNER, ensure_roles, ensure_schemas, fence_database
from adapters.postgres.versions import needed_version, present_version

ONE_AT_A_TIME = 0x4352_4D01  # advisory lock of migrations


def migrate(dsn: str, passwords: Mapping[str, str]) -> str:
    """Brings the database up to this build and sets the passwords of our roles; the version it then has."""
    with _administering(dsn) as connection:
        ensure_roles(connection, passwords)
        fence_database(connection)
        ensure_schemas(connection)
        _upgrade(dsn)
    return needed_version()


def plan(dsn: str) -> str:
    """The SQL that `migrate` would run, as text."""
    return offline_sql(present_version(dsn))


def offline_sql(since: str | None = None) -> str:
    """The history as SQL, from a version on, without a database."""
    text = StringIO()
    command.upgrade(_config(text), f"{since}:head" if since else "head", sql=True)
    return text.getvalue()


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
