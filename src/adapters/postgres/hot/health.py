"""How the hot rows are, for operators: the lag of the newest, and what the last checks of all found."""

import psycopg
from attrs import frozen

from adapters.postgres.pool import CONNECT_TIMEOUT

ASKED = """SELECT app.lagging_hot(), c.age, c.checked, c.drifted, c.remaining, c.unreadable
    FROM app.hot_checked() c"""


@frozen
class HotHealth:
    """Over all tenants; `checked_ago` in seconds is that of the oldest last check, None without any."""

    lag: float
    checked_ago: float | None
    checked: int
    drifted: int
    remaining: int
    unreadable: int


def hot_health_of(dsn: str) -> HotHealth | None:
    """None when the database does not answer; that is told by another probe."""
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
            row = connection.execute(ASKED).fetchone()
    except psycopg.Error:
        return None
    return None if row is None else HotHealth(*row)
