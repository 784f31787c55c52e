"""How synchronous work is done on the event loop: wherever it waits for the database, the loop serves others.

The work runs in a greenlet. A thread for it costs about 150 µs and makes others wait for the interpreter.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from typing import Any, TypeVar, cast

import psycopg
from attrs import define, field
from greenlet import getcurrent, greenlet
from psycopg.waiting import wait_async

Answer = TypeVar("Answer")
# Between two looks at a socket that has said nothing; psycopg's default is to look all the time.
LOOKS = 1.0  # seconds


class _Work(greenlet):
    """Work that began on the event loop; it gives its waiting to the loop."""

    def wait(self, awaited: Awaitable[Answer]) -> Answer:
        return cast(Answer, self.loop_side.switch(awaited))

    @property
    def loop_side(self) -> greenlet:
        assert self.parent is not None  # noqa: S101 - only the outermost greenlet of a thread has none
        return self.parent


async def on_loop(work: Callable[[], Answer]) -> Answer:
    """What the work answers; it may not wait for anything but the database and its own pauses."""
    here = getcurrent()
    doing = _Work(work, here)
    doing.gr_context = here.gr_context
    said = doing.switch()
    while not doing.dead:
        try:
            heard = await said
        except BaseException as trouble:
            said = doing.throw(trouble)
        else:
            said = doing.switch(heard)
    return cast(Answer, said)


@define
class Turns:
    """So many works at a time as connections are kept for them; others wait until it is their turn."""

    most: int
    _free: asyncio.Semaphore = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._free = asyncio.Semaphore(self.most)

    async def __call__(self, work: Callable[[], Answer]) -> Answer:
        async with self._free:
            return await on_loop(work)


def is_on_loop() -> bool:
    return isinstance(getcurrent(), _Work)


def awaited(coming: Awaitable[Answer]) -> Answer:
    """What comes, for work on the event loop."""
    doing = getcurrent()
    assert isinstance(doing, _Work)  # noqa: S101 - whoever calls this has asked `is_on_loop`
    return doing.wait(coming)


def heard(connection: "psycopg.Connection[Any]", answers: Generator[Any, Any, Answer]) -> Answer:
    """The database's answers, waited for by the loop or by this thread."""
    if is_on_loop():
        return awaited(wait_async(answers, connection.pgconn.socket, interval=LOOKS))
    return connection.wait(answers)


def pause(seconds: float) -> None:
    if is_on_loop():
        awaited(asyncio.sleep(seconds))
    else:
        time.sleep(seconds)
