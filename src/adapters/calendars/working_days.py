"""Working days from the `holidays` library, which is kept by people who follow the laws of each country."""

from datetime import date
from functools import lru_cache

from attrs import frozen
from holidays import country_holidays, list_supported_countries

from crm_core.domain.follow_ups.working_time import Calendar, Place

SATURDAY = 5
SUPPORTED = list_supported_countries(include_aliases=False)


@frozen
class HolidayCalendar:
    """The working days of one place."""

    place: Place

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in _holidays(self.place, day.year)


class LibraryWorkingDays:
    """Safe in threads: years are computed once and kept as immutable sets."""

    def at(self, place: Place) -> Calendar:
        return HolidayCalendar(place)


@lru_cache(maxsize=2048)
def _holidays(place: Place, year: int) -> frozenset[date]:
    if place.country not in SUPPORTED:
        return frozenset()
    state = place.state.split("-", 1)[1] if place.state else None
    known = state if state in SUPPORTED[place.country] else None
    return frozenset(country_holidays(place.country, subdiv=known, years=year))
