"""`crm seed`: fills the demo tenant with as many invented customers and leads as a measurement needs."""

import time
from collections.abc import Sequence
from typing import Annotated, Protocol

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from entrypoints.cli.exits import Exit
from entrypoints.composition.database import prepared
from entrypoints.composition.demo import crowd as the_crowd
from entrypoints.composition.demo import crowd_of_leads as the_leads
from entrypoints.config import Config, WrongSettings
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun
from entrypoints.site import database_of

BATCH = 2_000
CUSTOMERS_HELP = Text(
    de="so viele Kunden; schon vorhandene zählen mit", en="as many customers; those already there count"
)
LEADS_HELP = Text(
    de="so viele Leads mit ihrer Geschichte; schon vorhandene zählen mit",
    en="as many leads with their histories; those already there count",
)
DONE = Text(de="{count} {what} in {seconds:.1f} s", en="{count} {what} in {seconds:.1f} s")
CUSTOMERS = Text(de="Kunden", en="customers")
LEADS = Text(de="Leads", en="leads")


class Members(Protocol):
    """Whatever comes by number."""

    def present(self, wanted: int) -> int: ...
    def add(self, numbers: Sequence[int], /) -> None: ...


def seed(
    *,
    customers: Annotated[int, Parameter(help=CUSTOMERS_HELP.say())] = 10_000,
    leads: Annotated[int, Parameter(help=LEADS_HELP.say())] = 0,
) -> int:
    """Works over DATABASE_URL, or over the database of `crm up`, which it starts when it does not run.

    Example: crm seed --customers 100000 --leads 100000
    """
    console = Console(stderr=True, highlight=False)
    try:
        config = Config.from_environment()
        database = database_of(config)
        owner = database.start()
        try:
            service = prepared(owner, config)
            with the_crowd(config, service) as crowd:
                _seed(customers, CUSTOMERS, crowd, console)
            with the_leads(config, service) as leads_of_crowd:
                _seed(leads, LEADS, leads_of_crowd, console)
        finally:
            database.stop()
    except WrongSettings as trouble:
        console.print(str(trouble), markup=False)
        return Exit.MISCONFIGURED
    except CannotRun as trouble:
        console.print(str(trouble), markup=False)
        return Exit.CANNOT_RUN
    return Exit.OK


def _seed(wanted: int, what: Text, members: Members, console: Console) -> None:
    if not wanted:
        return
    started = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    present = members.present(wanted)
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(what.say(), total=wanted, completed=present)
        for first in range(present, wanted, BATCH):
            members.add(range(first, min(first + BATCH, wanted)))
            progress.update(task, completed=min(first + BATCH, wanted))
    seconds = time.monotonic() - started
    console.print(DONE.say(count=wanted, what=what.say(), seconds=seconds), markup=False)
