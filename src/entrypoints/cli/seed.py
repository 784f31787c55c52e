"""`crm seed`: fills the demo tenant with as many invented customers as a measurement needs."""

import time
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from entrypoints.cli.exits import Exit
from entrypoints.composition.database import prepared
from entrypoints.composition.demo import crowd as the_crowd
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun
from entrypoints.site import database_of

BATCH = 2_000
CUSTOMERS_HELP = Text(
    de="so viele Kunden; schon vorhandene zählen mit", en="as many customers; those already there count"
)
DONE = Text(de="{count} Kunden in {seconds:.1f} s", en="{count} customers in {seconds:.1f} s")
WORKING = Text(de="Kunden", en="customers")


def seed(*, customers: Annotated[int, Parameter(help=CUSTOMERS_HELP.say())] = 10_000) -> int:
    """Works over DATABASE_URL, or over the database of `crm up`, which it starts when it does not run."""
    console = Console(stderr=True, highlight=False)
    try:
        config = Config.from_environment()
        database = database_of(config)
        owner = database.start()
        try:
            _seed(customers, config, prepared(owner, config), console)
        finally:
            database.stop()
    except WrongSettings as trouble:
        console.print(str(trouble), markup=False)
        return Exit.MISCONFIGURED
    except CannotRun as trouble:
        console.print(str(trouble), markup=False)
        return Exit.CANNOT_RUN
    return Exit.OK


def _seed(customers: int, config: Config, service: str, console: Console) -> None:
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with the_crowd(config, service) as crowd, Progress(*columns, console=console) as progress:
        task = progress.add_task(WORKING.say(), total=customers, completed=crowd.present(customers))
        for first in range(crowd.present(customers), customers, BATCH):
            crowd.add(range(first, min(first + BATCH, customers)))
            progress.update(task, completed=min(first + BATCH, customers))
    console.print(DONE.say(count=customers, seconds=time.monotonic() - started), markup=False)
