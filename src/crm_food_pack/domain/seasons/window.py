"""When a customer's season is: from its first to its last day, both included."""

from datetime import date
from typing import Self

from attrs import frozen

from crm_core.domain.follow_ups.matching import FieldDay

FIELD = "seasonal_menu_cycle"
OPENS, CLOSES = FieldDay(FIELD, "season_start"), FieldDay(FIELD, "season_end")


@frozen
class SeasonWindow:
    start: date
    end: date

    @classmethod
    def of(cls, field: object) -> Self | None:
        """The window in the customer's field, if it holds one; a reversed window is none."""
        start, end = OPENS.day(field), CLOSES.day(field)
        return None if start is None or end is None or start > end else cls(start, end)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def days_until_open(self, today: date) -> int:
        """How many days from now it opens; 0 once it has opened, also when it is over."""
        return max((self.start - today).days, 0)

    def opens_within(self, days: int, today: date) -> bool:
        return today < self.start and self.days_until_open(today) <= days

    def is_shortly_over(self, today: date, *, months: int) -> bool:
        """Past its end, by at most so many months."""
        elapsed = (today.year - self.end.year) * 12 + today.month - self.end.month
        return today > self.end and (elapsed, today.day) <= (months, self.end.day)
