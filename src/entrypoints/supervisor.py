"""Decides in which order the whole system comes up on one machine, stays up, and goes down."""

import contextlib
import os
import select
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from types import FrameType
from typing import Protocol

from attrs import define, field, frozen

from entrypoints.config import Config
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun, only_one_over, port_must_be_free
from entrypoints.programs import MISCONFIGURED, Keeper, Program, Spawn

READY_PATIENCE = 60.0  # seconds until a service that never was ready is given up
GRACE = 20.0  # seconds a program gets to finish what it is doing; longer than the service drains its requests
LOOK = 0.5  # seconds between two looks when no signal comes
POLL = 0.05  # seconds between two questions whether the service is ready


class Database(Protocol):
    """A database that this machine runs itself, or one that was given."""

    def start(self) -> str:
        """Returns its owner's address once it takes connections; may be called again after it died."""

    def is_alive(self) -> bool: ...

    def stop(self) -> None: ...


class Show(Protocol):
    """How a person sees what happens."""

    def step(self, text: str) -> AbstractContextManager[None]: ...

    def say(self, text: str) -> None: ...


@frozen
class Site:
    """What runs here, handed in by the composition."""

    config: Config
    database: Database
    prepare: Callable[[str], str]  # the owner's address; migrates; returns the address for the service's role
    load_demo: Callable[[str], None]  # the service's address; does nothing where the sample data are already
    programs: Callable[[str], Sequence[Program]]
    spawn: Spawn
    is_ready: Callable[[], bool]
    log_in: Callable[[], Sequence[str]]


DATABASE = Text(de="Datenbank starten", en="starting the database")
SCHEMA = Text(de="Tabellen auf den Stand bringen", en="bringing the tables up to date")
DEMO = Text(de="Beispieldaten laden", en="loading the sample data")
SERVICE = Text(de="Dienst und Hintergrundarbeit starten", en="starting service and worker")
READY = Text(de="Bereit: {address}", en="Ready: {address}")
STOP = Text(de="Ctrl-C beendet alles.", en="Ctrl-C stops everything.")
STOPPING = Text(de="wird beendet …", en="stopping …")
CRASHED = Text(
    de="»{name}« endete mit {status}, neuer Versuch in {pause:.1f} s",
    en="“{name}” ended with {status}, starting it again in {pause:.1f} s",
)
DATABASE_GONE = Text(
    de="Die Datenbank ist ausgefallen und startet neu", en="The database died and starts again"
)
GAVE_UP = Text(
    de="»{name}« endete mit {status}, bevor es bereit war; der Grund steht darüber.",
    en="“{name}” ended with {status} before it was ready; the reason stands above.",
)
NOT_READY = Text(
    de="Der Dienst war nach {seconds:.0f} s nicht bereit; {address}/health/ready nennt den Grund.",
    en="The service was not ready after {seconds:.0f} s; {address}/health/ready names the reason.",
)


@define
class Supervisor:
    """Everything that runs on this machine, under one process."""

    site: Site
    show: Show
    patience: float = READY_PATIENCE
    _keepers: list[Keeper] = field(factory=list)
    _stop_asked: int = 0
    _wake: tuple[int, int] = (-1, -1)

    def run(self) -> None:
        """Returns after an orderly stop; raises `CannotRun` when the system can't come up."""
        config = self.site.config
        with only_one_over(config.data_dir), self._signals():
            port_must_be_free(config.bind, config.port)
            try:
                self._bring_up()
                while not self._stop_asked:
                    self._wait(LOOK)
                    self._look_after()
            finally:
                self._bring_down()

    def _bring_up(self) -> None:
        site = self.site
        with self.show.step(DATABASE.say()):
            owner = site.database.start()
        with self.show.step(SCHEMA.say()):
            service = site.prepare(owner)
        if site.config.demo and not self._stop_asked:
            with self.show.step(DEMO.say()):
                site.load_demo(service)
        if self._stop_asked:
            return
        with self.show.step(SERVICE.say()):
            self._keepers = [Keeper(program=program, spawn=site.spawn) for program in site.programs(service)]
            for keeper in self._keepers:
                keeper.start()
            self._wait_until_ready()
        if not self._stop_asked:
            for line in (READY.say(address=site.config.address), *site.log_in(), STOP.say()):
                self.show.say(line)

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + self.patience
        while not self._stop_asked and not self.site.is_ready():
            for keeper in self._keepers:
                if (status := keeper.has_ended()) is not None:
                    raise CannotRun(GAVE_UP, name=keeper.program.name, status=status)
            if time.monotonic() > until:
                raise CannotRun(NOT_READY, seconds=self.patience, address=self.site.config.address)
            self._wait(POLL)

    def _look_after(self) -> None:
        if self._stop_asked:
            return
        if not self.site.database.is_alive():
            self.show.say(DATABASE_GONE.say())
            self.site.database.start()
        for keeper in self._keepers:
            status = keeper.has_ended()
            if status == MISCONFIGURED:
                raise CannotRun(GAVE_UP, name=keeper.program.name, status=status)
            if status is not None:
                self.show.say(CRASHED.say(name=keeper.program.name, status=status, pause=keeper.pause))
            keeper.start_if_due()

    def _bring_down(self) -> None:
        """Programs first, the database last; a second signal shortens the grace."""
        if self._keepers:
            self.show.say(STOPPING.say())
        for keeper in self._keepers:
            keeper.ask_to_stop()
        until = time.monotonic() + GRACE
        asked = self._stop_asked
        while self._stop_asked <= max(asked, 1) and time.monotonic() < until and self._any_alive():
            self._wait(POLL)
        for keeper in self._keepers:
            keeper.stop(time.monotonic())
        self.site.database.stop()

    def _any_alive(self) -> bool:
        return any(keeper.process is not None and keeper.process.poll() is None for keeper in self._keepers)

    def _wait(self, seconds: float) -> None:
        """Sleeps, but not past a signal."""
        if select.select([self._wake[0]], [], [], seconds)[0]:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake[0], 4096)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's signature
        self._stop_asked += 1

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        self._wake = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._ask_to_stop) for number in asked}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        former = signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(former)
            for number, handler in before.items():
                signal.signal(number, handler)
            for end in self._wake:
                os.close(end)
