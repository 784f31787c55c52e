"""How the reminders of leads stand, asked beyond the tenants' walls by a function that tells sums only."""

from datetime import datetime

import psycopg

from adapters.postgres.instants import utc_or_none
from adapters.postgres.pool import CONNECT_TIMEOUT
from crm_core.domain.leads.reminder_figures import ReminderFigures

ASK = """SELECT due, at_once, in_time, late, again, seconds, oldest
    FROM app.reminder_figures(%s::timestamptz)"""


def reminder_figures_of(dsn: str, now: datetime) -> ReminderFigures | None:
    """None when the database does not answer; that is told by a probe."""
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=CONNECT_TIMEOUT) as connection:
            row = connection.execute(ASK, (now,)).fetchone()
    except psycopg.Error:
        return None
    if row is None:
        return None
    due, at_once, in_time, late, again, seconds, oldest = row
    return ReminderFigures(due, at_once, in_time, late, again, seconds, utc_or_none(oldest))
