"""`crm projection`: whether the rows of the customer list are what their sources make, and making them so."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from attrs import define, field
from cyclopts import App, Parameter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from crm_core.domain.ids import CustomerId, TenantId
from crm_core.domain.projections.hot_check import Drift, HotBatch, Unreadable, repaired
from crm_core.ports.world import World
from crm_core.use_cases.projections.rebuild_hot_rows import RebuildHotRows, batches
from entrypoints.cli.backstage import acting, backstage, reached, tenants
from entrypoints.cli.exits import Exit
from entrypoints.language import Text

TITLE = Text(
    de="Projektion der Kundenliste: prüfen und neu aufbauen.",
    en="Projection of the customer list: check it, and make it anew.",
)
VERIFY = Text(
    de="Jede Zeile gegen ihre Quellen halten; ändert nichts. Status 1, wenn eine abweicht.\n\n"
    "Beispiel: `crm projection verify --json`",
    en="Hold every row against its sources; changes nothing. Status 1 when one differs.\n\n"
    "Example: `crm projection verify --json`",
)
REBUILD = Text(
    de="Abweichende Zeilen neu aufbauen, neben laufenden Schreibern; was stimmt, bleibt unberührt. "
    "Status 1, wenn danach noch eine abweicht.\n\nBeispiel: `crm projection rebuild --tenant ID`",
    en="Make rows anew that differ, beside whoever writes; what is right is left alone. "
    "Status 1 when one still differs.\n\nExample: `crm projection rebuild --tenant ID`",
)
MIGRATION = Text(
    de="Das SQL der Migration ausgeben, die eine geänderte Deklaration braucht; leer, wenn keine nötig "
    "ist.\n\nBeispiel: `crm projection migration > 0042_steamers.sql`",
    en="Print the SQL of the migration that a changed declaration needs; empty when none is needed.\n\n"
    "Example: `crm projection migration > 0042_steamers.sql`",
)
TENANT_HELP = Text(de="nur dieser Mandant", en="this tenant only")
AFTER_HELP = Text(
    de="hinter diesem Kunden fortfahren; mit --tenant", en="go on behind this customer; with --tenant"
)
JSON_HELP = Text(de="Als JSON ausgeben.", en="Print JSON.")
WHOLE = Text(
    de="✓ {tenant}: {checked} Zeilen geprüft, alle stimmen", en="✓ {tenant}: {checked} rows, all right"
)
DRIFTED = Text(
    de="✗ {tenant}: {drifted} von {checked} Zeilen weichen ab",
    en="✗ {tenant}: {drifted} of {checked} rows differ",
)
REBUILT = Text(
    de="✓ {tenant}: {checked} Zeilen geprüft, {repaired} neu aufgebaut",
    en="✓ {tenant}: {checked} rows, {repaired} made anew",
)
LEFT = Text(
    de="✗ {tenant}: {repaired} Zeilen neu aufgebaut, {left} weichen noch ab",
    en="✗ {tenant}: {repaired} rows made anew, {left} still differ",
)
UNREADABLE = Text(
    de="! {tenant}: {unreadable} Werte passen nicht in ihre Spalte, die deshalb leer ist",
    en="! {tenant}: {unreadable} values do not fit their column, which is therefore empty",
)
MORE = Text(de="  … und {count} weitere", en="  … and {count} more")
WHOSE = Text(de="--after braucht --tenant", en="--after needs --tenant")
NOBODY = Text(
    de="Noch kein Mandant hat Ereignisse: den Worker starten, oder einen mit --tenant nennen.",
    en="No tenant has events yet: start the worker, or name one with --tenant.",
)
STOPPED = Text(
    de="Unterbrochen; weiter mit --tenant {tenant} --after {place}",
    en="Interrupted; go on with --tenant {tenant} --after {place}",
)
SHOWN = 20  # of a kind, to people
NAMED = 1_000  # of a kind, to programs

projection = App(name="projection", help=TITLE.say(), result_action="return_value")
OfTenant = Annotated[UUID | None, Parameter(help=TENANT_HELP.say())]
Behind = Annotated[UUID | None, Parameter(help=AFTER_HELP.say())]
AsJson = Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())]


@define
class Report:
    """What one tenant's rows showed: all of it counted, the first of each kind named."""

    tenant: TenantId
    repairs: bool
    checked: int = 0
    drifted: int = 0
    repaired: int = 0
    left: int = 0
    unreadable: int = 0
    drifts: list[Drift] = field(factory=list)
    unread: list[Unreadable] = field(factory=list)

    def add(self, batch: HotBatch) -> None:
        self.checked += batch.checked
        self.drifted += len(batch.drifted)
        self.repaired += len(repaired(batch)) if self.repairs else 0
        self.left += len(batch.left)
        self.unreadable += len(batch.unreadable)
        self.drifts += (batch.left if self.repairs else batch.drifted)[: NAMED - len(self.drifts)]
        self.unread += batch.unreadable[: NAMED - len(self.unread)]

    @property
    def wrong(self) -> int:
        """How many rows differ from their sources in the end."""
        return self.left if self.repairs else self.drifted

    def lines(self) -> Iterator[str]:
        head = (LEFT if self.wrong else REBUILT) if self.repairs else (DRIFTED if self.wrong else WHOLE)
        yield head.say(**self._counts())
        yield from _first((f"{one.customer_id}: {', '.join(one.columns)}" for one in self.drifts), self.wrong)
        if self.unreadable:
            yield UNREADABLE.say(**self._counts())
        named = (f"{one.customer_id}: {one.column} ({one.code})" for one in self.unread)
        yield from _first(named, self.unreadable)

    def as_json(self) -> dict[str, object]:
        drifts = [{"customerId": str(one.customer_id), "columns": list(one.columns)} for one in self.drifts]
        unread = [
            {"customerId": str(one.customer_id), "column": one.column, "code": one.code}
            for one in self.unread
        ]
        return {**self._counts(), "rows": drifts, "values": unread}

    def _counts(self) -> dict[str, object]:
        named = ("checked", "drifted", "repaired", "left", "unreadable")
        return {"tenant": str(self.tenant), **{name: getattr(self, name) for name in named}}


@projection.command(help=VERIFY.say())
def verify(*, tenant: OfTenant = None, json_: AsJson = False) -> int:
    return _told(RebuildHotRows(repair=False), tenant, json_)


@projection.command(help=REBUILD.say())
def rebuild(*, tenant: OfTenant = None, after: Behind = None, json_: AsJson = False) -> int:
    if after is not None and tenant is None:
        sys.stderr.write(WHOSE.say() + "\n")
        return Exit.USAGE
    return _told(RebuildHotRows(None if after is None else CustomerId(after)), tenant, json_)


@projection.command(help=MIGRATION.say())
def migration() -> int:
    from entrypoints.composition.database import hot_migration
    from entrypoints.composition.installation import must_have_database

    with reached() as config:
        sys.stdout.write(hot_migration(must_have_database(config)))
    return Exit.OK


def _told(command: RebuildHotRows, tenant: UUID | None, as_json: bool) -> int:
    with backstage() as parts:
        reports = [report(command, one, parts.world) for one in tenants(parts.world, tenant)]
    if not reports:
        sys.stderr.write(NOBODY.say() + "\n")
        return Exit.CANNOT_RUN
    if as_json:
        sys.stdout.write(json.dumps([one.as_json() for one in reports]) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for one in reports for line in one.lines())
    return Exit.FOUND_WRONG if any(one.wrong for one in reports) else Exit.OK


def report(command: RebuildHotRows, tenant: TenantId, world: World) -> Report:
    """One passage through a tenant, as the system."""
    actor, found, place = acting(world, tenant), Report(tenant, command.repair), command.place
    try:
        with _progress(str(tenant), world.hot_rows.count(actor)) as progress:
            for batch in batches(command, actor=actor, world=world):
                found.add(batch)
                place = batch.last or place
                progress.update(progress.task_ids[0], completed=found.checked)
    except KeyboardInterrupt:
        if place is not None:
            sys.stderr.write(STOPPED.say(tenant=tenant, place=place) + "\n")
        raise
    return found


@contextmanager
def _progress(what: str, total: int) -> Iterator[Progress]:
    """On the screen of a person; a program's log stays as it is."""
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        progress.add_task(what, total=total)
        yield progress


def _first(named: Iterator[str], count: int) -> Iterator[str]:
    shown = [f"  {line}" for _, line in zip(range(SHOWN), named, strict=False)]
    yield from shown
    if count > len(shown):
        yield MORE.say(count=count - len(shown))
