"""What a day is where the business works: a calendar day in Berlin, from midnight to midnight."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
ONE_DAY = timedelta(days=1)


def local_day(instant: datetime) -> date:
    """The day on which people there write down that instant; a naive datetime is no instant."""
    if instant.utcoffset() is None:
        raise TypeError("an instant needs an offset from UTC")
    return instant.astimezone(BERLIN).date()


def local_instant(day: date, at: time) -> datetime:
    """The instant at which clocks there show `at` on that day, in UTC."""
    return datetime.combine(day, at, BERLIN).astimezone(UTC)


def start_of(day: date) -> datetime:
    return local_instant(day, time())


def end_of(day: date) -> datetime:
    """24:00 of the day, which is the first instant of the next one."""
    return start_of(day + ONE_DAY)


def months_before(instant: datetime, months: int) -> datetime:
    """The same day of an earlier month, or that month's last day where it is shorter."""
    year, month = divmod(instant.year * 12 + instant.month - 1 - months, 12)
    return instant.replace(year=year, month=month + 1, day=min(instant.day, monthrange(year, month + 1)[1]))
