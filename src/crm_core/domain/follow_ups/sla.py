"""How much time something may take: declared rules, and the instants that follow from them.

The trigger's day is day 0. A step of n days falls on the end (24:00 in Berlin) of the n-th day that counts;
a negative n counts back from a fixed day. A day that a pause touches does not count.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from attrs import evolve, frozen

from crm_core.domain.days import ONE_DAY, end_of, local_day
from crm_core.domain.follow_ups.matching import Completion, Trigger
from crm_core.domain.follow_ups.working_time import Calendar, nth_working_day, one_working_day_before

RESOLUTION = timedelta(microseconds=1)  # of stored instants


class Counting(StrEnum):
    WORKING_DAYS = "WORKING_DAYS"
    CALENDAR_DAYS = "CALENDAR_DAYS"


class Notch(StrEnum):
    """What a follow-up passes on its way."""

    REMINDER = "REMINDER"
    DUE_SOON = "DUE_SOON"
    OVERDUE = "OVERDUE"
    ESCALATION = "ESCALATION"


@frozen
class Step:
    """A reminder or an escalation so many calendar days after the trigger, or as `setting` says."""

    notch: Notch
    days: int
    setting: str | None = None


@frozen
class Terms:
    """The numbers of a rule; a follow-up keeps those it was opened under, and marks of what is no answer."""

    days: int
    counting: Counting
    steps: tuple[Step, ...] = ()
    pausable: bool = True
    barred: tuple[str, ...] = ()


@frozen
class Rest:
    """A stretch in which a rule's clock stands: from one fact about the party to another."""

    begins: str
    ends: str


WHILE_ARCHIVED = Rest("customer.archived", "customer.restored")


@frozen
class SlaRule:
    """What is expected after what, until when, and what fulfils it; while its cause `rests`, so does it."""

    key: str
    title_de: str
    title_en: str
    trigger: Trigger
    terms: Terms
    completed_by: tuple[Completion, ...]
    setting: str | None = None
    rests: tuple[Rest, ...] = (WHILE_ARCHIVED,)

    def configured(self, value_of: Callable[[str], int]) -> "SlaRule":
        """The rule with the numbers that apply now; a step of 0 days is switched off."""
        terms = self.terms
        days = terms.days if self.setting is None else value_of(self.setting)
        steps = (
            step if step.setting is None else evolve(step, days=value_of(step.setting))
            for step in terms.steps
        )
        kept = tuple(step for step in steps if step.days)
        return evolve(self, terms=evolve(terms, days=days, steps=kept))

    @property
    def settings(self) -> tuple[str, ...]:
        keys = (self.setting, *(step.setting for step in self.terms.steps))
        return tuple(key for key in keys if key is not None)


@frozen
class Pause:
    """A stretch `[since, until)` in which the clock rests; open while `until` is None."""

    since: datetime
    until: datetime | None = None
    reason: str = ""

    def touches(self, day: date) -> bool:
        if self.until is None:
            return local_day(self.since) <= day
        return self.since < self.until and local_day(self.since) <= day <= local_day(self.until - RESOLUTION)


@frozen
class Milestone:
    """A notch at its instant; `step` tells steps of one kind apart."""

    notch: Notch
    at: datetime
    step: int | None = None


def last_day(
    day0: date, days: int, counting: Counting, calendar: Calendar, pauses: Iterable[Pause] = ()
) -> date:
    """The n-th day after `day0` that counts."""
    if days < 0:
        return (
            day0 + days * ONE_DAY
            if counting is Counting.CALENDAR_DAYS
            else nth_working_day(day0, days, calendar)
        )
    rests = tuple(pauses)
    day = day0
    for _ in range(days):
        day += ONE_DAY
        while not _counts(day, counting, calendar, rests):
            day += ONE_DAY
    return day


def _counts(day: date, counting: Counting, calendar: Calendar, pauses: tuple[Pause, ...]) -> bool:
    works = counting is Counting.CALENDAR_DAYS or calendar.is_working_day(day)
    return works and not any(pause.touches(day) for pause in pauses)


def due_at(terms: Terms, day0: date, calendar: Calendar, pauses: Iterable[Pause] = ()) -> datetime:
    return end_of(last_day(day0, terms.days, terms.counting, calendar, pauses))


def due_soon_at(due: datetime, calendar: Calendar) -> datetime:
    """The first instant at which less than one working day is left."""
    return one_working_day_before(due, calendar) + RESOLUTION


def milestones(
    terms: Terms, day0: date, calendar: Calendar, *, due: datetime, pauses: Iterable[Pause] = ()
) -> tuple[Milestone, ...]:
    """Everything that a follow-up with this due instant passes, in order."""
    rests = tuple(pauses)
    steps = (
        Milestone(
            step.notch, end_of(last_day(day0, step.days, Counting.CALENDAR_DAYS, calendar, rests)), step.days
        )
        for step in terms.steps
    )
    own = (Milestone(Notch.DUE_SOON, due_soon_at(due, calendar)), Milestone(Notch.OVERDUE, due))
    return in_order((*own, *steps))


@lru_cache(maxsize=1024)
def deadlines(
    terms: Terms, day0: date, calendar: Calendar
) -> tuple[datetime, datetime, tuple[Milestone, ...]]:
    """When a new follow-up is due, when that is soon, and everything it passes: the same for all that begin
    under the same terms on the same day at the same place."""
    due = due_at(terms, day0, calendar)
    return due, due_soon_at(due, calendar), milestones(terms, day0, calendar, due=due)


def in_order(passed: Iterable[Milestone]) -> tuple[Milestone, ...]:
    return tuple(sorted(passed, key=lambda one: (one.at, tuple(Notch).index(one.notch))))
