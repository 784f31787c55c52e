"""How far a projection lags behind: an untouched row that is right is not stale, however old it is."""

from datetime import datetime, timedelta

from attrs import frozen

NONE = timedelta(0)


@frozen
class Staleness:
    """`lag` is what alarms look at; `age` only says when the row was last written (None: no row)."""

    lag: timedelta
    age: timedelta | None

    def exceeds(self, limit: timedelta) -> bool:
        return self.lag > limit


def staleness(source_at: datetime | None, row_at: datetime | None, *, now: datetime) -> Staleness:
    """From the newest change of any source and the row's own last writing.

    A row that is missing although there is something to project lags since that change.
    """
    for instant in (source_at, row_at, now):
        if instant is not None and instant.utcoffset() is None:
            raise ValueError("an instant needs its offset")
    age = None if row_at is None else max(now - row_at, NONE)
    if source_at is None:
        return Staleness(NONE, age)
    lag = now - source_at if row_at is None else source_at - row_at
    return Staleness(max(lag, NONE), age)
