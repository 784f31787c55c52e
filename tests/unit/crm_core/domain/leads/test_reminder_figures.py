"""The figures of reminders add up, whatever was counted."""

from datetime import timedelta

import pytest

from crm_core.domain.leads.clock_work import Measure, sent_measures
from crm_core.domain.leads.notices import Attempt, Channel
from crm_core.domain.leads.reminder_figures import ReminderFigures
from tests import given

FIRST = Attempt("start", Channel.EMAIL, 1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("waited", "measure"),
    [
        (timedelta(), Measure.SENT_AT_ONCE),
        (10 * MINUTE, Measure.SENT_AT_ONCE),
        (10.5 * MINUTE, Measure.SENT_IN_TIME),
        (60 * MINUTE, Measure.SENT_IN_TIME),
        (61 * MINUTE, Measure.SENT_LATE),
    ],
)
def test_a_first_reminder_is_counted_by_its_delay(waited: timedelta, measure: Measure) -> None:
    counted = dict(sent_measures(FIRST, given.START, given.START + waited))
    assert counted.pop(Measure.DELAY_SECONDS, 0) == waited.total_seconds()
    assert counted == {measure: 1}


def test_another_one_says_nothing_of_the_delay() -> None:
    again = Attempt("start", Channel.EMAIL, 2)
    assert sent_measures(again, given.START, given.START + MINUTE) == {Measure.SENT_AGAIN: 1}
    assert sent_measures(FIRST, None, given.START) == {Measure.SENT_AGAIN: 1}


def test_a_clock_that_was_put_back_makes_no_delay() -> None:
    assert sent_measures(FIRST, given.START, given.START - MINUTE) == {Measure.SENT_AT_ONCE: 1}
    waiting = ReminderFigures(oldest_due_since=given.START)
    assert waiting.oldest_waits(given.START - MINUTE) == timedelta()
    assert ReminderFigures().oldest_waits(given.START) == timedelta()


def test_bounds_hold_everything_below_them() -> None:
    figures = ReminderFigures(9, sent_at_once=1, sent_in_time=2, sent_late=3, sent_again=4)
    assert figures.within() == ((10 * MINUTE, 1), (60 * MINUTE, 3), (None, 6))
    assert figures.sent == 10
