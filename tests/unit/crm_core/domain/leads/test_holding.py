"""Holds as they are placed, decided and ended: what counts, from when, and what no longer changes."""

from datetime import timedelta
from uuid import UUID

import pytest

from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.holding import (
    approved,
    ended,
    is_forgotten,
    over_with_its_cause,
    placed,
    proposed,
    refuse_out_of_limits,
    rejected,
)
from crm_core.domain.leads.recorded import HoldId, HoldState, PlacedHold
from crm_core.domain.leads.refusals import HoldIsDecided
from crm_core.domain.refusals import Invalid
from tests import given

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
NOW = given.START
LEADER = given.user(50)


def hold(reason: HoldReason = HoldReason.OTHER, **more: timedelta) -> PlacedHold:
    start, end = NOW + more.get("start", timedelta()), more.get("end")
    return placed(HoldId(UUID(int=1)), reason, start, None if end is None else NOW + end, by=LEADER, now=NOW)


@pytest.mark.parametrize("reason", HoldReason)
def test_what_the_company_owes_takes_effect_at_once_and_the_rest_waits(reason: HoldReason) -> None:
    one = hold(reason)
    at_once = reason.startswith("FFZ_")

    assert (one.state_at(NOW) is HoldState.EFFECTIVE) == at_once
    assert (one.as_fact is not None) == at_once


def test_an_approval_lets_it_count_from_its_own_start() -> None:
    later = NOW + 3 * DAY
    fact = approved(hold(start=-2 * DAY), by=LEADER, now=later).as_fact

    assert fact is not None
    assert (fact.start, fact.known_at) == (NOW - 2 * DAY, later)


def test_a_hold_is_decided_once() -> None:
    for decided in (approved(hold(), by=LEADER, now=NOW), rejected(hold(), by=LEADER, now=NOW)):
        with pytest.raises(HoldIsDecided):
            approved(decided, by=LEADER, now=NOW)
        with pytest.raises(HoldIsDecided):
            rejected(decided, by=LEADER, now=NOW)
    with pytest.raises(HoldIsDecided):
        approved(hold(HoldReason.FFZ_SAMPLE_DELAY), by=LEADER, now=NOW)


def test_ending_means_now_or_as_planned_and_what_is_over_stays() -> None:
    owed = hold(HoldReason.FFZ_SAMPLE_DELAY, end=5 * DAY)
    early = ended(owed, by=LEADER, now=NOW + 2 * DAY)

    assert (early.end, early.end_recorded_at) == (NOW + 2 * DAY, NOW + 2 * DAY)
    assert ended(early, by=LEADER, now=NOW + 3 * DAY) == early
    assert ended(owed, by=LEADER, now=NOW + 6 * DAY) == owed
    waiting = ended(hold(), by=LEADER, now=NOW + DAY)
    assert (waiting.state_at(NOW + DAY), waiting.as_fact) == (HoldState.WITHDRAWN, None)
    refused = rejected(hold(), by=LEADER, now=NOW)
    assert ended(refused, by=LEADER, now=NOW) == refused


@pytest.mark.parametrize(
    ("start", "end", "codes"),
    [
        (timedelta(), None, []),
        (-7 * DAY, None, []),
        (-7 * DAY - TICK, None, ["too-long-ago-days"]),
        (timedelta(minutes=5), None, []),
        (timedelta(minutes=5) + TICK, None, ["in-future"]),
        (-DAY, -DAY, ["out-of-order"]),
        (-DAY, -DAY + TICK, []),
    ],
)
def test_a_hold_is_placed_within_limits(start: timedelta, end: timedelta | None, codes: list[str]) -> None:
    found: list[str] = []
    try:
        refuse_out_of_limits(NOW + start, None if end is None else NOW + end, NOW)
    except Invalid as refusal:
        found = [error.code for error in refusal.errors]

    assert found == codes


def test_a_clock_that_is_a_little_ahead_places_it_now() -> None:
    assert hold(start=timedelta(minutes=3)).start == NOW


def test_an_open_hold_is_forgotten_after_thirty_days() -> None:
    owed = hold(HoldReason.FFZ_SUPPLY_ISSUE)

    assert not is_forgotten(owed, NOW + 30 * DAY)
    assert is_forgotten(owed, NOW + 30 * DAY + TICK)
    assert not is_forgotten(hold(HoldReason.FFZ_SUPPLY_ISSUE, end=90 * DAY), NOW + 40 * DAY)
    assert not is_forgotten(hold(), NOW + 40 * DAY)


def proposal(start: timedelta) -> PlacedHold:
    reason = HoldReason.FFZ_SAMPLE_DELAY
    return proposed(HoldId(UUID(int=1)), reason, NOW + start, origin="sample:1", by=LEADER, now=NOW)


@pytest.mark.parametrize(
    ("start", "kept"), [(-DAY, -DAY), (-30 * DAY, -7 * DAY), (DAY, timedelta()), (timedelta(), timedelta())]
)
def test_a_proposal_keeps_the_limits_of_placing_and_counts_when_it_is_accepted(
    start: timedelta, kept: timedelta
) -> None:
    one = proposal(start)

    assert (one.start, one.state_at(NOW), one.as_fact) == (NOW + kept, HoldState.PENDING, None)
    fact = approved(one, by=LEADER, now=NOW + DAY).as_fact
    assert fact is not None
    assert (fact.start, fact.known_at) == (NOW + kept, NOW + DAY)


def test_what_waits_lasts_as_long_as_its_cause_did_and_goes_with_one_that_never_was() -> None:
    one, later = proposal(-2 * DAY), NOW + 3 * DAY
    over = over_with_its_cause(one, NOW, by=LEADER, now=later)

    assert (over.end, over.state_at(later)) == (NOW, HoldState.PENDING)
    assert over_with_its_cause(over, NOW + DAY, by=LEADER, now=later) == over
    gone = over_with_its_cause(one, one.start, by=LEADER, now=later)
    assert gone.state_at(later) is HoldState.WITHDRAWN


def test_what_runs_ends_when_its_cause_is_known_to_be_over_and_a_planned_end_stays() -> None:
    running = approved(proposal(-2 * DAY), by=LEADER, now=NOW)
    later = NOW + 3 * DAY
    over = over_with_its_cause(running, NOW + DAY, by=LEADER, now=later)

    assert (over.end, over.end_recorded_at, over.ended_by) == (later, later, LEADER)
    planned = hold(HoldReason.FFZ_SAMPLE_DELAY, end=9 * DAY)
    assert over_with_its_cause(planned, NOW, by=LEADER, now=later) == planned
