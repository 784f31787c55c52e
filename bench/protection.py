"""How long one verdict takes for a history of fifty facts; the goal is less than 200 µs."""

import random
import statistics
import time
import timeit
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from crm_core.domain.leads.history import Activity, Extension, Hold, Notice, ProtectionHistory
from crm_core.domain.leads.protection import evaluate
from crm_core.domain.leads.rules import CONTRACT_2025
from crm_core.domain.leads.why import explain

START = datetime(2025, 1, 1, tzinfo=UTC)
GOAL_MICROSECONDS = 200


def history_of_fifty_facts() -> ProtectionHistory:
    """A lead worked every week, with holds, reminders now and then, and two extensions; shuffled."""
    chance = random.Random(1)
    activities = [_activity(week, chance) for week in range(20)]
    holds = [Hold(start=_day(8 * n), end=_day(8 * n + chance.randint(1, 9))) for n in range(10)]
    notices = [Notice(sent_at=_day(20 * n), delivered_at=_day(20 * n + 1)) for n in range(1, 9)]
    extensions = [Extension(granted_at=_day(100), months=1), Extension(granted_at=_day(110), days=10)]
    for facts in (activities, holds, notices):
        chance.shuffle(facts)
    return ProtectionHistory(
        started_at=START,
        activities=tuple(activities),
        holds=tuple(holds),
        notices=tuple(notices),
        extensions=tuple(extensions),
    )


def _day(number: float) -> datetime:
    return START + timedelta(days=number)


def _activity(week: int, chance: random.Random) -> Activity:
    occurred_at = _day(9 * week + chance.random())
    return Activity(
        kind="QUALIFIED_CALL", occurred_at=occurred_at, recorded_at=occurred_at + timedelta(hours=2)
    )


def microseconds(call: Callable[[], object]) -> tuple[float, float]:
    """Best and median of the processor time of one call; other programs on the machine do not count."""
    runs = timeit.repeat(call, timer=time.process_time, number=200, repeat=25)
    return min(runs) / 200 * 1e6, statistics.median(runs) / 200 * 1e6


def main() -> None:
    history = history_of_fifty_facts()
    at = _day(185)
    # A hold's start and end are two facts.
    counted = (
        len(history.activities) + 2 * len(history.holds) + len(history.notices) + len(history.extensions)
    )
    print(f"facts in the history: {counted}; verdict: {evaluate(history, CONTRACT_2025, at).state}")
    best, median = microseconds(lambda: evaluate(history, CONTRACT_2025, at))
    print(f"evaluate: {best:.0f} µs best, {median:.0f} µs median (goal: < {GOAL_MICROSECONDS} µs)")
    best, median = microseconds(lambda: explain(history, CONTRACT_2025, at))
    print(f"explain:  {best:.0f} µs best, {median:.0f} µs median")


if __name__ == "__main__":
    main()
