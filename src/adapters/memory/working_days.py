"""Working days from a list of holidays that somebody names: for tests and for users of the library."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from crm_core.domain.follow_ups.working_time import Calendar, Place

SATURDAY = 5


@frozen
class NamedHolidays:
    holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self.holidays


@frozen
class MemoryWorkingDays:
    """Nation-wide holidays stand under the place without a state."""

    holidays: Mapping[Place, frozenset[date]] = {}

    def at(self, place: Place) -> Calendar:
        of_country = self.holidays.get(Place(place.country), frozenset())
        return NamedHolidays(of_country | self.holidays.get(place, frozenset()))
