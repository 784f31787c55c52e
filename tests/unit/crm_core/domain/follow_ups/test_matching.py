"""Patterns say what starts a follow-up and what fulfils it, and nothing else does."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.follow_ups.events import FollowUpCompleted
from crm_core.domain.follow_ups.follow_up import FollowUpId
from crm_core.domain.follow_ups.matching import Completion, Done, FieldDay, Happened
from tests.unit.crm_core.domain.follow_ups.scene import PARTY, SAMPLE, at

NOW = at("2026-04-01T10:00")
DONE = Done(UUID(int=9), "VERDICT", PARTY, NOW, "GOOD", {"boxId": SAMPLE})
FACT = FollowUpCompleted(FollowUpId(UUID(int=1)), "judge", PARTY.customer_id, None, None, "GOOD")


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        (Happened("followup.completed", "at", "id"), True),
        (Happened("followup.completed", "at", "id", {"outcome": "GOOD", "rule": "judge"}), True),
        (Happened("followup.completed", "at", "id", {"outcome": "BAD"}), False),
        (Happened("followup.due", "at", "id"), False),
    ],
)
def test_a_fact_starts_it_when_type_and_data_say_so(pattern: Happened, starts: bool) -> None:
    assert pattern.starts_with(FACT) is starts


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ({"opens": date(2026, 5, 1)}, date(2026, 5, 1)),
        ({"opens": "2026-05-01"}, date(2026, 5, 1)),
        ({"opens": "soon"}, None),
        ({"opens": "9999-12-31"}, None),
        ({"opens": None}, None),
        ({}, None),
        ("2026-05-01", None),
        (None, None),
    ],
)
def test_a_day_in_a_field_is_read_or_there_is_none(value: object, day: date | None) -> None:
    assert FieldDay("season", "opens").day(value) == day


BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
FITS = [
    (Completion(("VERDICT", "CALL")), True),
    (Completion(("CALL",)), False),
    (Completion(("VERDICT",), outcome="GOOD"), True),
    (Completion(("VERDICT",), outcome="BAD"), False),
    (Completion(("VERDICT",), names_source="boxId"), True),
    (Completion(("VERDICT",), names_source="crateId"), False),
]


@pytest.mark.parametrize(("completion", "fits"), FITS)
def test_kind_outcome_and_source_must_all_fit(completion: Completion, fits: bool) -> None:
    assert completion.fits(DONE, source=SAMPLE, since=AFTER) is fits


def test_where_only_later_ones_count_an_earlier_one_does_not() -> None:
    later = Completion(("VERDICT",), only_later=True)

    assert later.fits(DONE, source=SAMPLE, since=BEFORE)
    assert not later.fits(DONE, source=SAMPLE, since=AFTER)


def test_another_source_is_not_fulfilled() -> None:
    other = evolve(DONE, payload={"boxId": UUID(int=99)})

    assert not Completion(("VERDICT",), names_source="boxId").fits(other, source=SAMPLE, since=BEFORE)
