"""`crm up`: shows on a terminal how everything comes up, and says why it did not."""

import contextlib
import time
from collections.abc import Callable, Iterator

from attrs import field, frozen
from rich.console import Console

from entrypoints.cli.exits import Exit
from entrypoints.config import Config, WrongSettings
from entrypoints.preconditions import CannotRun
from entrypoints.site import site_of
from entrypoints.supervisor import Site, Supervisor


@frozen
class TerminalShow:
    """One line per finished step, and a moving sign while it runs where a person is watching."""

    console: Console = field(factory=lambda: Console(stderr=True, highlight=False))

    @contextlib.contextmanager
    def step(self, text: str) -> Iterator[None]:
        started = time.monotonic()
        with self.console.status(text) if self.console.is_terminal else contextlib.nullcontext():
            yield
        self.console.print(f"  ✓ {text}  {time.monotonic() - started:.1f} s", markup=False)

    def say(self, text: str) -> None:
        self.console.print(text, markup=False, soft_wrap=True)


def up() -> int:
    """Runs until Ctrl-C or SIGTERM."""
    return run(lambda: site_of(Config.from_environment()))


def run(site: Callable[[], Site]) -> int:
    """Runs what `site` describes; every reason why it can't becomes one sentence and an exit status."""
    show = TerminalShow()
    try:
        Supervisor(site=site(), show=show).run()
    except WrongSettings as trouble:
        show.say(str(trouble))
        return Exit.MISCONFIGURED
    except CannotRun as trouble:
        show.say(str(trouble))
        return Exit.CANNOT_RUN
    return Exit.OK
