"""How a question is asked without holding a thread: the event loop waits, one flush as ever."""

import asyncio

from attrs import define, field
from psycopg.waiting import wait_async

from adapters.postgres.errors import translated
from adapters.postgres.flush import Row, Statement, leave, received, rows_of, send
from adapters.postgres.identity import IDENTIFY, identity, scope_of, stands_on_chains
from adapters.postgres.pool import Connection, Connections
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.refusals import Unavailable

# The pool refuses who gives it no time at all, even where a connection is free.
AT_ONCE = 0.001  # seconds
# Between two looks at a socket that has said nothing; psycopg's default is to look all the time.
LOOKS = 1.0  # seconds


@define
class AsyncQuestions:
    """Those of one event loop; callers beyond the number of connections wait for their turn."""

    connections: Connections
    _turns: asyncio.Semaphore = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._turns = asyncio.Semaphore(self.connections.size)

    async def asked(
        self, actor: Actor, question: Statement, *, identify: str = IDENTIFY
    ) -> tuple[list[Row], Scope]:
        """The rows as this actor sees them, and what the actor stood on while asking."""
        async with self._turns:
            with translated():
                connection = await self._taken()
                try:
                    statements = ((identify, identity(actor)), question)
                    sent = send(connection, statements, prepared=self.connections.prepared)
                    answers = received(connection, sent)
                    results = await wait_async(answers, connection.pgconn.socket, interval=LOOKS)
                    own_chains = rows_of(connection, results[0])[0][0] if stands_on_chains(actor) else None
                    return rows_of(connection, results[-1]), scope_of(actor, own_chains)
                finally:
                    leave(connection)
                    self.connections.give_back(connection)

    async def _taken(self) -> Connection:
        """Waiting for a connection, as in an outage, happens in a thread: the loop serves others."""
        try:
            return self.connections.take(patience=AT_ONCE)
        except Unavailable:
            taking = asyncio.ensure_future(asyncio.to_thread(self.connections.take))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(self._given_back)
            raise

    def _given_back(self, taking: "asyncio.Future[Connection]") -> None:
        if not taking.cancelled() and taking.exception() is None:
            self.connections.give_back(taking.result())
