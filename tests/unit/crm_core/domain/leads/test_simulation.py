"""Two implementations of the contract, written apart, say the same of tens of thousands of histories."""

from datetime import datetime, timedelta

import pytest
from attrs import asdict

from crm_core.domain.leads.admission import admit
from crm_core.domain.leads.protection import evaluate
from tests.unit.crm_core.domain.leads.histories import Case, random_case
from tests.unit.crm_core.domain.leads.simulation import simulate

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SHARDS, PER_SHARD = 20, 1_000
LONG_SHARDS, PER_LONG_SHARD = 10, 100


def looks(case: Case, tick: timedelta) -> list[datetime]:
    """Anywhere, and on both sides of the lapse."""
    lapse = admit(case.history, case.rules).lapse
    around = [] if lapse is None else [lapse.at - tick, lapse.at]
    return [at for at in (*case.instants, *around) if at >= case.history.started_at]


def first_difference(case: Case, tick: timedelta) -> str | None:
    asked = looks(case, tick)
    for at, answer in zip(asked, simulate(case.history, case.rules, asked, tick=tick), strict=True):
        expected = asdict(answer)
        verdict = evaluate(case.history, case.rules, at)
        actual = {name: getattr(verdict, name) for name in expected}
        if actual != expected:
            return f"at {at}:\n{actual}\nsimulated:\n{expected}\n{case}"
    return None


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_simulation_agrees_on_an_hour_grid(shard: int) -> None:
    for seed in range(shard * PER_SHARD, (shard + 1) * PER_SHARD):
        assert first_difference(random_case(seed, HOUR), HOUR) is None, f"seed {seed}"


@pytest.mark.long
@pytest.mark.parametrize("shard", range(LONG_SHARDS))
def test_the_simulation_agrees_by_the_minute(shard: int) -> None:
    for seed in range(shard * PER_LONG_SHARD, (shard + 1) * PER_LONG_SHARD):
        assert first_difference(random_case(seed, MINUTE), MINUTE) is None, f"seed {seed}"


def test_the_simulation_agrees_on_what_was_known_at_an_instant() -> None:
    for seed in range(50_000, 50_500):
        case = random_case(seed, HOUR, looks=3)
        known_at, *asked = case.instants
        answers = simulate(case.history, case.rules, asked, tick=HOUR, known_at=known_at)
        for at, answer in zip(asked, answers, strict=True):
            verdict = evaluate(case.history, case.rules, at, known_at=known_at)
            actual = {name: getattr(verdict, name) for name in asdict(answer)}
            assert actual == asdict(answer), f"seed {seed}, at {at}, known at {known_at}"


def test_the_random_histories_reach_every_corner() -> None:
    """A comparison proves nothing about what it never visits."""
    seen = set()
    for seed in range(1_500):
        case = random_case(seed, HOUR)
        admitted = admit(case.history, case.rules)
        seen.add("grace restarted" if admitted.grace_restarts else "grace not restarted")
        seen.add("base restarted" if admitted.base_restarts else "base not restarted")
        for at in looks(case, HOUR):
            verdict = evaluate(case.history, case.rules, at)
            then = evaluate(case.history, case.rules, at, known_at=at)
            reason = "" if verdict.expired_reason is None else f" {verdict.expired_reason}"
            seen.add(f"{verdict.state}{reason}{' paused' if verdict.clock_paused else ''}")
            seen.add("hindsight differs" if verdict != then else "hindsight agrees")
    assert seen == {
        "grace restarted",
        "grace not restarted",
        "base restarted",
        "base not restarted",
        "hindsight differs",
        "hindsight agrees",
        "PROTECTED",
        "PROTECTED paused",
        "REMINDER_DUE",
        "REMINDER_DUE paused",
        "GRACE",
        "GRACE paused",
        "EXPIRED BASE_PERIOD",
        "EXPIRED INACTIVITY",
    }
