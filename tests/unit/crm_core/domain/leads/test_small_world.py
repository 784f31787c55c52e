"""Every history of a small world, by the day, at every day that matters: nothing is left to chance."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations, product
from typing import TypeVar

import pytest
from attrs import asdict

from crm_core.domain.leads.history import Activity, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.leads.rules import GraceStart, ProtectionRules
from tests.unit.crm_core.domain.leads.simulation import simulate

Fact = TypeVar("Fact")

TICK = timedelta(days=1)
START = datetime(2025, 2, 1, tzinfo=UTC)  # a month of 28 days: the base period ends on day 28


def day(number: int) -> datetime:
    return START + number * TICK


def activity(occurred: int, recorded: int) -> Activity:
    return Activity(kind="QUALIFIED_CALL", occurred_at=day(occurred), recorded_at=day(recorded))


def notice(sent: int, delivered: int, recorded: int) -> Notice:
    return Notice(sent_at=day(sent), delivered_at=day(delivered), recorded_at=day(recorded))


# The reminder falls due on day 7; a notice of that day ends protection on day 9.
ACTIVITIES = [activity(0, 0), activity(6, 6), activity(7, 7), activity(8, 9), activity(9, 9)]
HOLDS = [
    Hold(start=day(3), end=day(5)),
    Hold(start=day(5), end=day(7)),
    Hold(start=day(7), end=day(9), recorded_at=day(8)),
    Hold(start=day(9)),
    Hold(start=day(6), end=day(8), end_recorded_at=day(11)),
]
NOTICES = [notice(6, 7, 7), notice(7, 7, 7), notice(7, 8, 8), notice(7, 7, 12), notice(9, 9, 10)]
LOOKS = [day(number) for number in (0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 27, 28, 30, 31)]


def up_to_two(facts: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    return list(chain([()], combinations(facts, 1), combinations(facts, 2)))


@pytest.mark.proof
@pytest.mark.parametrize("grace_start", list(GraceStart))
@pytest.mark.parametrize("activities", up_to_two(ACTIVITIES), ids=lambda facts: str(len(facts)))
def test_every_small_history_is_judged_alike(
    activities: tuple[Activity, ...], grace_start: GraceStart
) -> None:
    rules = ProtectionRules(
        name="small", base_months=1, progress_days=7, grace_days=2, grace_start=grace_start
    )
    for holds, notices in product(up_to_two(HOLDS), up_to_two(NOTICES)):
        history = ProtectionHistory(started_at=START, activities=activities, holds=holds, notices=notices)
        for at, answer in zip(LOOKS, simulate(history, rules, LOOKS, tick=TICK), strict=True):
            verdict = evaluate(history, rules, at)
            actual = {name: getattr(verdict, name) for name in asdict(answer)}
            assert actual == asdict(answer), f"{at}: {history}"
