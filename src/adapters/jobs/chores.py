"""Work that the calendar asks for, in the hours of the business."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import croniter  # type: ignore[import-untyped]  # it comes without types
from attrs import frozen
from procrastinate.periodic import PeriodicTask

BERLIN = ZoneInfo("Europe/Berlin")
ANY_DAY = datetime(2026, 1, 1, tzinfo=BERLIN)


@frozen
class Chore:
    """`run` does the work and tells how much it was; it may be repeated, and runs in one place at a time."""

    name: str
    cron: str
    run: Callable[[], int]


class InBerlin(PeriodicTask):  # type: ignore[type-arg]  # the library's parameters say nothing here
    """The library reads a schedule in UTC; ours follow the clock on the wall, summer and winter."""

    @cached_property
    def croniter(self) -> croniter.croniter:
        return croniter.croniter(self.cron, ANY_DAY)
