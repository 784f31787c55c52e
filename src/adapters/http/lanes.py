"""Where synchronous work is done: a few threads per kind, and an end to the queue before them.

A hop through `ThreadPoolExecutor` costs about 10 µs more: a lock and a second future per call.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from attrs import define, field, frozen

from crm_core.domain.refusals import Unavailable

Done = TypeVar("Done")
# Requests that may wait for a thread; those beyond are told to come back, before they would only time out.
MOST_WAITING = 600


@frozen
class _Job:
    work: Callable[[], Any]
    promise: "asyncio.Future[Any]"

    def do(self) -> None:
        """In the lane's thread: the work, and word of it to the loop that waits."""
        outcome: Any = None
        trouble: BaseException | None = None
        try:
            outcome = self.work()
        except BaseException as raised:
            trouble = raised
        self.promise.get_loop().call_soon_threadsafe(self._keep, outcome, trouble)

    def _keep(self, outcome: Any, trouble: BaseException | None) -> None:
        if self.promise.done():
            return
        if trouble is None:
            self.promise.set_result(outcome)
        else:
            self.promise.set_exception(trouble)


@define
class Lane:
    """The threads of one kind of work, and how many requests have been sent there."""

    most: int = MOST_WAITING
    waiting: int = 0
    _jobs: "SimpleQueue[_Job | None]" = field(factory=SimpleQueue)

    @contextmanager
    def open(self, name: str, threads: int) -> Iterator["Lane"]:
        crew = [Thread(target=self._toil, name=f"{name}-{number}") for number in range(threads)]
        for thread in crew:
            thread.start()
        try:
            yield self
        finally:
            for _ in crew:
                self._jobs.put(None)
            for thread in crew:
                thread.join()

    def _toil(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.do()

    async def run(self, work: Callable[[], Done]) -> Done:
        promise: asyncio.Future[Done] = asyncio.get_running_loop().create_future()
        with self.admitted():
            self._jobs.put(_Job(work, promise))
            return await promise

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """A place among those who wait; Unavailable when all are taken."""
        if self.waiting >= self.most:
            raise Unavailable
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1


@frozen
class Lanes:
    """A lane per kind of work, so that a slow kind can't hold up another."""

    reads: Lane = field(factory=Lane)
    commands: Lane = field(factory=Lane)
    remote: Lane = field(factory=Lane)
