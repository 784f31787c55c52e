"""`crm worker`: the background work in the foreground, or how far it has come."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated

from cyclopts import Parameter

from entrypoints.background import WorkerParts
from entrypoints.cli.backstage import acting, backstage
from entrypoints.cli.exits import Exit
from entrypoints.language import Text

STATUS_HELP = Text(
    de="Nur zeigen, wie weit die Verbraucher sind, als JSON-Zeilen.",
    en="Only show how far the consumers have come, as lines of JSON.",
)


def worker(*, status: Annotated[bool, Parameter(negative="", help=STATUS_HELP.say())] = False) -> int:
    """Works over DATABASE_URL until it is told to stop."""
    if not status:
        from entrypoints.worker import main

        return main()
    with backstage() as parts:
        for line in states(parts):
            sys.stdout.write(json.dumps(line) + "\n")
    return Exit.OK


def states(parts: WorkerParts) -> Iterator[dict[str, object]]:
    """Where each consumer of each tenant stands; a null position means that it is at work right now."""
    for tenant in parts.world.relay.tenants():
        with parts.world.unit_of_work(acting(parts.world, tenant)) as uow:
            newest = uow.event_log.newest(tenant)
            for consumer in parts.consumers:
                position = uow.checkpoints.take(consumer.name)
                yield {
                    "tenantId": str(tenant),
                    "consumer": consumer.name,
                    "position": position,
                    "newest": newest,
                    "setAside": len(uow.checkpoints.letters(consumer.name)),
                }
