"""Decides how background work goes on for ever: step by step, with rests, backing off from trouble."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import structlog
from attrs import frozen

FIRST_BACKOFF = 0.5  # seconds after the first failure in a row; doubles with each further one
LONGEST_BACKOFF = 15.0
STOPS_WITHIN = 8.0  # seconds that a step in progress gets when the program is to end

log = structlog.get_logger("worker")


class Stop(Protocol):
    """The wish that work ends; `threading.Event` is one."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float | None = None) -> bool: ...


@frozen
class Loop:
    """One kind of work: `step` does some of it and says after how many seconds there may be more."""

    name: str
    step: Callable[[], float]

    def run(self, stop: Stop) -> None:
        failures = 0
        while not stop.is_set():
            try:
                rest, failures = self.step(), 0
            except Exception as trouble:
                rest = min(LONGEST_BACKOFF, FIRST_BACKOFF * 2.0**failures)
                failures += 1
                # Messages of errors may carry personal values; their names do not.
                log.warning(
                    "loop.failed", loop=self.name, error=type(trouble).__name__, failures=failures, rest=rest
                )
            stop.wait(rest)


@contextmanager
def in_background(loop: Loop) -> Iterator[None]:
    """Runs it beside what happens inside, and ends it afterwards."""
    stop = threading.Event()
    thread = threading.Thread(target=loop.run, args=(stop,), name=loop.name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOPS_WITHIN)


def run_all(loops: Sequence[Loop], stop: threading.Event) -> bool:
    """Runs until the stop comes; whether every loop then ended in time."""
    threads = [threading.Thread(target=loop.run, args=(stop,), name=loop.name, daemon=True) for loop in loops]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(STOPS_WITHIN)
    return not any(thread.is_alive() for thread in threads)
