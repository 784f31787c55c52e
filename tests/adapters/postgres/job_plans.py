"""How a job's question is planned among many rows: where nothing is due, and where something is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from adapters.postgres.roles import WORKER
from tests import given
from tests.adapters.postgres.test_customer_list import CROWD, plan_of
from tests.server import Database, Server


@contextmanager
def crowded(server: Server, customers: int, fills: Sequence[str]) -> Iterator[Database]:
    """A database of so many customers, and what `fills` puts around them, past every trigger."""
    database = server.clone()
    with database.connect() as superuser:
        superuser.execute("ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey")
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(CROWD, {"tenant": given.TENANT, "many": customers})
        for statement in fills:
            superuser.execute(statement.encode())
        superuser.execute("ANALYZE")
    yield database
    server.drop(database)


def idle_and_busy(
    crowd: Database, question: str, asked: Mapping[str, object], busy: Sequence[str]
) -> list[list[str]]:
    """The worker's plans before and after `busy` makes something due."""
    idle = _plan(crowd, question, asked)
    with crowd.connect() as superuser:
        superuser.execute("SET session_replication_role = replica")
        for statement in busy:
            superuser.execute(statement.encode())
    return [idle, _plan(crowd, question, asked)]


def _plan(crowd: Database, question: str, asked: Mapping[str, object]) -> list[str]:
    with crowd.connect(WORKER) as connection:
        return plan_of(connection, given.SYSTEM, question, asked)
