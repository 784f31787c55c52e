"""How a question is asked: identity and query in one flush, which is one implicit transaction."""

from collections.abc import Sequence

from psycopg.errors import InvalidSqlStatementName

from adapters.postgres.errors import translated
from adapters.postgres.flush import Params, Row, Statement, flush, rows_of
from adapters.postgres.identity import IDENTIFY, identity, scope_of, stands_on_chains
from adapters.postgres.pool import Connections
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope


def asked(
    connections: Connections, actor: Actor, sql: str, params: Params = (), *, identify: str = IDENTIFY
) -> tuple[list[Row], Scope]:
    """The rows as this actor sees them, and what the actor stood on while asking."""
    statements: Sequence[Statement] = ((identify, identity(actor)), (sql, params))
    with connections.borrow() as connection, translated():
        try:
            results = flush(connection, statements, prepared=connections.prepared)
        except InvalidSqlStatementName:
            # Somebody undid something in psycopg's own way on this connection; asking has no effects.
            results = flush(connection, statements, prepared=connections.prepared)
        own_chains = rows_of(connection, results[0])[0][0] if stands_on_chains(actor) else None
        return rows_of(connection, results[1]), scope_of(actor, own_chains)
