"""Deadlines fall on the end of the n-th day that counts, and pauses only ever move them later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve
from hypothesis import given, strategies

from adapters.calendars.working_days import LibraryWorkingDays
from crm_core.domain.days import ONE_DAY, end_of, local_day
from crm_core.domain.follow_ups.sla import (
    Counting,
    Notch,
    Pause,
    Step,
    Terms,
    due_at,
    due_soon_at,
    last_day,
    milestones,
)
from crm_core.domain.follow_ups.working_time import Place
from tests.unit.crm_core.domain.follow_ups.scene import EASTER, STEPS, at, rule

LIBRARY = LibraryWorkingDays()
WORKING, CALENDAR = Counting.WORKING_DAYS, Counting.CALENDAR_DAYS

# Trigger's day, place, days, counting; due instant in UTC, and why.
WORKED = [
    ("2025-09-15", "DE", 5, WORKING, "2025-09-22T22:00", "over one weekend"),
    ("2025-09-13", "DE", 5, WORKING, "2025-09-19T22:00", "delivered on a Saturday"),
    ("2026-03-30", "DE", 5, WORKING, "2026-04-08T22:00", "Good Friday and Easter Monday"),
    ("2026-03-30", "AT", 5, WORKING, "2026-04-07T22:00", "Good Friday is worked in Austria"),
    ("2025-12-22", "DE", 5, WORKING, "2025-12-31T23:00", "Christmas"),
    ("2025-12-29", "DE", 5, WORKING, "2026-01-06T23:00", "over the end of the year"),
    ("2025-12-29", "DE-BY", 5, WORKING, "2026-01-07T23:00", "Epiphany in Bavaria"),
    ("2026-03-27", "DE", 1, WORKING, "2026-03-30T22:00", "the clocks go forward in between"),
    ("2026-10-23", "DE", 1, WORKING, "2026-10-26T23:00", "the clocks go back in between"),
    ("2024-02-28", "DE", 1, WORKING, "2024-02-29T23:00", "a leap day"),
    ("2025-09-12", "DE", 7, CALENDAR, "2025-09-19T22:00", "calendar days are simply counted"),
    ("2026-12-24", "DE", 7, CALENDAR, "2026-12-31T23:00", "also on holidays"),
    ("2026-05-15", "DE", -14, CALENDAR, "2026-05-01T22:00", "two weeks before a season, on Labour Day"),
    ("2026-03-01", "DE", -30, CALENDAR, "2026-01-30T23:00", "thirty days before a renewal"),
    ("2026-04-07", "DE", -2, WORKING, "2026-04-01T22:00", "two working days before, over Easter"),
]


@pytest.mark.parametrize(("day0", "where", "days", "counting", "due", "_why"), WORKED)
def test_worked_dates(day0: str, where: str, days: int, counting: Counting, due: str, _why: str) -> None:
    country, _, state = where.partition("-")
    calendar = LIBRARY.at(Place(country, where if state else None))

    assert due_at(Terms(days, counting), date.fromisoformat(day0), calendar) == at(due)


@pytest.mark.parametrize(
    ("due", "soon"),
    [
        ("2026-04-08T22:00", "2026-04-07T22:00"),
        ("2026-04-06T22:00", "2026-04-01T22:00"),
    ],
)
def test_due_soon_begins_when_less_than_one_working_day_is_left(due: str, soon: str) -> None:
    assert due_soon_at(at(due), EASTER) == at(soon) + timedelta(microseconds=1)


def test_steps_are_calendar_days_beside_the_deadline() -> None:
    due = at("2026-04-08T22:00")
    passed = milestones(Terms(5, WORKING, STEPS), date(2026, 3, 30), EASTER, due=due)

    assert [(one.notch, one.at, one.step) for one in passed] == [
        (Notch.REMINDER, at("2026-04-02T22:00"), 3),
        (Notch.REMINDER, at("2026-04-06T22:00"), 7),
        (Notch.DUE_SOON, due - timedelta(days=1) + timedelta(microseconds=1), None),
        (Notch.OVERDUE, due, None),
        (Notch.ESCALATION, at("2026-04-09T22:00"), 10),
    ]


def test_days_touched_by_a_pause_do_not_count() -> None:
    pause = Pause(at("2026-03-31T12:00"), at("2026-04-01T12:00"))

    assert last_day(date(2026, 3, 30), 3, WORKING, EASTER, [pause]) == date(2026, 4, 8)
    assert last_day(date(2026, 3, 30), 3, CALENDAR, EASTER, [pause]) == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("pause", "touched"),
    [
        (Pause(at("2026-04-01T12:00"), at("2026-04-01T12:00")), False),
        (Pause(at("2026-04-01T12:00"), at("2026-04-01T12:01")), True),
        (Pause(at("2026-03-30T12:00"), at("2026-03-31T22:00")), False),
        (Pause(at("2026-04-01T12:00")), True),
        (Pause(at("2026-04-02T12:00")), False),
    ],
)
def test_a_pause_touches_the_days_it_lies_in(pause: Pause, touched: bool) -> None:
    assert pause.touches(date(2026, 4, 1)) is touched


def test_a_rule_takes_its_numbers_from_settings_and_zero_switches_a_step_off() -> None:
    steps = (Step(Notch.REMINDER, 3, "first"), Step(Notch.ESCALATION, 10, "last"), Step(Notch.REMINDER, 1))
    declared = evolve(rule(5, WORKING, steps=steps), setting="days")

    configured = declared.configured({"days": 4, "first": 0, "last": 12}.__getitem__)

    assert declared.settings == ("days", "first", "last")
    assert configured.terms.days == 4
    assert [step.days for step in configured.terms.steps] == [12, 1]


instants = strategies.integers(0, 60 * 24 * 4).map(
    lambda quarters: datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
)
pauses = strategies.lists(
    strategies.tuples(instants, strategies.integers(0, 500)).map(
        lambda pair: Pause(pair[0], pair[0] + timedelta(hours=pair[1]))
    ),
    max_size=5,
)
day0s = strategies.dates(date(2026, 1, 15), date(2026, 4, 1))
countings = strategies.sampled_from(Counting)
counts = strategies.integers(1, 30)


@given(day0s, counts, countings, pauses, pauses)
def test_one_more_pause_never_shortens_a_deadline(
    day0: date, days: int, counting: Counting, some: list[Pause], more: list[Pause]
) -> None:
    assert last_day(day0, days, counting, EASTER, [*some, *more]) >= last_day(
        day0, days, counting, EASTER, some
    )


@given(day0s, counts, countings, pauses)
def test_exactly_n_counted_days_lie_behind_day_zero(
    day0: date, days: int, counting: Counting, some: list[Pause]
) -> None:
    reached = last_day(day0, days, counting, EASTER, some)
    behind = [day0 + number * ONE_DAY for number in range(1, (reached - day0).days + 1)]
    counted = [
        day
        for day in behind
        if (counting is CALENDAR or EASTER.is_working_day(day)) and not any(one.touches(day) for one in some)
    ]

    assert len(counted) == days
    assert counted[-1] == reached


@given(day0s, counts, countings, pauses)
def test_pausing_twice_at_once_is_pausing_once(
    day0: date, days: int, counting: Counting, some: list[Pause]
) -> None:
    once, twice = (last_day(day0, days, counting, EASTER, many) for many in (some, [*some, *reversed(some)]))

    assert once == twice


@given(day0s, counts, countings)
def test_a_deadline_is_a_local_midnight_and_due_soon_lies_before_it(
    day0: date, days: int, counting: Counting
) -> None:
    due = due_at(Terms(days, counting), day0, EASTER)

    assert due == end_of(local_day(due) - ONE_DAY)
    assert due_soon_at(due, EASTER) < due
