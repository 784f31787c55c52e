"""When a sample is late: its delivery day has passed by more than two working days."""

from datetime import date, datetime

from crm_core.domain.days import ONE_DAY, end_of, local_day
from crm_core.domain.follow_ups.working_time import Calendar, nth_working_day
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import UNDERWAY

PATIENCE = 2  # working days
AUTOMATIC_DELIVERY = 5  # working days after a lead became a customer


def late_from(delivery_date: date, calendar: Calendar) -> datetime:
    """The instant from which a sample that has not arrived is late."""
    return end_of(nth_working_day(delivery_date, PATIENCE, calendar))


def newest_late_day(now: datetime, calendar: Calendar) -> date:
    """The latest delivery day of which a sample is late by now."""
    day = local_day(now)
    while late_from(day, calendar) > now:
        day -= ONE_DAY
    return day


def is_late(sample: Sample, now: datetime, calendar: Calendar) -> bool:
    return sample.status in UNDERWAY and now >= late_from(sample.wanted.delivery_date, calendar)


def automatic_delivery_date(converted_on: date, calendar: Calendar) -> date:
    """The delivery day of the sample that a converted lead gets by itself."""
    return nth_working_day(converted_on, AUTOMATIC_DELIVERY, calendar)
