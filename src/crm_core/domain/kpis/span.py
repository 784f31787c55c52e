"""The spans of time that figures are asked for: so many local days, today included."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from crm_core.domain.days import ONE_DAY, end_of, local_day, start_of


class Range(StrEnum):
    WEEK = "7d"
    MONTH = "30d"
    QUARTER = "90d"

    @property
    def days(self) -> int:
        return int(self.value.removesuffix("d"))


@frozen
class Span:
    """The instants `[start, end)`."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, wanted: Range, now: datetime) -> "Span":
        today = local_day(now)
        return cls(start_of(today - (wanted.days - 1) * ONE_DAY), end_of(today))

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end
