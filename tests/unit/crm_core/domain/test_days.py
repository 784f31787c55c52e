"""A day has 23, 24 or 25 hours in Berlin, and begins and ends at its midnights."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, strategies

from crm_core.domain.days import end_of, local_day, local_instant, months_before, start_of

WORKED = [
    (date(2026, 1, 15), "2026-01-14T23:00:00+00:00", 24),
    (date(2026, 7, 15), "2026-07-14T22:00:00+00:00", 24),
    (date(2026, 3, 29), "2026-03-28T23:00:00+00:00", 23),
    (date(2026, 10, 25), "2026-10-24T22:00:00+00:00", 25),
]


@pytest.mark.parametrize(("day", "start", "hours"), WORKED)
def test_a_day_begins_at_its_midnight_and_lasts_as_long_as_it_lasts(
    day: date, start: str, hours: int
) -> None:
    assert start_of(day) == datetime.fromisoformat(start)
    assert end_of(day) - start_of(day) == timedelta(hours=hours)


@given(
    strategies.integers(-2_200_000_000, 7_200_000_000).map(
        lambda seconds: datetime.fromtimestamp(seconds, UTC)
    )
)
def test_every_instant_lies_within_its_own_day_only(instant: datetime) -> None:
    day = local_day(instant)

    assert start_of(day) <= instant < end_of(day)
    assert end_of(day) == start_of(day + timedelta(1))


def test_a_naive_datetime_has_no_day() -> None:
    with pytest.raises(TypeError):
        local_day(datetime(2026, 1, 1))  # noqa: DTZ001 - what is refused


def test_a_clock_shows_local_time() -> None:
    assert local_instant(date(2026, 7, 1), time(9)) == datetime(2026, 7, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "before"), [(1, (2026, 2, 28)), (25, (2024, 2, 29)), (24, (2024, 3, 31)), (3, (2025, 12, 31))]
)
def test_months_end_where_the_month_ends(months: int, before: tuple[int, int, int]) -> None:
    assert months_before(datetime(2026, 3, 31, 8, tzinfo=UTC), months) == datetime(*before, 8, tzinfo=UTC)
