"""Few threads per kind of work: results and failures come back, lanes end, and a full one says so."""

import asyncio
import threading
import time

import pytest

from adapters.http.lanes import Lane
from crm_core.domain.refusals import Unavailable
from tests import given
from tests.http.site import serving


def test_results_and_failures_come_back() -> None:
    def fail() -> None:
        raise KeyError("x")

    async def ask() -> None:
        with Lane().open("test", 2) as lane:
            assert await lane.run(lambda: 7) == 7
            with pytest.raises(KeyError):
                await lane.run(fail)
            assert lane.waiting == 0

    asyncio.run(ask())


def test_as_many_run_at_once_as_there_are_threads() -> None:
    seen: set[str] = set()

    def work() -> None:
        seen.add(threading.current_thread().name)
        time.sleep(0.02)

    async def ask() -> None:
        with Lane().open("test", 3) as lane:
            await asyncio.gather(*(lane.run(work) for _ in range(12)))

    asyncio.run(ask())
    assert seen == {"test-0", "test-1", "test-2"}
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("test-")]


def test_a_full_lane_says_so_at_once() -> None:
    async def ask() -> None:
        gate = threading.Event()
        with Lane(most=2).open("test", 1) as lane:
            busy = [asyncio.create_task(lane.run(gate.wait)) for _ in range(2)]
            await asyncio.sleep(0.01)
            with pytest.raises(Unavailable):
                await lane.run(lambda: 1)
            gate.set()
            await asyncio.gather(*busy)
            assert await lane.run(lambda: 1) == 1

    asyncio.run(ask())


def test_who_stops_waiting_disturbs_nobody() -> None:
    async def ask() -> None:
        gate = threading.Event()
        with Lane().open("test", 1) as lane:
            waiting = asyncio.create_task(lane.run(gate.wait))
            await asyncio.sleep(0.01)
            waiting.cancel()
            gate.set()
            assert await lane.run(lambda: 1) == 1

    asyncio.run(ask())


def test_slow_commands_leave_readings_alone() -> None:
    with serving(command_threads=1) as site:
        blocked = threading.Thread(target=lambda: site.created())
        with site.store.writing:
            blocked.start()
            began = time.monotonic()
            assert site.get("/api/customers").status_code == 200
            assert site.get(f"/api/customers/{given.nobody_knows()}").status_code == 404
            assert time.monotonic() - began < 2
        blocked.join()
