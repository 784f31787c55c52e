"""A season lasts from its first to its last day; how long until then, and how long ago."""

from datetime import date

import pytest
from hypothesis import given, strategies

from crm_food_pack.domain.seasons.window import SeasonWindow

ASPARAGUS = SeasonWindow(date(2026, 4, 15), date(2026, 6, 24))


@pytest.mark.parametrize(
    ("field", "window"),
    [
        ({"season_start": date(2026, 4, 15), "season_end": date(2026, 6, 24)}, ASPARAGUS),
        ({"season_start": "2026-04-15", "season_end": "2026-06-24"}, ASPARAGUS),
        ({"season_start": "2026-04-15", "season_end": None}, None),
        ({"season_start": "2026-06-24", "season_end": "2026-04-15"}, None),
        ({}, None),
        (None, None),
        ("2026-04-15", None),
    ],
)
def test_a_window_is_read_from_the_field_or_there_is_none(field: object, window: SeasonWindow | None) -> None:
    assert SeasonWindow.of(field) == window


def test_both_ends_belong_to_it() -> None:
    assert ASPARAGUS.start in ASPARAGUS
    assert ASPARAGUS.end in ASPARAGUS
    assert date(2026, 6, 25) not in ASPARAGUS


@pytest.mark.parametrize(
    ("today", "days", "soon"),
    [
        (date(2026, 2, 13), 61, False),
        (date(2026, 2, 14), 60, True),
        (date(2026, 4, 14), 1, True),
        (date(2026, 4, 15), 0, False),
        (date(2026, 9, 1), 0, False),
    ],
)
def test_the_days_until_it_opens(today: date, days: int, soon: bool) -> None:
    assert ASPARAGUS.days_until_open(today) == days
    assert ASPARAGUS.opens_within(60, today) is soon


@pytest.mark.parametrize(
    ("today", "shortly"),
    [
        (date(2026, 6, 24), False),
        (date(2026, 6, 25), True),
        (date(2027, 6, 24), True),
        (date(2027, 6, 25), False),
        (date(2028, 1, 1), False),
    ],
)
def test_it_is_shortly_over_for_so_many_months(today: date, shortly: bool) -> None:
    assert ASPARAGUS.is_shortly_over(today, months=12) is shortly


@given(strategies.dates(date(2020, 1, 1), date(2032, 1, 1)))
def test_a_day_is_before_within_or_after(day: date) -> None:
    before, within, after = day < ASPARAGUS.start, day in ASPARAGUS, day > ASPARAGUS.end

    assert [before, within, after].count(True) == 1
    assert (ASPARAGUS.days_until_open(day) > 0) == before
    assert not ASPARAGUS.is_shortly_over(day, months=12) or after
