"""A check goes on where it stopped, counts what it finds, and ends with the last customer."""

from datetime import timedelta
from uuid import UUID

from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_check import (
    CARRIED_ON_FOR,
    Drift,
    HotBatch,
    HotCheck,
    Unreadable,
    repaired,
)
from tests import given

ONE, OTHER = CustomerId(UUID(int=1)), CustomerId(UUID(int=2))
DRIFT = Drift(ONE, ("roi_bucket",))
BATCH = HotBatch(2, (DRIFT, Drift(OTHER, ("row",))), (DRIFT,), (Unreadable(ONE, "exclusivity", "x"),), OTHER)
LATER = given.START + timedelta(minutes=1)


def test_what_batches_show_adds_up() -> None:
    check = HotCheck.begun(given.START).went_on(BATCH, LATER).went_on(BATCH, LATER)

    assert (check.checked, check.drifted, check.remaining, check.unreadable) == (4, 4, 2, 2)
    assert (check.place, check.begun_at, check.seen_at) == (OTHER, given.START, LATER)
    assert not check.is_finished


def test_the_last_batch_ends_it() -> None:
    check = HotCheck.begun(given.START).went_on(HotBatch(1), LATER)

    assert check.is_finished
    assert check.finished_at == LATER


def test_one_that_was_interrupted_is_carried_on_unless_that_was_long_ago() -> None:
    stopped = HotCheck.begun(given.START).went_on(BATCH, LATER)

    assert HotCheck.next_after(stopped, LATER + CARRIED_ON_FOR) == stopped
    too_late = LATER + CARRIED_ON_FOR + timedelta(seconds=1)
    assert HotCheck.next_after(stopped, too_late) == HotCheck.begun(too_late)


def test_after_one_that_ended_the_next_begins_with_the_first_customer() -> None:
    ended = HotCheck.begun(given.START).went_on(HotBatch(1), LATER)

    assert HotCheck.next_after(ended, LATER) == HotCheck.begun(LATER)
    assert HotCheck.next_after(None, LATER) == HotCheck.begun(LATER)


def test_what_is_left_was_not_repaired() -> None:
    assert repaired(BATCH) == [Drift(OTHER, ("row",))]
