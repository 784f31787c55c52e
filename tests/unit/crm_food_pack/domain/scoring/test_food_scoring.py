"""Every point of a score has its reason, and no lead leaves the scale."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.lead import LeadSource
from crm_core.domain.leads.lead_facts import NO_FACTS, LeadFacts
from crm_core.domain.leads.recorded import LeadActivity, LeadActivityId
from crm_core.domain.leads.score import Promise, Reason, Score, ScorePart
from crm_food_pack.domain.scoring.food_scoring import PAINS, URGENCY, FoodScoring
from tests import given
from tests.worlds import in_memory

BARE = given.lead_made(in_memory())
NOW = given.START + timedelta(days=100)


def score(facts: LeadFacts = NO_FACTS, metadata: dict[str, object] | None = None, **details: object) -> Score:
    told = evolve(BARE.details, metadata=metadata or {}, **details)  # type: ignore[arg-type]  # loose arguments
    return FoodScoring().score(evolve(BARE, details=told), facts, NOW)


def points(found: Score, name: str) -> int:
    return next(part.points for part in found.parts if part.name == name)


def spoken(*days_ago: float, **more: object) -> LeadFacts:
    return LeadFacts(
        activities=tuple(
            LeadActivity(
                id=LeadActivityId(UUID(int=number)),
                assignment_id=AssignmentId(UUID(int=9)),
                kind="QUALIFIED_CALL",
                occurred_at=NOW - timedelta(days=ago),
                recorded_at=NOW - timedelta(days=ago),
                recorded_by=given.user(1),
                **more,  # type: ignore[arg-type]  # loose arguments
            )
            for number, ago in enumerate(days_ago)
        )
    )


@drawn(
    st.dictionaries(st.sampled_from(list(PAINS)), st.booleans()),
    st.sampled_from([None, *URGENCY, "CALM"]),
    st.none() | st.decimals(0, 10_000_000, places=2),
    st.sampled_from(LeadSource),
    st.lists(st.floats(0, 90), max_size=12),
)
def test_a_score_stays_on_its_scale_and_explains_itself(
    pains: dict[str, bool],
    urgency: str | None,
    volume: Decimal | None,
    source: LeadSource,
    days: list[float],
) -> None:
    found = score(spoken(*days), {**pains, "urgency": urgency}, estimated_volume=volume, source=source)

    assert 0 <= found.points <= 100
    for part in found.parts:
        assert part.points == min(100, sum(reason.points for reason in part.reasons))
        assert all(reason.de and reason.en and reason.points > 0 for reason in part.reasons)


@pytest.mark.parametrize(
    ("volume", "expected"),
    [(None, 0), ("0", 0), ("0.99", 0), ("1", 15), ("200000", 30), ("1e6", 45), ("2e6", 60)],
)
def test_more_volume_is_more_points(volume: str | None, expected: int) -> None:
    found = score(estimated_volume=None if volume is None else Decimal(volume))
    assert points(found, "revenue") == expected


def test_pains_add_up_and_many_weigh_more() -> None:
    names = list(PAINS)
    found = [points(score(metadata=dict.fromkeys(names[:count], True)), "pain") for count in range(5)]
    assert found == [0, 10, 20, 60, 70]
    assert points(score(metadata={"urgency": "EMERGENCY"}), "pain") == 30


@pytest.mark.parametrize(("ago", "expected"), [(1, 35), (7, 35), (7.1, 20), (30, 20), (31, 5)])
def test_the_last_conversation_fades(ago: float, expected: int) -> None:
    assert points(score(spoken(ago)), "engagement") == expected


def test_what_was_withdrawn_does_not_qualify_or_lies_ahead_counts_nothing() -> None:
    for facts in (spoken(1, withdrawn_at=NOW), spoken(1, credited=False), spoken(-1)):
        assert points(score(facts), "engagement") == 0


def test_a_fair_is_worth_more_than_a_call() -> None:
    by_source = {one: points(score(source=one, region=None), "fit") for one in LeadSource}
    assert by_source[LeadSource.EMPFEHLUNG] > by_source[LeadSource.MESSE] > by_source[LeadSource.TELEFON]


@pytest.mark.parametrize(
    ("given_points", "promise"),
    [(0, Promise.LOW), (39, Promise.LOW), (40, Promise.MEDIUM), (69, Promise.MEDIUM), (70, Promise.HIGH)],
)
def test_people_see_three_steps(given_points: int, promise: Promise) -> None:
    assert Score((ScorePart("a", "a", "a", (Reason(given_points, "x", "x"),)),)).promise is promise


def test_halves_are_rounded_up_and_nothing_is_nothing() -> None:
    parts = tuple(ScorePart("a", "a", "a", (Reason(one, "x", "x"),)) for one in (50, 51))
    assert (Score(parts).points, Score(()).points) == (51, 0)
