"""What goes over one connection while something is asked: statements, and turns in which the client waits."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise

from attrs import frozen
from psycopg.pq import Trace

from adapters.memory.email_addresses import PlainEmailAddresses
from adapters.memory.working_days import MemoryWorkingDays
from adapters.postgres.pool import Connections
from adapters.postgres.world import postgres_world
from crm_core.domain.refusals import NotFound
from crm_core.pack import Pack
from crm_core.ports.world import World
from tests import given
from tests.server import Database
from tests.worlds import SEALS


@frozen
class Traffic:
    """What went over one connection: statements run, and turns in which the client waited."""

    statements: int
    turns: int


@frozen
class Wire:
    """A world over a single connection, whose protocol is written down by libpq."""

    world: World
    connections: Connections

    def traffic(self, request: Callable[[], object]) -> Traffic:
        with tempfile.TemporaryFile("w+") as paper:
            with self.connections.borrow() as connection:
                connection.pgconn.trace(paper.fileno())
                connection.pgconn.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
            with suppress(NotFound):
                request()
            with self.connections.borrow() as connection:
                connection.pgconn.untrace()
            paper.seek(0, os.SEEK_SET)
            sent = [line.split("\t") for line in paper if line[:2] in ("F\t", "B\t")]
        statements = sum(1 for who, _, what, *_ in sent if who == "F" and what.strip() == "Bind")
        return Traffic(statements, _turns([what.strip() for who, _, what, *_ in sent if who == "F"]))

    def usual(self, request: Callable[[], object]) -> Traffic:
        """The traffic once its statements are prepared."""
        for _ in range(3):
            with suppress(NotFound):
                request()
        return self.traffic(request)


def _turns(sent: list[str]) -> int:
    """Sync and Flush make the server answer; a Flush right behind a Sync asks for nothing more."""
    return sum(
        what == "Sync" or (what == "Flush" and before != "Sync") for before, what in pairwise(["", *sent])
    )


@contextmanager
def wired(database: Database, *packs: Pack) -> Iterator[Wire]:
    connections = Connections(database.dsn("crm_service"), size=1)
    world = postgres_world(
        *packs,
        connections=connections,
        clock=given.StandingClock(),
        ids=given.CountingIds(),
        email_addresses=PlainEmailAddresses(),
        seals=SEALS,
        working_days=MemoryWorkingDays(),
        wait_before_retry=lambda _attempt: None,
    )
    yield Wire(world, connections)
    connections.close()
