"""Working days are counted one by one, and what is left of them is measured in working time only."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies

from adapters.memory.working_days import NamedHolidays
from crm_core.domain.customers.customer import Address
from crm_core.domain.days import end_of, local_day, start_of
from crm_core.domain.follow_ups.working_time import Place, nth_working_day, one_working_day_before
from tests.unit.crm_core.domain.follow_ups.scene import EASTER, at

ADDRESSES = [
    (Address(), Place("DE")),
    (Address(country="AT"), Place("AT")),
    (Address(country="DE", state="DE-BE"), Place("DE", "DE-BE")),
    (Address(state="CH-ZH"), Place("CH", "CH-ZH")),
    (Address(country="DE", state="AT-9"), Place("DE")),
]


@pytest.mark.parametrize(("address", "place"), ADDRESSES)
def test_a_state_counts_for_its_own_country_and_no_country_means_germany(
    address: Address, place: Place
) -> None:
    assert Place.of(address) == place


COUNTED = [
    (date(2026, 4, 1), 1, date(2026, 4, 2)),
    (date(2026, 4, 2), 1, date(2026, 4, 7)),
    (date(2026, 4, 4), 1, date(2026, 4, 7)),
    (date(2026, 3, 30), 5, date(2026, 4, 8)),
    (date(2026, 4, 7), -1, date(2026, 4, 2)),
    (date(2026, 4, 7), 0, date(2026, 4, 7)),
]


@pytest.mark.parametrize(("day", "n", "reached"), COUNTED)
def test_weekends_and_holidays_are_not_counted(day: date, n: int, reached: date) -> None:
    assert nth_working_day(day, n, EASTER) == reached


BEFORE = [
    ("2026-04-08T22:00", "2026-04-07T22:00", "due at midnight: the day itself"),
    ("2026-04-08T13:30", "2026-04-07T13:30", "due at half past three: since then on the day before"),
    ("2026-04-07T13:30", "2026-04-02T13:30", "over Easter"),
    ("2026-04-05T22:00", "2026-04-01T22:00", "due on a Sunday: the Thursday before"),
    ("2026-04-05T13:30", "2026-04-01T22:00", "at any time of the Sunday"),
]


@pytest.mark.parametrize(("due", "since", "_why"), BEFORE)
def test_a_whole_working_day_is_left_until_then(due: str, since: str, _why: str) -> None:
    assert one_working_day_before(at(due), EASTER) == at(since)


hours = strategies.integers(0, 400 * 24).map(lambda count: at("2026-01-01T00:00") + timedelta(hours=count))
holidays = strategies.frozensets(strategies.dates(date(2025, 12, 1), date(2027, 3, 1)), max_size=60)


def working_hours(since: datetime, until: datetime, calendar: NamedHolidays) -> int:
    """Counted hour by hour."""
    steps = int((until - since) / timedelta(hours=1))
    return sum(calendar.is_working_day(local_day(since + timedelta(hours=hour))) for hour in range(steps))


@given(hours, holidays)
def test_it_is_the_latest_instant_with_a_whole_working_day_left(due: datetime, free: frozenset[date]) -> None:
    calendar = NamedHolidays(free)
    since = one_working_day_before(due, calendar)

    assert working_hours(since, due, calendar) == 24
    assert working_hours(since + timedelta(hours=1), due, calendar) == 23


@given(strategies.dates(date(2026, 1, 1), date(2026, 12, 31)), strategies.integers(1, 40), holidays)
def test_counting_there_and_back_stays_within_working_days(day: date, n: int, free: frozenset[date]) -> None:
    calendar = NamedHolidays(free)
    reached = nth_working_day(day, n, calendar)
    between = [day + timedelta(number) for number in range(1, (reached - day).days + 1)]

    assert sum(calendar.is_working_day(one) for one in between) == n
    assert calendar.is_working_day(reached)
    assert nth_working_day(reached, -n, calendar) <= day
    assert start_of(reached) < end_of(reached)
