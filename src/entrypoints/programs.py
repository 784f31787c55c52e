"""Decides how one long-running program is kept alive: started, started again after a crash, and stopped."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from attrs import define, field, frozen

FIRST_PAUSE = 0.5  # seconds before a crashed program is started again; doubles with every crash
LONGEST_PAUSE = 30.0
SOUND_AFTER = 60.0  # seconds of life that let earlier crashes be forgotten
MISCONFIGURED = 78  # EX_CONFIG of sysexits.h: starting again would change nothing


@frozen
class Program:
    """A command and the environment it is given; secrets travel there, never in the command."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)


class Spawn(Protocol):
    """Starts a direct child that ends when this process does."""

    def __call__(
        self, command: tuple[str, ...], *, environment: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]": ...


@define
class Keeper:
    """One program and the process that runs it now, if any."""

    program: Program
    spawn: Spawn
    now: Callable[[], float] = time.monotonic
    process: "subprocess.Popen[bytes] | None" = None
    crashes: int = 0
    _started: float = 0.0
    _next_start: float = 0.0

    def start(self) -> None:
        self._started = self.now()
        self.process = self.spawn(self.program.command, environment=self.program.environment)

    def has_ended(self) -> int | None:
        """The exit status of a process that ended since the last look; plans the next start."""
        if self.process is None or (status := self.process.poll()) is None:
            return None
        self._end_group()
        self.process = None
        if self.now() - self._started >= SOUND_AFTER:
            self.crashes = 0
        self._next_start = self.now() + min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**self.crashes)
        self.crashes += 1
        return status

    @property
    def pause(self) -> float:
        """Seconds until the next start."""
        return max(0.0, self._next_start - self.now())

    def start_if_due(self) -> bool:
        if self.process is not None or self.pause > 0:
            return False
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def stop(self, until: float) -> None:
        """Waits for the end that was asked for, then forces it on the whole process group."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - self.now()))
        self._end_group()
        self.process.wait()
        self.process = None

    def _end_group(self) -> None:
        """The program leads a session of its own; what it started and left behind ends with it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
