"""What was told of follow-ups, for operators: milestones passed and letters sent, by rule."""

from collections.abc import Sequence

import psycopg
from attrs import frozen

from adapters.postgres.pool import CONNECT_TIMEOUT


@frozen
class Told:
    """Over all tenants, since there are follow-ups."""

    rule: str
    measure: str
    count: int


def told_of(dsn: str) -> Sequence[Told] | None:
    """None when the database does not answer; that is told by another probe."""
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
            rows = connection.execute("SELECT rule, measure, count FROM app.follow_ups_told()").fetchall()
    except psycopg.Error:
        return None
    return [Told(*row) for row in rows]
