"""Processes that a fault test starts, kills and starts again."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import define, field


@define
class Victim:
    """A program that may be killed at any moment; whoever started it ends it."""

    command: Sequence[str]
    environment: Mapping[str, str] = field(repr=False)
    log: Path = Path(os.devnull)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": f"src{os.pathsep}.", **self.environment}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.command], env=environment, stdout=subprocess.DEVNULL, stderr=log
            )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def ask_to_stop(self) -> int:
        """SIGTERM, and the exit status."""
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(20)
