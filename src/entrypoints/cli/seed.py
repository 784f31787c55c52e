"""`crm seed`: fills the demo tenant with as much of everything, invented, as a measurement needs."""

import time
from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from entrypoints.cli.exits import Exit
from entrypoints.composition.crowds import crowds, customers_for
from entrypoints.composition.database import prepared
from entrypoints.config import Config, WrongSettings
from entrypoints.crowd import Crowd
from entrypoints.language import Text
from entrypoints.preconditions import CannotRun
from entrypoints.site import database_of

BATCH = 2_000
CUSTOMERS_HELP = Text(
    de="so viele Kunden mit Feldern, Kontakten und einem Jahr Geschichte; schon vorhandene zählen mit",
    en="as many customers with fields, contacts and a year of history; those already there count",
)
LEADS_HELP = Text(
    de="so viele Leads mit ihrer Geschichte; schon vorhandene zählen mit",
    en="as many leads with their histories; those already there count",
)
ACTIVITIES_HELP = Text(
    de="so viele Aktivitäten; zu je zehn gehört ein Kunde, der mitkommt",
    en="as many activities; to each ten belongs a customer, who comes along",
)
SAMPLES_HELP = Text(
    de="so viele Musterboxen mit Rückmeldungen; zu je zwei gehört ein Kunde, der mitkommt",
    en="as many samples with their feedback; to each two belongs a customer, who comes along",
)
DONE = Text(de="{count} {what} in {seconds:.1f} s", en="{count} {what} in {seconds:.1f} s")
WHAT = (
    Text(de="Kunden", en="customers"),
    Text(de="Leads", en="leads"),
    Text(de="Aktivitäten", en="activities"),
    Text(de="Muster", en="samples"),
)


def seed(
    *,
    customers: Annotated[int, Parameter(help=CUSTOMERS_HELP.say())] = 10_000,
    leads: Annotated[int, Parameter(help=LEADS_HELP.say())] = 0,
    activities: Annotated[int, Parameter(help=ACTIVITIES_HELP.say())] = 0,
    samples: Annotated[int, Parameter(help=SAMPLES_HELP.say())] = 0,
) -> int:
    """Works over DATABASE_URL, or over the database of `crm up`, which it starts when it does not run.

    Numbers repeat: the same one is the same customer every time, and a seed that was broken off goes on.

    Example: crm seed --customers 100000 --leads 100000 --activities 1000000 --samples 200000
    """
    console = Console(stderr=True, highlight=False)
    customers = max(customers, customers_for(activities=activities, samples=samples))
    try:
        _fill((customers, leads, activities, samples), console)
    except WrongSettings as trouble:
        console.print(str(trouble), markup=False)
        return Exit.MISCONFIGURED
    except CannotRun as trouble:
        console.print(str(trouble), markup=False)
        return Exit.CANNOT_RUN
    return Exit.OK


def _fill(wanted: Sequence[int], console: Console) -> None:
    config = Config.from_environment()
    database = database_of(config)
    owner = database.start()
    try:
        with crowds(config, prepared(owner, config)) as all_of:
            for count, what, crowd in zip(wanted, WHAT, all_of.in_order, strict=True):
                _seed(count, what, crowd, console)
    finally:
        database.stop()


def _seed(wanted: int, what: Text, members: Crowd, console: Console) -> None:
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
