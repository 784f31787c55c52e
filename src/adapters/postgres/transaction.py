"""One database transaction in few flushes: writes wait until the next answer or the commit."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, TypeAlias

import psycopg
from attrs import define, field
from psycopg.pq import TransactionStatus

from adapters.postgres.errors import DatabaseFault, translated
from adapters.postgres.identity import IDENTIFY, identity, scope_of, stands_on_chains
from adapters.postgres.pool import Connection
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids

Params: TypeAlias = Sequence[object] | Mapping[str, object]
Row: TypeAlias = tuple[Any, ...]
Question: TypeAlias = tuple[str, Params]


@define
class Transaction:
    """Begins with the actor's identity; from `begin` to `commit` or `roll_back` the connection is its own.

    BEGIN makes the identity last until the end, also across the synchronizations of psycopg's pipeline.
    """

    _connection: Connection
    actor: Actor
    clock: Clock
    ids: Ids
    _pipelining: "AbstractContextManager[psycopg.Pipeline] | None" = field(default=None, init=False)
    _pipeline: "psycopg.Pipeline | None" = field(default=None, init=False)
    _identified: "psycopg.Cursor[Row] | None" = field(default=None, init=False)
    _scope: Scope | None = field(default=None, init=False)

    def begin(self) -> None:
        with translated():
            self._pipelining = self._connection.pipeline()
            self._pipeline = self._pipelining.__enter__()
            self._connection.execute("BEGIN")
            self._identified = self._connection.execute(IDENTIFY, identity(self.actor))

    @property
    def scope(self) -> Scope:
        """What the actor stands on; asks the database only for those whose chains matter."""
        if self._scope is None:
            self._scope = self._asked_scope() if stands_on_chains(self.actor) else Scope(self.actor)
        return self._scope

    def ask(self, sql: str, params: Params = ()) -> list[Row]:
        """Sends everything buffered and this, and waits for this one's rows."""
        with translated():
            asked = self._connection.execute(sql, params or None)
            self._synchronize()
            return asked.fetchall()

    def ask_both(self, first: Question, second: Question) -> tuple[list[Row], list[Row]]:
        """Two questions in one flush; the second sees what the first one waited for."""
        with translated():
            asked = [self._connection.execute(sql, params or None) for sql, params in (first, second)]
            self._synchronize()
            return asked[0].fetchall(), asked[1].fetchall()

    def tell(self, sql: str, params: Params = ()) -> None:
        """Buffers a statement whose outcome nobody waits for; it fails the next answer, or the commit."""
        with translated():
            self._connection.execute(sql, params or None)

    def commit(self) -> None:
        """Everything buffered and COMMIT in one flush; returns when the database has said that it is so."""
        with translated():
            committed = self._connection.execute("COMMIT")
            self._leave_pipeline()
        if committed.statusmessage != "COMMIT":
            raise DatabaseFault("25P02")

    def roll_back(self) -> None:
        """Undoes what is open; after a commit, or on a lost connection, there is nothing to undo."""
        with suppress(psycopg.Error):
            self._leave_pipeline()
        with suppress(psycopg.Error):
            line = self._connection.pgconn
            if line.transaction_status != TransactionStatus.IDLE:
                # Not psycopg's own rollback: that forgets every prepared statement (DEALLOCATE ALL).
                line.exec_(b"ROLLBACK")

    def _synchronize(self) -> None:
        """Waits with a Sync, not a Flush: only then is the server's patience with idle transactions limited."""
        if self._pipeline is not None:
            self._pipeline.sync()

    def _asked_scope(self) -> Scope:
        with translated():
            row = self._identified.fetchone() if self._identified else None
        return scope_of(self.actor, row[0] if row else None)

    def _leave_pipeline(self) -> None:
        pipelining, self._pipelining, self._pipeline = self._pipelining, None, None
        if pipelining is not None:
            pipelining.__exit__(None, None, None)
