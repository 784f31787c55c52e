"""How a question is asked without holding a thread: the event loop waits, one flush as ever.

The answer comes in binary: a page of ids and instants is a third shorter, and nobody turns them into words.
"""

import asyncio

from attrs import define, field
from psycopg.pq import Format
from psycopg.waiting import wait_async

from adapters.postgres.errors import translated
from adapters.postgres.flush import Row, Statement, leave, received, rows_of, send
from adapters.postgres.identity import IDENTIFY, identity, scope_of, stands_on_chains
from adapters.postgres.on_loop import LOOKS
from adapters.postgres.pool import Connections
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope


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
                connection = await self.connections.taken()
                try:
                    statements = ((identify, identity(actor)), question)
                    prepared = self.connections.prepared
                    sent = send(connection, statements, prepared=prepared, form=Format.BINARY)
                    answers = received(connection, sent)
                    results = await wait_async(answers, connection.pgconn.socket, interval=LOOKS)
                    own_chains = rows_of(connection, results[0])[0][0] if stands_on_chains(actor) else None
                    return rows_of(connection, results[-1]), scope_of(actor, own_chains)
                finally:
                    leave(connection)
                    self.connections.give_back(connection)
