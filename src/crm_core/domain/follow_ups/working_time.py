"""How working days are counted at a place: forwards, backwards, and how much of one is left."""

from datetime import date, datetime
from typing import Protocol

from attrs import frozen

from crm_core.domain.customers.customer import Address
from crm_core.domain.days import BERLIN, ONE_DAY, local_day, local_instant, start_of

GERMANY = "DE"


@frozen
class Place:
    """Where holidays are looked up: a country, and one of its states where that is known."""

    country: str = GERMANY
    state: str | None = None

    @classmethod
    def of(cls, address: Address) -> "Place":
        """The place of an address; a state counts only for the country it lies in (ISO 3166-2)."""
        state = address.state
        country = address.country or (state.split("-")[0] if state else GERMANY)
        return cls(country, state if state and state.startswith(f"{country}-") else None)


class Calendar(Protocol):
    """The days that are worked at one place; calendars of the same place are equal."""

    def __hash__(self) -> int: ...
    def is_working_day(self, day: date) -> bool: ...


def nth_working_day(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `day`, or before it when n is negative; `day` itself is never counted."""
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day


def one_working_day_before(instant: datetime, calendar: Calendar) -> datetime:
    """The latest instant from which a whole working day remains until `instant`."""
    today = local_day(instant)
    earlier = nth_working_day(today, -1, calendar)
    if not calendar.is_working_day(today):
        return start_of(earlier)
    return local_instant(earlier, instant.astimezone(BERLIN).time())
