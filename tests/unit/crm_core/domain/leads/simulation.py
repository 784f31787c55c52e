"""The contract a second time, as a clerk with a calendar would apply it: tick by tick, counting on fingers.

Written from the text of the rules, sharing no code with them; only the values that carry facts are the same.
Every instant must lie on the grid of ticks.
"""

from collections.abc import Sequence
from copy import copy
from datetime import datetime, timedelta

from attrs import asdict, define, field, frozen

from crm_core.domain.leads.history import Activity, Extension, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.rules import Ending, GraceStart, ProtectionRules
from tests.unit.crm_core.domain.leads.simulated_diary import entries


@frozen
class Answer:
    state: str
    base_expiry_at: datetime
    reminder_due_at: datetime | None
    grace_until: datetime | None
    valid_until: datetime
    expired_reason: str | None
    clock_paused: bool


def months_later(day: datetime, months: int) -> datetime:
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    for shorter in range(4):
        try:
            return day.replace(year=year, month=month, day=day.day - shorter)
        except ValueError:
            continue
    raise AssertionError("no month is that short")


@define
class Desk:
    """The clerk's desk: a calendar in which paused ticks are crossed out, and the facts known so far."""

    history: ProtectionHistory
    rules: ProtectionRules
    tick: timedelta
    origin: datetime
    horizon: int
    crossed: bytearray = field(init=False)
    activities: list[Activity] = field(factory=list)
    holds: list[list[int]] = field(factory=list)
    hold_owners: list[Hold] = field(factory=list)
    notices: list[Notice] = field(factory=list)
    extensions: list[Extension] = field(factory=list)
    base_restart: int | None = None
    grace_restart: int | None = None

    def __attrs_post_init__(self) -> None:
        self.crossed = bytearray(self.horizon)

    def at(self, instant: datetime) -> int:
        return (instant - self.origin) // self.tick

    def instant(self, number: int) -> datetime:
        return self.origin + number * self.tick

    def ticks(self, days: int) -> int:
        return int(timedelta(days=days) / self.tick)

    def cross_out(self, *, until: int | None = None) -> None:
        self.crossed = bytearray(self.horizon)
        for start, end in self.holds:
            stop = min(end, self.horizon if until is None else until)
            for number in range(max(start, 0), stop):
                self.crossed[number] = 1

    def counted(self, since: int, until: int) -> int:
        """Ticks that were not crossed out."""
        return self.crossed.count(0, max(since, 0), max(until, since, 0))

    def reaches(self, since: int, wanted: int) -> int:
        """The tick at which so many have passed that were not crossed out."""
        number = since
        while wanted > 0:
            wanted -= not (number < self.horizon and self.crossed[number])
            number += 1
        return number

    def base_ticks(self) -> int:
        months = self.rules.base_months + sum(extension.months for extension in self.extensions)
        days = sum(extension.days for extension in self.extensions)
        if self.rules.ending == Ending.SUM:
            days += self.rules.progress_days + self.rules.grace_days
        start = self.history.started_at
        return int((months_later(start, months) + timedelta(days=days) - start) / self.tick)

    def base_end(self) -> int:
        end = self.reaches(self.at(self.history.started_at), self.base_ticks())
        if self.base_restart is not None:
            end = max(end, self.reaches(self.base_restart, self.ticks(self.rules.grace_days)))
        return end

    def window(self) -> int:
        opened = [self.at(activity.occurred_at) for activity in self.activities]
        return max([self.at(self.history.inactivity_from), *opened])

    def due(self) -> int:
        return self.reaches(self.window(), self.ticks(self.rules.progress_days))

    def grace_begin(self) -> int | None:
        due = self.due()
        if self.rules.grace_start == GraceStart.AUTOMATIC:
            begin = due
        else:
            valid = [notice for notice in self.notices if self.at(notice.sent_at) >= due]
            if not valid:
                return None
            begin = min(self.at(n.delivered_at) for n in valid if n.delivered_at is not None)
        return begin if self.grace_restart is None else max(begin, self.grace_restart)

    def grace_end(self) -> int | None:
        if self.rules.ending == Ending.SUM:
            return None
        begin = self.grace_begin()
        return None if begin is None else self.reaches(begin, self.ticks(self.rules.grace_days))


def facts_by_tick(desk: Desk, known_at: int) -> dict[int, list[tuple[int, int, str, object]]]:
    """Every fact under the tick of its recording: (turn, own tick, what it is, the fact)."""
    diary: dict[int, list[tuple[int, int, str, object]]] = {}
    for recorded, turn, own, what, fact in entries(desk.history):
        if desk.at(recorded) <= known_at:
            diary.setdefault(desk.at(recorded), []).append((turn, desk.at(own), what, fact))
    return diary


def take(desk: Desk, what: str, fact: object) -> None:
    if isinstance(fact, Activity):
        (desk.activities.append if what == "activity" else desk.activities.remove)(fact)
    elif isinstance(fact, Notice):
        (desk.notices.append if what == "delivery" else desk.notices.remove)(fact)
    elif isinstance(fact, Extension):
        desk.extensions.append(fact)
    elif isinstance(fact, Hold) and what == "hold":
        desk.holds.append([desk.at(fact.start), desk.horizon])
        desk.hold_owners.append(fact)
        desk.cross_out()
    elif isinstance(fact, Hold) and fact.end is not None:
        running = next(i for i, owner in enumerate(desk.hold_owners) if owner is fact)
        desk.holds[running][1] = desk.at(fact.end)
        desk.cross_out()


@define
class Tallies:
    """Ticks still to run; the grace has none while it does not run."""

    base: int
    progress: int
    grace: int | None
    window: int


def recount(desk: Desk, now: int) -> Tallies:
    """Counts the calendar from the beginning, because a fact recorded late may have changed the past."""
    rules = desk.rules
    base = desk.base_ticks() - desk.counted(desk.at(desk.history.started_at), now)
    if desk.base_restart is not None:
        base = max(base, desk.ticks(rules.grace_days) - desk.counted(desk.base_restart, now))
    progress = desk.ticks(rules.progress_days) - desk.counted(desk.window(), now)
    tallies = Tallies(max(base, 0), max(progress, 0), None, desk.window())
    if progress <= 0 and rules.ending != Ending.SUM:
        begin = desk.grace_begin()
        if begin is not None and begin <= now:
            tallies.grace = max(desk.ticks(rules.grace_days) - desk.counted(begin, now), 0)
    return tallies


def live_through(desk: Desk, known_at: int) -> tuple[int, str] | None:
    """Lives the assignment tick by tick; the tick and the reason of its lapse, if it lapses."""
    diary = facts_by_tick(desk, known_at)
    start = desk.at(desk.history.started_at)
    first = min([start, *diary])
    left = recount(desk, first)
    for now in range(first, desk.horizon):
        if left.progress == 0 and left.grace is None and desk.rules.grace_start == GraceStart.AUTOMATIC:
            left = recount(desk, now)
        if left.base == 0:
            return now, "BASE_PERIOD"
        if left.grace == 0:
            return now, "INACTIVITY"
        for _, _, what, fact in sorted(diary.get(now, ()), key=lambda entry: entry[:2]):
            take(desk, what, fact)
            left = recount(desk, now)
            if left.base == 0 or left.grace == 0:  # no fact ends protection before it was recorded
                desk.base_restart = now if left.base == 0 else desk.base_restart
                desk.grace_restart = now if left.grace == 0 else desk.grace_restart
                left = recount(desk, now)
        if not desk.crossed[now]:
            left.base -= now >= start
            left.progress -= now >= left.window and left.progress > 0
            if left.grace is not None:
                left.grace -= 1
    return None


def as_of(desk: Desk, moment: int, lapse: tuple[int, str] | None) -> Answer | None:
    """What the facts that count say of a moment, by what had happened then; None if they say too much."""
    desk.activities = [a for a in desk.activities if desk.at(a.occurred_at) <= moment]
    desk.notices = [n for n in desk.notices if n.delivered_at and desk.at(n.delivered_at) <= moment]
    desk.extensions = [e for e in desk.extensions if desk.at(e.granted_at) <= moment]
    desk.cross_out(until=moment)
    base, grace = desk.base_end(), desk.grace_end()
    paused = any(start <= moment < end for start, end in desk.holds)
    if lapse is None and (base <= moment or (grace is not None and grace <= moment)):
        return None
    if desk.rules.ending == Ending.SUM:
        end = desk.instant(base)
        state = "EXPIRED" if lapse else "PROTECTED"
        return Answer(state, end, None, None, end, lapse and lapse[1], paused and not lapse)
    due, begin = desk.due(), desk.grace_begin()
    if grace is None or begin is None or begin > moment:
        grace = max(due, moment) + desk.ticks(desk.rules.grace_days)
        state = "PROTECTED" if moment < due else "REMINDER_DUE"
    else:
        state = "GRACE"
    return Answer(
        state="EXPIRED" if lapse else state,
        base_expiry_at=desk.instant(base),
        reminder_due_at=desk.instant(due),
        grace_until=desk.instant(grace),
        valid_until=desk.instant(min(base, grace)),
        expired_reason=lapse and lapse[1],
        clock_paused=paused and not lapse,
    )


def simulate(
    history: ProtectionHistory,
    rules: ProtectionRules,
    asked: Sequence[datetime],
    *,
    tick: timedelta,
    known_at: datetime | None = None,
) -> list[Answer]:
    """One answer for each instant asked."""
    instants = [*asked, *instants_of(history)]
    origin = min(instants)
    desk = Desk(history, rules, tick, origin, (max(instants) - origin) // tick + 2)
    lapse = live_through(desk, desk.horizon if known_at is None else desk.at(known_at))
    answers = []
    for at in asked:
        lapsed = lapse if lapse is not None and lapse[0] <= desk.at(at) else None
        answer = as_of(copy(desk), desk.at(at) if lapsed is None else lapsed[0], lapsed)
        if answer is None:
            [answer] = simulate(history, rules, [at], tick=tick, known_at=at)
        answers.append(answer)
    return answers


def instants_of(history: ProtectionHistory) -> list[datetime]:
    """Every instant that the history names, however it came to be known."""
    found, values = [], list(asdict(history).values())
    while values:
        value = values.pop()
        if isinstance(value, datetime):
            found.append(value)
        elif isinstance(value, tuple | list):
            values += value
        elif isinstance(value, dict):
            values += value.values()
    return found
