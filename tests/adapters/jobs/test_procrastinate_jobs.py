"""Chores run when the clock on the wall says so, once, and again after their worker was killed."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import psycopg
import pytest

from adapters.jobs.chores import Chore, InBerlin
from adapters.jobs.procrastinate_jobs import ProcrastinateJobs
from adapters.postgres.roles import SERVICE, WORKER
from tests.server import Database

DYING = """
import os, signal, sys, threading
from adapters.jobs.chores import Chore
from adapters.jobs.procrastinate_jobs import ProcrastinateJobs
def die():
    os.kill(os.getpid(), signal.SIGKILL)
ProcrastinateJobs(os.environ["DSN"], [Chore("deadly", "0 0 1 1 *", die)]).run(threading.Event())
"""


@pytest.fixture
def address(database: Database) -> str:
    with database.connect() as superuser:
        superuser.execute("TRUNCATE jobs.procrastinate_jobs, jobs.procrastinate_workers CASCADE")
    return database.dsn(WORKER)


def deferred(jobs: ProcrastinateJobs, name: str) -> None:
    async def defer() -> None:
        app = jobs.app()
        async with app.open_async():
            await app.configure_task(name).defer_async(timestamp=0)

    asyncio.run(defer())


def run_until(jobs: ProcrastinateJobs, condition: threading.Event, seconds: float = 10) -> None:
    stop = threading.Event()
    worker = threading.Thread(target=jobs.run, args=(stop,))
    worker.start()
    assert condition.wait(seconds)
    time.sleep(0.3)
    stop.set()
    worker.join(8)
    assert not worker.is_alive()


def test_a_job_that_was_asked_for_is_done_once_and_stays_visible(address: str) -> None:
    ran, times = threading.Event(), []

    def work() -> int:
        times.append(1)
        ran.set()
        return 7

    jobs = ProcrastinateJobs(address, [Chore("tidy", "0 0 1 1 *", work)])
    deferred(jobs, "tidy")
    run_until(jobs, ran)
    assert times == [1]
    assert jobs.counts()["succeeded"] >= 1  # the library's own minute may have passed as well


@pytest.mark.parametrize(
    ("now", "planned"),
    [
        ("2026-01-05T01:00:00", "2026-01-05T02:30:00"),  # winter: half past three is 02:30 UTC
        ("2026-07-05T01:00:00", "2026-07-05T01:30:00"),
    ],
)
def test_schedules_follow_the_clock_on_the_wall_in_berlin(now: str, planned: str) -> None:
    jobs = ProcrastinateJobs("", [Chore("nightly", "30 3 * * *", lambda: 0)])
    task = jobs.app().periodic_registry.periodic_tasks["nightly", "nightly"]
    assert isinstance(task, InBerlin)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC).timestamp()
    found = task.croniter.get_next(ret_type=float, start_time=at)
    assert datetime.fromtimestamp(found, UTC).isoformat() == f"{planned}+00:00"


@pytest.mark.fault
def test_a_job_whose_worker_was_killed_is_done_by_the_next_one(address: str, database: Database) -> None:
    ran = threading.Event()

    def survive() -> int:
        ran.set()
        return 1

    chore = Chore("deadly", "0 0 1 1 *", survive)
    deferred(ProcrastinateJobs(address, [chore]), "deadly")
    environment = {**os.environ, "DSN": address, "PYTHONPATH": "src"}
    died = subprocess.run([sys.executable, "-c", DYING], env=environment, timeout=30, capture_output=True)
    assert died.returncode == -signal.SIGKILL
    with database.connect() as superuser:
        rows = superuser.execute(
            "SELECT status::text FROM jobs.procrastinate_jobs WHERE task_name = 'deadly'"
        ).fetchall()
    assert rows == [("doing",)]
    run_until(ProcrastinateJobs(address, [chore]), ran, seconds=100)


def test_the_service_cannot_see_the_jobs(database: Database) -> None:
    with database.connect(SERVICE) as service, pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute("SELECT 1 FROM jobs.procrastinate_jobs")
