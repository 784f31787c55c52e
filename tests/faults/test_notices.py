"""Workers killed while notices are due: per window exactly one takes effect, none missing, none doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from attrs import frozen

from adapters.postgres.roles import WORKER
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.people.card import Card
from crm_core.ports.world import World
from crm_core.use_cases.leads.record_bounce import RecordBounce, record_bounce
from crm_core.use_cases.people.introduce import Introduce, introduce
from tests import given
from tests.faults.clock_nursery import FastClock, job_over
from tests.reminders import effective
from tests.server import Pools
from tests.worlds import on_postgres

LEADS = 120
DUE = given.START + timedelta(days=60)


@frozen
class Nursery:
    process: "subprocess.Popen[str]"

    def born(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@contextmanager
def nursery(
    dsn: str, begun: float, ledger: Path, *, since: datetime = DUE, job: str = "leads"
) -> Iterator[Nursery]:
    command = [
        sys.executable,
        "-m",
        "tests.faults.clock_nursery",
        dsn,
        since.isoformat(),
        str(begun),
        str(ledger),
        job,
    ]
    environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}."}
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Nursery(process)
    finally:
        process.kill()
        process.wait(10)


def killed_over_and_over(nest: Nursery, kills: int, dice: random.Random) -> None:
    """Two are at work at any time; each is killed somewhere within its first moments."""
    alive = [nest.born(), nest.born()]
    for _ in range(kills):
        time.sleep(dice.uniform(0.005, 0.06))
        os.kill(alive.pop(0), signal.SIGKILL)
        alive.append(nest.born())
    for one in alive:
        os.kill(one, signal.SIGKILL)


def notices(world: World, lead: Lead) -> list[NoticeAttempt]:
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    return list(reading.facts.notices)


def check(world: World, leads: list[Lead], letters_each: int) -> None:
    for lead in leads:
        made = [one.attempt for one in notices(world, lead)]
        names = Counter((one.window, one.channel, one.number) for one in made)
        assert set(names.values()) == {1}
        assert {one.window for one in made} == {"start"}
        assert sum(one.channel is Channel.EMAIL for one in made) == letters_each
        live = [one for one in made if one.channel is Channel.EMAIL and one.bounced_at is None]
        assert len(live) == 1
        assert effective(made, "start", DUE) == live[0]


@pytest.mark.parametrize("kills", [25, pytest.param(500, marks=pytest.mark.fault)])
def test_killed_anywhere_each_window_has_one_notice_that_takes_effect(
    pools: Pools, tmp_path: Path, kills: int
) -> None:
    world = on_postgres(pools)
    owner = given.rep(1)
    card = Card(given.TENANT, owner.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=owner, world=world)
    leads = [given.kept_lead(world, given.lead_made(world, f"Gasthaus {n}")) for n in range(LEADS)]
    dsn, begun, ledger = pools.database.dsn(WORKER), time.monotonic(), tmp_path / "letters"

    with nursery(dsn, begun, ledger) as nest:
        killed_over_and_over(nest, kills, random.Random(kills))
    place = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    last = job_over(dsn, FastClock(DUE + timedelta(hours=10), time.monotonic()), place)
    last.run(given.SYSTEM)
    check(world, leads, 1)

    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    clock.at = DUE + timedelta(hours=11)
    for lead in leads[::3]:
        (letter,) = [one for one in notices(world, lead) if one.attempt.channel is Channel.EMAIL]
        record_bounce(RecordBounce(lead.id, letter.id), actor=given.ADMIN, world=world)
    job_over(dsn, FastClock(DUE + timedelta(hours=12), time.monotonic()), place).run(given.SYSTEM)
    check(world, leads[::3], 2)
    check(world, leads[1::3], 1)
    # On the wire a letter may go twice when its sender dies; its id tells, and it counts once.
    assert set(Counter(ledger.read_text().split())) == {
        str(one.id) for lead in leads for one in notices(world, lead) if one.attempt.channel is Channel.EMAIL
    }
