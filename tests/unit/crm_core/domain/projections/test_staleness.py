"""Stale is what lags behind its sources, not what is old."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.projections.staleness import Staleness, staleness
from tests import given

DAY, MINUTE, NONE = timedelta(days=1), timedelta(minutes=1), timedelta(0)
NOW = given.START
moments = strategies.none() | strategies.integers(-5, 0).map(lambda days: NOW + days * DAY)


@pytest.mark.parametrize(
    ("source_at", "row_at", "expected"),
    [
        (NOW - DAY, NOW - DAY, Staleness(NONE, DAY)),
        (NOW - DAY, NOW - DAY + MINUTE, Staleness(NONE, DAY - MINUTE)),
        (NOW - MINUTE, NOW - DAY, Staleness(DAY - MINUTE, DAY)),
        (NOW - DAY, None, Staleness(DAY, None)),
        (None, NOW - DAY, Staleness(NONE, DAY)),
        (None, None, Staleness(NONE, None)),
    ],
)
def test_lag_is_measured_from_the_newest_change(
    source_at: datetime | None, row_at: datetime | None, expected: Staleness
) -> None:
    assert staleness(source_at, row_at, now=NOW) == expected


@for_all(moments, moments)
def test_nothing_is_ever_less_than_fresh(source_at: datetime | None, row_at: datetime | None) -> None:
    found = staleness(source_at, row_at, now=NOW)

    assert found.lag >= NONE
    assert not found.exceeds(timedelta(days=5))
    behind = source_at is not None and (row_at or source_at - DAY) < source_at
    assert found.exceeds(NONE) == (behind and (row_at is not None or source_at != NOW))


def test_a_moment_needs_its_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        staleness(NOW.replace(tzinfo=None), NOW, now=NOW)
