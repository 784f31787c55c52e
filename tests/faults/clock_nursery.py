"""Workers of a clock, forked in milliseconds so that many can be killed: one a line of input."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from attrs import evolve, frozen

from adapters.memory.email_addresses import PlainEmailAddresses
from adapters.memory.working_days import MemoryWorkingDays
from adapters.postgres.pool import Connections
from adapters.postgres.world import postgres_world
from adapters.system.ids import SystemIds
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.domain.mail import Accepted, Mail
from crm_core.domain.refusals import Unavailable
from crm_core.ports.mailer import Mailer
from crm_core.ports.world import World
from crm_core.use_cases.daily_work import DailyWork
from crm_core.use_cases.follow_up_clock import FollowUpClock
from crm_core.use_cases.protection_clock import ProtectionClock
from crm_food_pack.pack import FOOD
from tests import given

PSEUDONYMS = Pseudonyms({1: b"key of the tests"})
SPEED = 600  # seconds of the business in one of ours, so that claims of the killed run out soon


@frozen
class FastClock:
    since: datetime
    begun: float

    def now(self) -> datetime:
        return self.since + timedelta(seconds=(time.monotonic() - self.begun) * SPEED)


@frozen
class Post:
    """Takes a moment for each letter and writes down what it has accepted."""

    clock: FastClock
    ledger: int

    def send(self, mail: Mail) -> Accepted:
        time.sleep(random.random() * 0.003)
        accepted = Accepted(self.clock.now())
        os.write(self.ledger, f"{mail.id}\n".encode())
        time.sleep(random.random() * 0.003)
        return accepted


class Job(Protocol):
    def run(self, actor: Actor) -> int: ...


JOBS: Mapping[str, Callable[[World, Mailer], Job]] = {
    "leads": ProtectionClock,
    "follow-ups": FollowUpClock,
    "daily": lambda world, mailer: DailyWork(evolve(world, pseudonyms=PSEUDONYMS), mailer),
}


def job_over(dsn: str, clock: FastClock, ledger: int, job: str = "leads") -> Job:
    world = postgres_world(
        FOOD,
        connections=Connections(dsn, size=2),
        clock=clock,
        ids=SystemIds(),
        email_addresses=PlainEmailAddresses(),
        working_days=MemoryWorkingDays(),
        seals=KeyedSeals(b"k" * 32),
        wait_before_retry=lambda _attempt: None,
    )
    return JOBS[job](world, Post(clock, ledger))


def work(job: Job) -> None:
    while True:
        try:
            job.run(given.SYSTEM)
        except Unavailable:
            time.sleep(0.01)


def main() -> None:
    dsn, since, begun, ledger, name = sys.argv[1:]
    clock = FastClock(datetime.fromisoformat(since), float(begun))
    # The killed are nobody's to wait for.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    place = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            work(job_over(dsn, clock, place, name))
        print(child, flush=True)  # noqa: T201 - whoever asked reads it


if __name__ == "__main__":
    main()
