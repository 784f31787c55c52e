"""How protection measures time: calendar months in UTC, days of 24 hours, pauses that never count twice."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from attrs import frozen

DAY = timedelta(days=1)
FOREVER = datetime.max.replace(tzinfo=UTC)

Stretch = tuple[datetime, datetime]


def in_utc(instant: datetime) -> datetime:
    """The same instant in UTC; a naive datetime is no instant, and nobody may guess its zone."""
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise TypeError("an instant needs an offset from UTC")
    return instant.astimezone(UTC)


def add_months(instant: datetime, months: int) -> datetime:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(instant.year * 12 + instant.month - 1 + months, 12)
    if year > FOREVER.year:
        return FOREVER
    last_day = monthrange(year, month + 1)[1]
    return instant.replace(year=year, month=month + 1, day=min(instant.day, last_day))


def add_time(instant: datetime, length: timedelta) -> datetime:
    try:
        return instant + length
    except OverflowError:
        return FOREVER


@frozen
class Pauses:
    """The union of all holds: stretches `[start, end)` in order that neither touch nor overlap."""

    stretches: tuple[Stretch, ...] = ()

    def with_hold(self, start: datetime, end: datetime) -> "Pauses":
        if end <= start:
            return self
        if not self.stretches or self.stretches[-1][1] < start:
            return Pauses((*self.stretches, (start, end)))
        before = [stretch for stretch in self.stretches if stretch[1] < start]
        after = [stretch for stretch in self.stretches if end < stretch[0]]
        joined = self.stretches[len(before) : len(self.stretches) - len(after)]
        if joined:
            start, end = min(start, joined[0][0]), max(end, joined[-1][1])
        return Pauses((*before, (start, end), *after))

    def length(self, since: datetime, until: datetime) -> timedelta:
        overlaps = (min(end, until) - max(start, since) for start, end in self.stretches)
        return sum((overlap for overlap in overlaps if overlap > timedelta()), timedelta())

    def deadline(self, since: datetime, running: timedelta) -> datetime:
        """The first instant at which the clock has run for so long since then, not counting pauses."""
        try:
            due = since + running
            for start, end in self.stretches:
                if start >= due:  # a hold that starts exactly at the deadline does not rescue it
                    break
                if end > since:
                    due += end - (max(since, start))
        except OverflowError:
            return FOREVER
        return due


def union(holds: Iterable[Stretch]) -> Pauses:
    pauses = Pauses()
    for start, end in sorted(holds):
        pauses = pauses.with_hold(start, end)
    return pauses
