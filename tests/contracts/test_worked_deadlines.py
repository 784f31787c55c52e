"""Deadlines at every place we sell to, counted by hand from the laws: what is free where, and what is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies

from adapters.calendars.working_days import LibraryWorkingDays
from crm_core.domain.days import BERLIN, ONE_DAY, end_of, local_day
from crm_core.domain.follow_ups.sla import Counting, Terms, due_at, due_soon_at, last_day
from crm_core.domain.follow_ups.working_time import Place
from crm_food_pack.domain.deadlines import SAMPLE_FEEDBACK

LIBRARY = LibraryWorkingDays()
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
ONE = Terms(1, Counting.WORKING_DAYS)

# The day before, where the day itself is free, and the next day that is worked.
HOLIDAYS = [
    ("Epiphany", "2026-01-05", "BW BY ST", "2026-01-07"),
    ("Women's Day", "2027-03-05", "BE MV", "2027-03-09"),
    ("Corpus Christi", "2026-06-03", "BW BY HE NW RP SL", "2026-06-05"),
    ("Assumption", "2025-08-14", "SL", "2025-08-18"),
    ("Children's Day", "2027-09-17", "TH", "2027-09-21"),
    ("Reformation Day", "2025-10-30", "BB HB HH MV NI SH SN ST TH", "2025-11-03"),
    ("All Saints", "2027-10-29", "BW BY NW RP SL", "2027-11-02"),
    ("Repentance Day", "2026-11-17", "SN", "2026-11-19"),
    ("Good Friday", "2026-04-02", " ".join(STATES), "2026-04-07"),
    ("Labour Day", "2026-04-30", " ".join(STATES), "2026-05-04"),
    ("Ascension", "2026-05-13", " ".join(STATES), "2026-05-15"),
    ("Whit Monday", "2026-05-22", " ".join(STATES), "2026-05-26"),
    ("Unity Day", "2025-10-02", " ".join(STATES), "2025-10-06"),
    ("Christmas", "2025-12-24", " ".join(STATES), "2025-12-29"),
    ("New Year", "2025-12-31", " ".join(STATES), "2026-01-02"),
]


def weekday_after(day: date) -> date:
    """The next day from Monday to Friday."""
    day += ONE_DAY
    while day.isoweekday() > 5:
        day += ONE_DAY
    return day


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("name", "before", "free_in", "reached"), HOLIDAYS, ids=lambda one: str(one)[:20])
def test_one_working_day_later_in_each_federal_state(
    name: str, before: str, free_in: str, reached: str, state: str
) -> None:
    day0 = date.fromisoformat(before)
    is_free = state in free_in.split()
    expected = date.fromisoformat(reached) if is_free else weekday_after(day0)

    assert due_at(ONE, day0, LIBRARY.at(Place("DE", f"DE-{state}"))) == end_of(expected), name


NEIGHBOURS = [
    ("AT", "2026-01-05", 1, "2026-01-07", "Epiphany"),
    ("AT", "2026-04-02", 1, "2026-04-03", "Good Friday is worked"),
    ("AT", "2026-06-03", 1, "2026-06-05", "Corpus Christi, in the whole country"),
    ("AT", "2025-08-14", 1, "2025-08-18", "Assumption"),
    ("AT", "2026-10-23", 1, "2026-10-27", "the National Day, and the clocks go back"),
    ("AT", "2025-12-05", 1, "2025-12-09", "Immaculate Conception"),
    ("AT", "2025-12-23", 5, "2026-01-02", "over Christmas and the end of the year"),
    ("CH", "2026-05-13", 1, "2026-05-15", "Ascension, in all cantons"),
    ("CH", "2025-07-31", 1, "2025-08-04", "the National Day"),
    ("CH", "2026-04-02", 1, "2026-04-03", "Good Friday is no holiday of all cantons"),
    ("CH-ZH", "2026-04-02", 1, "2026-04-07", "but of Zürich, like Easter Monday"),
    ("CH-TI", "2026-03-18", 1, "2026-03-20", "Saint Joseph in Ticino"),
    ("CH-ZH", "2025-12-23", 5, "2026-01-02", "over Christmas and the end of the year"),
]


@pytest.mark.parametrize(("where", "before", "days", "reached", "_why"), NEIGHBOURS)
def test_in_austria_and_switzerland(where: str, before: str, days: int, reached: str, _why: str) -> None:
    country, _, state = where.partition("-")
    calendar = LIBRARY.at(Place(country, where if state else None))
    expected = end_of(date.fromisoformat(reached))

    assert due_at(Terms(days, Counting.WORKING_DAYS), date.fromisoformat(before), calendar) == expected


# From the delivery's instant to the end of its fifth working day, where the clocks change in between.
DELIVERED = [
    (
        "2026-03-24T22:30:00+00:00",
        "2026-03-31T22:00:00+00:00",
        "half past eleven at night, the 24th",
    ),
    ("2026-03-24T23:30:00+00:00", "2026-04-01T22:00:00+00:00", "half past midnight, the 25th"),
    ("2026-10-19T21:30:00+00:00", "2026-10-26T23:00:00+00:00", "half past eleven in summer time"),
    ("2026-10-19T22:30:00+00:00", "2026-10-27T23:00:00+00:00", "half past midnight in summer time"),
    ("2025-12-23T23:30:00+00:00", "2026-01-05T23:00:00+00:00", "Christmas Eve has begun"),
    ("2028-02-28T12:00:00+00:00", "2028-03-06T23:00:00+00:00", "a leap day is worked"),
]


@pytest.mark.parametrize(("delivered", "due", "_why"), DELIVERED)
def test_feedback_is_due_at_the_end_of_the_fifth_working_day(delivered: str, due: str, _why: str) -> None:
    day0 = local_day(datetime.fromisoformat(delivered))

    assert due_at(SAMPLE_FEEDBACK.terms, day0, LIBRARY.at(Place())) == datetime.fromisoformat(due)


GERMANY = [Place("DE", f"DE-{state}") for state in STATES]
places = strategies.sampled_from([*GERMANY, Place(), Place("AT"), Place("CH"), Place("CH", "CH-ZH")])
instants = strategies.integers(0, 7 * 365 * 24 * 4).map(
    lambda quarters: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
)


@given(instants, strategies.integers(1, 40), places)
def test_a_deadline_ends_a_day_that_is_worked_and_so_many_of_them_lie_behind(
    since: datetime, days: int, place: Place
) -> None:
    calendar, day0 = LIBRARY.at(place), local_day(since)
    due = due_at(Terms(days, Counting.WORKING_DAYS), day0, calendar)
    reached = local_day(due - timedelta(microseconds=1))

    assert due.astimezone(BERLIN).timetz().replace(tzinfo=None).isoformat() == "00:00:00"
    assert calendar.is_working_day(reached)
    between = [day0 + number * ONE_DAY for number in range(1, (reached - day0).days + 1)]
    assert sum(calendar.is_working_day(day) for day in between) == days
    assert due_soon_at(due, calendar) < due


@given(instants, strategies.integers(1, 40), places)
def test_later_triggers_and_more_days_never_fall_earlier(since: datetime, days: int, place: Place) -> None:
    calendar, day0 = LIBRARY.at(place), local_day(since)

    def last(day: date, count: int) -> date:
        return last_day(day, count, Counting.WORKING_DAYS, calendar)

    assert last(day0, days) <= last(day0 + ONE_DAY, days)
    assert last(day0, days) < last(day0, days + 1)


@given(instants, strategies.integers(1, 30), places)
def test_a_state_never_works_more_than_its_country(since: datetime, days: int, place: Place) -> None:
    day0 = local_day(since)
    there, everywhere = (
        last_day(day0, days, Counting.WORKING_DAYS, LIBRARY.at(one)) for one in (place, Place(place.country))
    )

    assert there >= everywhere
