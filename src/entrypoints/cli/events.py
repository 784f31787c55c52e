"""`crm events`: what happened, as it happens; projections made anew; and what consumers set aside."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated
from uuid import UUID

from cyclopts import App, Parameter

from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.ids import TenantId
from crm_core.domain.refusals import NotFound
from crm_core.pack import events_of
from crm_core.ports.world import World
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.events.rebuild import rebuild
from crm_core.use_cases.events.retry_set_aside import revive
from entrypoints.background import WorkerParts
from entrypoints.cli.backstage import acting, backstage, tenants
from entrypoints.cli.exits import Exit
from entrypoints.composition.installation import PACKS
from entrypoints.event_reference import asyncapi, page, written
from entrypoints.language import Text

TITLE = Text(de="Ereignisse: lesen, nachspielen, nachholen.", en="Events: read, replay, catch up.")
TAIL = Text(
    de="Ereignisse eines Mandanten als JSON-Zeilen.\n\nBeispiel: `crm events tail --tenant ID --follow`",
    en="A tenant's events as lines of JSON.\n\nExample: `crm events tail --tenant ID --follow`",
)
REPLAY = Text(
    de="Eine Projektion aus den Ereignissen neu aufbauen.\n\n"
    "Beispiel: `crm events replay-projection chain-sizes`",
    en="Make a projection anew from the events.\n\nExample: `crm events replay-projection chain-sizes`",
)
LETTERS = Text(
    de="Was beiseitegelegt wurde, als JSON-Zeilen.\n\nBeispiel: `crm events letters`",
    en="What was set aside, as lines of JSON.\n\nExample: `crm events letters`",
)
RETRY = Text(
    de="Beiseitegelegtes wieder fällig machen.\n\n"
    "Beispiel: `crm events retry chain-sizes SUBJECT --tenant ID`",
    en="Make something set aside due again.\n\nExample: `crm events retry chain-sizes SUBJECT --tenant ID`",
)
REFERENCE = Text(
    de="Die Beschreibung aller Ereignisse schreiben.\n\nBeispiel: `crm events reference docs/reference`",
    en="Write the description of all events.\n\nExample: `crm events reference docs/reference`",
)
TENANT_HELP = Text(de="nur dieser Mandant", en="this tenant only")
AFTER_HELP = Text(de="ab der Stelle danach", en="from the position after this one")
FOLLOW_HELP = Text(de="auf neue warten", en="wait for new ones")
UNKNOWN = Text(de="Diese Projektion gibt es nicht: {names}", en="There is no such projection: {names}")
NOTHING_WAITS = Text(de="Dazu wartet nichts.", en="Nothing of that waits.")
REBUILT = Text(
    de="{tenant}: {name} aus {count} Ereignissen neu aufgebaut",
    en="{tenant}: {name} made anew from {count} events",
)
PAGE = 500
PAUSE = 0.5  # seconds between two looks for new events

events = App(name="events", help=TITLE.say(), result_action="return_value")


@events.command(help=TAIL.say())
def tail(
    *,
    tenant: Annotated[UUID, Parameter(help=TENANT_HELP.say())],
    after: Annotated[int, Parameter(help=AFTER_HELP.say())] = 0,
    follow: Annotated[bool, Parameter(negative="", help=FOLLOW_HELP.say())] = False,
) -> int:
    with backstage() as parts:
        for event in read(parts.world, TenantId(tenant), after, follow=follow):
            sys.stdout.write(json_text(event.as_json()) + "\n")
            sys.stdout.flush()
    return Exit.OK


@events.command(name="replay-projection", help=REPLAY.say())
def replay_projection(
    name: str, /, *, tenant: Annotated[UUID | None, Parameter(help=TENANT_HELP.say())] = None
) -> int:
    with backstage() as parts:
        consumer = projection(parts, name)
        if consumer is None:
            known = ", ".join(one.name for one in parts.consumers if one.forget is not None)
            sys.stderr.write(UNKNOWN.say(names=known) + "\n")
            return Exit.USAGE
        for one in tenants(parts.world, tenant):
            count = rebuild(consumer, actor=acting(parts.world, one), world=parts.world)
            sys.stdout.write(REBUILT.say(tenant=one, name=name, count=count) + "\n")
    return Exit.OK


@events.command(help=LETTERS.say())
def letters(*, tenant: Annotated[UUID | None, Parameter(help=TENANT_HELP.say())] = None) -> int:
    with backstage() as parts:
        for one in tenants(parts.world, tenant):
            for line in waiting(parts, one):
                sys.stdout.write(json.dumps(line) + "\n")
    return Exit.OK


@events.command(help=RETRY.say())
def retry(name: str, subject: str, /, *, tenant: Annotated[UUID, Parameter(help=TENANT_HELP.say())]) -> int:
    with backstage() as parts:
        try:
            for consumer in parts.consumers:
                if consumer.name == name:
                    revive(consumer, subject, actor=acting(parts.world, TenantId(tenant)), world=parts.world)
                    return Exit.OK
        except NotFound:
            pass
    sys.stderr.write(NOTHING_WAITS.say() + "\n")
    return Exit.FOUND_WRONG


@events.command(help=REFERENCE.say())
def reference(folder: Path, /) -> int:
    catalogue = events_of(*PACKS)
    (folder / "events.md").write_text(page(catalogue), encoding="utf-8")
    (folder / "asyncapi.json").write_text(written(asyncapi(catalogue)), encoding="utf-8")
    return Exit.OK


def read(world: World, tenant: TenantId, position: int, *, follow: bool) -> Iterator[RecordedEvent]:
    """From a position on, to the end or for ever."""
    while True:
        with world.unit_of_work(acting(world, tenant)) as uow:
            page = uow.event_log.read_after(tenant, position, limit=PAGE)
        yield from page
        if page:
            position = page[-1].position
        elif follow:
            time.sleep(PAUSE)
        else:
            return


def projection(parts: WorkerParts, name: str) -> Consumer | None:
    found = (one for one in parts.consumers if one.name == name and one.forget is not None)
    return next(found, None)


def waiting(parts: WorkerParts, tenant: TenantId) -> Iterator[dict[str, object]]:
    """Every subject that waits, by consumer."""
    with parts.world.unit_of_work(acting(parts.world, tenant)) as uow:
        for consumer in parts.consumers:
            for letter in uow.checkpoints.letters(consumer.name):
                yield {
                    "tenantId": str(tenant),
                    "consumer": consumer.name,
                    "subject": letter.subject,
                    "position": letter.position,
                    "attempts": letter.attempts,
                    "state": "DEAD" if letter.is_dead else "WAITING",
                    "retryAt": letter.retry_at and letter.retry_at.isoformat(),
                    "reason": letter.reason,
                }
