"""The calendars of working days, kept by people who follow the laws of each country."""

from typing import Protocol

from crm_core.domain.follow_ups.working_time import Calendar, Place


class WorkingDays(Protocol):
    def at(self, place: Place) -> Calendar:
        """Monday to Friday without the public holidays of the place, the same answer for the same day always.

        Without a state only holidays of the whole country count, also when the state is unknown;
        of a country that is unknown no holiday is. It never fails, whatever the day.
        """
        ...
