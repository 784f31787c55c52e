"""What every source of working days keeps, and what the library of holidays knows of our three countries."""

from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given, strategies

from adapters.calendars.working_days import LibraryWorkingDays
from adapters.memory.working_days import MemoryWorkingDays
from crm_core.domain.follow_ups.working_time import Place, nth_working_day
from crm_core.ports.working_days import WorkingDays

NEW_YEAR = date(2026, 1, 1)
EPIPHANY = date(2026, 1, 6)
BERLIN, BAVARIA = Place("DE", "DE-BE"), Place("DE", "DE-BY")
SOURCES: list[WorkingDays] = [
    LibraryWorkingDays(),
    MemoryWorkingDays({Place("DE"): frozenset({NEW_YEAR}), BAVARIA: frozenset({EPIPHANY})}),
]
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: type(source).__name__)
days = strategies.dates()


@each_source
def test_a_holiday_of_the_country_is_one_in_every_state(source: WorkingDays) -> None:
    for place in (Place("DE"), BERLIN, BAVARIA):
        assert not source.at(place).is_working_day(NEW_YEAR)


@each_source
def test_a_holiday_of_one_state_is_worked_elsewhere(source: WorkingDays) -> None:
    assert not source.at(BAVARIA).is_working_day(EPIPHANY)
    assert source.at(BERLIN).is_working_day(EPIPHANY)
    assert source.at(Place("DE")).is_working_day(EPIPHANY)


@each_source
def test_an_unknown_state_has_the_holidays_of_its_country(source: WorkingDays) -> None:
    unknown = source.at(Place("DE", "DE-XX"))

    assert not unknown.is_working_day(NEW_YEAR)
    assert unknown.is_working_day(EPIPHANY)


@each_source
def test_in_an_unknown_country_only_weekends_are_free(source: WorkingDays) -> None:
    assert source.at(Place("XX")).is_working_day(NEW_YEAR)


@each_source
@given(day=days, place=strategies.sampled_from([Place(), BERLIN, BAVARIA, Place("XX"), Place("SA")]))
def test_no_weekend_is_worked_and_no_day_makes_it_fail(source: WorkingDays, day: date, place: Place) -> None:
    works = source.at(place).is_working_day(day)

    assert works == source.at(place).is_working_day(day)
    assert not (works and day.isoweekday() > 5)


LAWS = [
    (Place("DE"), date(2026, 4, 3), False, "Good Friday"),
    (Place("DE"), date(2026, 10, 3), False, "German Unity Day, a Saturday"),
    (Place("DE"), date(2026, 12, 24), True, "Christmas Eve is no holiday"),
    (BERLIN, date(2026, 3, 8), False, "International Women's Day, a Sunday"),
    (BERLIN, date(2027, 3, 8), False, "International Women's Day in Berlin"),
    (BAVARIA, date(2027, 3, 8), True, "not in Bavaria"),
    (BERLIN, date(2025, 5, 8), False, "once, eighty years after the end of the war"),
    (Place("DE", "DE-SN"), date(2026, 11, 18), False, "Day of Repentance in Saxony"),
    (Place("DE", "DE-NW"), date(2026, 11, 18), True, "and nowhere else"),
    (Place("DE"), date(2017, 10, 31), False, "Reformation Day, everywhere in 2017"),
    (Place("DE", "DE-HH"), date(2026, 10, 31), False, "a Saturday"),
    (Place("AT"), date(2026, 10, 26), False, "National Day of Austria"),
    (Place("AT"), date(2026, 4, 3), True, "Good Friday is worked in Austria"),
    (Place("CH"), date(2026, 5, 14), False, "Ascension Day in all cantons"),
    (Place("CH", "CH-ZH"), date(2026, 5, 1), False, "Labour Day in Zürich"),
    (Place("CH"), date(2026, 5, 1), True, "not in all cantons"),
]


@pytest.mark.parametrize(("place", "day", "works", "_why"), LAWS)
def test_the_library_knows_the_holidays_of_our_countries(
    place: Place, day: date, works: bool, _why: str
) -> None:
    assert LibraryWorkingDays().at(place).is_working_day(day) is works


STATES = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]


@given(
    state=strategies.sampled_from(STATES),
    day=strategies.dates(date(2000, 1, 1), date(2090, 1, 1)),
    n=strategies.integers(-30, 30).filter(bool),
)
def test_our_counting_is_the_librarys_counting_in_every_state(state: str, day: date, n: int) -> None:
    place = Place("DE", f"DE-{state}")
    ours = nth_working_day(day, n, LibraryWorkingDays().at(place))

    assert ours == country_holidays("DE", subdiv=state).get_nth_working_day(day, n)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_its_own_year(state: str) -> None:
    calendar = LibraryWorkingDays().at(Place("DE", f"DE-{state}"))
    year = [date(2026, 1, 1) + timedelta(number) for number in range(365)]
    worked = sum(calendar.is_working_day(day) for day in year)
    # 261 days from Monday to Friday; 7 of the 9 nation-wide holidays fall on them in 2026.
    assert 246 <= worked <= 254
