from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core.domain.leads.intervals import DAY, FOREVER, Pauses, add_months, add_time, in_utc, union

START = datetime(2025, 1, 1, tzinfo=UTC)
stretch = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (day(min(pair)), day(max(pair))))


def day(number: float) -> datetime:
    return START + number * DAY


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-08-31T10:00", 6, "2025-02-28T10:00"),
        ("2023-08-31T10:00", 6, "2024-02-29T10:00"),
        ("2024-02-29T00:00", 12, "2025-02-28T00:00"),
        ("2025-03-31T23:59", 1, "2025-04-30T23:59"),
        ("2025-12-15T00:00", 1, "2026-01-15T00:00"),
        ("2025-06-30T00:00", 6, "2025-12-30T00:00"),
        ("2025-05-05T00:00", 0, "2025-05-05T00:00"),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(start: str, months: int, end: str) -> None:
    assert add_months(utc(start), months) == utc(end)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_time_beyond_the_calendar_is_forever() -> None:
    late = datetime(9999, 11, 30, tzinfo=UTC)
    open_hold = Pauses(((START, FOREVER),))

    assert add_months(late, 1) == datetime(9999, 12, 30, tzinfo=UTC)
    assert add_months(late, 2) == FOREVER
    assert add_time(late, 30 * DAY) == late + 30 * DAY
    assert add_time(late, 40 * DAY) == FOREVER
    assert open_hold.deadline(START, DAY) == FOREVER


def test_an_instant_is_kept_in_utc_and_a_naive_one_is_refused() -> None:
    berlin = datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))

    assert in_utc(berlin) == START
    assert in_utc(berlin).tzinfo is UTC
    with pytest.raises(TypeError, match=r"^an instant needs an offset from UTC$"):
        in_utc(datetime(2025, 1, 1))  # noqa: DTZ001 - a naive instant is what is refused


@given(st.lists(stretch))
def test_the_union_of_holds_covers_each_instant_once(stretches: list[tuple[datetime, datetime]]) -> None:
    pauses = union(stretches)

    days_covered = sum(any(start <= day(n) < end for start, end in stretches) for n in range(31))
    assert pauses.length(START, day(31)) == days_covered * DAY
    for (_, end), (start, _) in zip(pauses.stretches, pauses.stretches[1:], strict=False):
        assert end < start
    assert union(reversed(stretches)) == pauses


@given(st.lists(stretch), st.integers(0, 20), st.integers(1, 20))
def test_a_deadline_is_the_first_instant_with_enough_time_that_was_not_paused(
    stretches: list[tuple[datetime, datetime]], since: int, wanted: int
) -> None:
    pauses = union(stretches)

    number, ran = since, 0
    while ran < wanted:
        ran += not any(start <= day(number) < end for start, end in stretches)
        number += 1
    assert pauses.deadline(day(since), wanted * DAY) == day(number)


def test_holds_join_wherever_they_are_added() -> None:
    pauses = union([(day(1), day(2)), (day(5), day(6)), (day(9), day(10))])

    assert pauses.with_hold(day(2), day(5)).stretches == ((day(1), day(6)), (day(9), day(10)))
    assert pauses.with_hold(day(3), day(4)).stretches[1] == (day(3), day(4))
    assert pauses.with_hold(day(0), day(11)).stretches == ((day(0), day(11)),)
    assert pauses.with_hold(day(7), day(7)) is pauses
    assert pauses.with_hold(day(8), day(7)) is pauses


def test_only_the_overlap_with_the_time_asked_is_paused() -> None:
    pauses = union([(day(1), day(3)), (day(5), day(9))])

    assert pauses.length(day(2), day(6)) == 2 * DAY
    assert pauses.length(day(3), day(5)) == timedelta()


def test_a_hold_that_starts_exactly_at_the_deadline_does_not_rescue_it() -> None:
    assert union([(day(5), day(9))]).deadline(START, 5 * DAY) == day(5)
    assert union([(day(4.5), day(9))]).deadline(START, 5 * DAY) == day(9.5)
