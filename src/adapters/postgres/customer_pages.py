"""The hot list asked without holding a thread: the event loop waits, the question is the same."""

import asyncio
from collections.abc import Sequence

from attrs import define, field
from psycopg.waiting import wait_async

from adapters.postgres.customer_list import PageTexts, finished, parameters
from adapters.postgres.errors import translated
from adapters.postgres.flush import Row, Statement, leave, received, rows_of, send
from adapters.postgres.identity import IDENTIFY_FOR_LIST, identity, scope_of, stands_on_chains
from adapters.postgres.policies.arms import arms
from adapters.postgres.pool import Connection, Connections
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.listing import CustomerSlice
from crm_core.domain.projections.hot_row import HotColumns
from crm_core.domain.refusals import Unavailable
from crm_core.ports.customer_readings import Row as Made
from crm_core.ports.customer_readings import RowMaker


@define
class PostgresCustomerPages:
    """Pages for one event loop; callers beyond the number of connections wait for their turn."""

    connections: Connections
    hot_columns: HotColumns = HotColumns()
    _turns: asyncio.Semaphore = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._turns = asyncio.Semaphore(self.connections.size)

    async def __call__(self, actor: Actor, wanted: CustomerSlice, make: RowMaker[Made]) -> Sequence[Made]:
        """What `CustomerReadings.page` answers."""
        reached = arms(CUSTOMERS, Scope(actor).grips)
        if not reached:
            return []
        question: Statement = (PageTexts(self.hot_columns).text(wanted, reached), parameters(wanted))
        async with self._turns:
            with translated():
                rows, scope = await self._asked(actor, question)
        return [make(*row) for row in finished(rows, scope)]

    async def _taken(self) -> Connection:
        """Waiting for a connection, as in an outage, happens in a thread: the loop serves others."""
        try:
            return self.connections.take(patience=0.0)
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

    async def _asked(self, actor: Actor, question: Statement) -> tuple[list[Row], Scope]:
        connection = await self._taken()
        try:
            statements = ((IDENTIFY_FOR_LIST, identity(actor)), question)
            sent = send(connection, statements, prepared=self.connections.prepared)
            results = await wait_async(received(connection, sent), connection.pgconn.socket)
            own_chains = rows_of(connection, results[0])[0][0] if stands_on_chains(actor) else None
            return rows_of(connection, results[-1]), scope_of(actor, own_chains)
        finally:
            leave(connection)
            self.connections.give_back(connection)
