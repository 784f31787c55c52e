"""`crm audit verify`: whether every sealed entry still says what it said, tenant by tenant."""

import json
import sys
from typing import Annotated
from uuid import UUID

from attrs import asdict, frozen
from cyclopts import App, Parameter

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.chain import GENESIS, SealedEntry, seal_of
from crm_core.ports.world import World
from entrypoints.cli.backstage import acting, backstage, tenants
from entrypoints.cli.exits import Exit
from entrypoints.language import Text

TITLE = Text(de="Prüfspur: ist sie unverändert?", en="Audit trail: is it unchanged?")
VERIFY = Text(
    de="Die Kette der Siegel nachrechnen.\n\nBeispiel: `crm audit verify --json`",
    en="Recompute the chain of seals.\n\nExample: `crm audit verify --json`",
)
TENANT_HELP = Text(de="nur dieser Mandant", en="this tenant only")
JSON_HELP = Text(de="Als JSON ausgeben.", en="Print JSON.")
WHOLE = Text(
    de="✓ {tenant}: {entries} Einträge, letztes Siegel {head}",
    en="✓ {tenant}: {entries} entries, last seal {head}",
)
BROKEN = Text(
    de="✗ {tenant}: Eintrag {broken} ist verändert, fehlt oder wurde eingeschoben",
    en="✗ {tenant}: entry {broken} was changed, is missing, or was slipped in",
)

audit = App(name="audit", help=TITLE.say(), result_action="return_value")


@frozen
class Verdict:
    """What the chain of one tenant shows; its last seal, kept elsewhere, proves that none was cut off."""

    tenant: str
    entries: int
    head: str
    broken: int | None

    def say(self) -> str:
        return (WHOLE if self.broken is None else BROKEN).say(**asdict(self))


@audit.command(help=VERIFY.say())
def verify(
    *,
    tenant: Annotated[UUID | None, Parameter(help=TENANT_HELP.say())] = None,
    json_: Annotated[bool, Parameter(name="--json", negative="", help=JSON_HELP.say())] = False,
) -> int:
    with backstage() as parts:
        verdicts = [verdict_on(acting(parts.world, one), parts.world) for one in tenants(parts.world, tenant)]
    if json_:
        sys.stdout.write(json.dumps([asdict(verdict) for verdict in verdicts]) + "\n")
    else:
        sys.stdout.writelines(f"{verdict.say()}\n" for verdict in verdicts)
    return Exit.OK if all(verdict.broken is None for verdict in verdicts) else Exit.FOUND_WRONG


def verdict_on(actor: Actor, world: World) -> Verdict:
    """One pass over the chain, however long it is."""
    previous, number = GENESIS, 0
    with world.unit_of_work(actor) as uow:
        for link in uow.audit.chain():
            if not _fits(link, previous, number + 1):
                return Verdict(str(actor.tenant), number, previous.hex(), number + 1)
            previous, number = link.seal, link.number
    return Verdict(str(actor.tenant), number, previous.hex(), None)


def _fits(link: SealedEntry, previous: bytes, number: int) -> bool:
    return link.number == number and link.seal == seal_of(previous, number, link.entry)
