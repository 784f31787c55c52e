"""How a question is asked: identity and query in one flush, which is one implicit transaction."""

from adapters.postgres.errors import translated
from adapters.postgres.identity import IDENTIFY, identity, scope_of
from adapters.postgres.pool import Connections
from adapters.postgres.transaction import Params, Row
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope


def asked(connections: Connections, actor: Actor, sql: str, params: Params = ()) -> tuple[list[Row], Scope]:
    """The rows as this actor sees them, and what the actor stood on while asking.

    Rows are fetched after the pipeline has ended: a fetch inside would cost a flush of its own.
    """
    with connections.borrow() as connection, translated():
        with connection.pipeline():
            identified = connection.execute(IDENTIFY, identity(actor))
            answered = connection.execute(sql, params or None)
        own_chains = identified.fetchone()
        return answered.fetchall(), scope_of(actor, own_chains[0] if own_chains else None)
