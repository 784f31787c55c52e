"""A range of n days is n local days, today included."""

from datetime import UTC, datetime, timedelta

import pytest

from crm_core.domain.kpis.span import Range, Span

# 1:30 in the night of 26 October in Berlin, the day after the clocks went back.
NOW = datetime(2026, 10, 26, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("wanted", "hours"), [(Range.WEEK, 169), (Range.MONTH, 721), (Range.QUARTER, 2161)])
def test_it_ends_with_today_and_counts_local_days(wanted: Range, hours: int) -> None:
    span = Span.of(wanted, NOW)

    assert span.end == datetime(2026, 10, 26, 23, tzinfo=UTC)
    assert span.end - span.start == timedelta(hours=hours)


def test_a_span_has_its_first_instant_and_not_its_last() -> None:
    span = Span.of(Range.WEEK, NOW)

    assert span.start in span
    assert NOW in span
    assert span.end not in span
    assert span.start - timedelta(microseconds=1) not in span
