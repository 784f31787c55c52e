"""How far the events are behind: the relay behind the commands, and the consumers behind the relay."""

import psycopg
from attrs import frozen

from adapters.postgres.pool import CONNECT_TIMEOUT


@frozen
class Lag:
    """Seconds since the oldest thing that waits; 0 when nothing does."""

    relay: float
    consumers: float


def lag_of(dsn: str) -> Lag | None:
    """None when the database does not answer; that is told by another probe."""
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
            row = connection.execute("SELECT relay, consumers FROM app.event_lag()").fetchone()
    except psycopg.Error:
        return None
    return None if row is None else Lag(*row)
