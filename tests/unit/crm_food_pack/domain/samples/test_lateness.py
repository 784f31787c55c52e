"""A sample is late when more than two working days have passed since its delivery day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies

from adapters.memory.working_days import NamedHolidays
from crm_core.domain.days import ONE_DAY
from crm_food_pack.domain.samples.lateness import (
    automatic_delivery_date,
    is_late,
    late_from,
    newest_late_day,
)
from crm_food_pack.domain.samples.status import SampleStatus
from tests.unit.crm_food_pack.domain.samples.boxes import moved, sample

EASTER = NamedHolidays(frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
LATE = [
    (date(2026, 3, 9), "2026-03-11T23:00:00+00:00"),
    (date(2026, 3, 13), "2026-03-17T23:00:00+00:00"),
    (date(2026, 4, 2), "2026-04-08T22:00:00+00:00"),
    (date(2026, 3, 28), "2026-03-31T22:00:00+00:00"),
]


@pytest.mark.parametrize(("delivery", "late"), LATE)
def test_two_working_days_of_patience_end_at_midnight(delivery: date, late: str) -> None:
    assert late_from(delivery, EASTER) == datetime.fromisoformat(late)


def test_only_what_has_not_arrived_can_be_late() -> None:
    late = late_from(date(2026, 3, 9), EASTER)
    waiting = sample(delivery_date=date(2026, 3, 9))
    just_before = datetime.fromisoformat("2026-03-11T22:59:59+00:00")

    assert is_late(waiting, late, EASTER)
    assert is_late(moved(waiting, SampleStatus.SHIPPED), late, EASTER)
    assert not is_late(waiting, just_before, EASTER)
    assert not is_late(moved(waiting, SampleStatus.DELIVERED), late, EASTER)
    assert not is_late(moved(waiting, SampleStatus.CANCELED), late, EASTER)


def test_a_new_customers_sample_arrives_five_working_days_later() -> None:
    assert automatic_delivery_date(date(2026, 3, 30), EASTER) == date(2026, 4, 8)


@given(
    strategies.datetimes(datetime(2026, 3, 1), datetime(2026, 5, 1), timezones=strategies.just(UTC)),  # noqa: DTZ001 - they get their zone
)
def test_the_newest_late_day_is_late_and_the_next_one_is_not(now: datetime) -> None:
    newest = newest_late_day(now, EASTER)

    assert late_from(newest, EASTER) <= now < late_from(newest + ONE_DAY, EASTER)
