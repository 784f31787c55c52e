"""One database transaction in few flushes: writes wait until the next answer or the commit."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

import psycopg
from attrs import define, field
from psycopg.pq import TransactionStatus

from adapters.postgres.additions import Additions
from adapters.postgres.errors import DatabaseFault, translated
from adapters.postgres.flush import Params, Row, Statement, flush, rows_of
from adapters.postgres.identity import IDENTIFY, identity, scope_of, stands_on_chains
from adapters.postgres.pool import Connection
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids

_BEGIN_PART: Statement = ("SAVEPOINT part", ())


@define
class Transaction:
    """Begins with the actor's identity; from `begin` to `commit` or `roll_back` the connection is its own."""

    _connection: Connection
    actor: Actor
    clock: Clock
    ids: Ids
    _prepared: bool = True
    _waiting: list[Statement] = field(factory=list, init=False)
    # Behind everything that waits.
    _additions: Additions = field(factory=Additions, init=False)
    _scope: Scope | None = field(default=None, init=False)
    _begun: bool = field(default=False, init=False)
    # Questions that go along with the next one, and afterwards what they answered.
    _coming: list[Statement] = field(factory=list, init=False)
    _foreseen: list[tuple[Statement, list[Row]]] = field(factory=list, init=False)

    def begin(self) -> None:
        self._waiting = [("BEGIN", ()), (IDENTIFY, identity(self.actor))]

    @property
    def scope(self) -> Scope:
        """What the actor stands on; asks the database only for those whose chains matter."""
        if self._scope is None:
            if stands_on_chains(self.actor):
                self._flush()
            else:
                self._scope = Scope(self.actor)
        return self._scope or Scope(self.actor)

    def ask(self, sql: str, params: Params = ()) -> list[Row]:
        """Sends everything buffered and this, and waits for its rows; what was foreseen is asked once."""
        if (self._coming or self._foreseen) and not isinstance(params, Mapping):
            this = (sql, tuple(params))
            if this in self._coming:
                self._flush()
            for place, (statement, rows) in enumerate(self._foreseen):
                if statement == this:
                    del self._foreseen[place]
                    return rows
        return self._flush((sql, params))[0]

    def foresee(self, sql: str, params: Sequence[object]) -> None:
        """Asks this behind the next question, in the same flush, for somebody who will ask for it."""
        self._coming.append((sql, tuple(params)))

    def unforesee(self) -> None:
        """What was foreseen is no longer so."""
        self._coming, self._foreseen = [], []

    def ask_both(self, first: Statement, second: Statement) -> tuple[list[Row], list[Row]]:
        """Two questions in one flush; the second sees what the first one waited for."""
        one, other = self._flush(first, second)
        return one, other

    def tell(self, sql: str, params: Params = ()) -> None:
        """Buffers a statement whose outcome nobody waits for; it fails the next answer, or the commit."""
        self._waiting += [*self._additions.taken(), (sql, params)]

    def add(self, into: str, row: Row) -> None:
        """The same for a row that is added beside others: it may not need one of them to be there before."""
        self._waiting += self._additions.add(into, row)

    def commit(self) -> None:
        """Everything buffered and COMMIT in one flush; returns when the database has said that it is so."""
        self.tell("COMMIT")
        with translated():
            statements, self._waiting = self._waiting, []
            results = flush(self._connection, statements, prepared=self._prepared)
        if results[-1].command_status != b"COMMIT":
            raise DatabaseFault("25P02")

    def roll_back(self) -> None:
        """Undoes what is open; after a commit, or on a lost connection, there is nothing to undo."""
        self._waiting, self._additions = [], Additions()
        with suppress(psycopg.Error):
            if self._connection.pgconn.transaction_status != TransactionStatus.IDLE:
                # Not psycopg's own rollback: that forgets every prepared statement (DEALLOCATE ALL).
                flush(self._connection, [("ROLLBACK", ())], prepared=False)

    def begin_part(self) -> None:
        """Behind the transaction's own beginning, so that only the part can fail as a part."""
        if not self._begun:
            self._flush()
        self.tell(*_BEGIN_PART)

    def keep_part(self) -> None:
        """Asks, so that what the part did wrong is known to be its own."""
        self.ask("RELEASE SAVEPOINT part")

    def undo_part(self) -> None:
        """Undoes what came since the part began; what was never sent is forgotten."""
        self._additions = Additions()
        if _BEGIN_PART in self._waiting:
            last = len(self._waiting) - 1 - self._waiting[::-1].index(_BEGIN_PART)
            del self._waiting[last:]
        else:
            self._waiting = []
            self.ask_both(("ROLLBACK TO SAVEPOINT part", ()), ("RELEASE SAVEPOINT part", ()))

    def _flush(self, *questions: Statement) -> Sequence[list[Row]]:
        """The rows of the questions, behind everything that waited to be sent."""
        with translated():
            coming, self._coming = self._coming, []
            statements = [*self._waiting, *self._additions.taken(), *questions, *coming]
            self._waiting = []
            results = flush(self._connection, statements, prepared=self._prepared)
            if not self._begun:
                self._begun = True
                own_chains = rows_of(self._connection, results[1])[0][0]
                self._scope = scope_of(self.actor, own_chains)
            answers = results[len(results) - len(questions) - len(coming) :]
            rows = [rows_of(self._connection, result) for result in answers]
            self._foreseen += zip(coming, rows[len(questions) :], strict=True)
            return rows[: len(questions)]
