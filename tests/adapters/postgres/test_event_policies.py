"""What the code declares about them is what the database enforces on events, consumers and audit."""

import pytest
from psycopg.sql import SQL, Identifier

from adapters.postgres.policies.event_tables import audit_policies, consumer_policies, event_policies
from tests.server import Database

STATEMENTS = [*event_policies(), *consumer_policies(), *audit_policies()]
TABLES = (
    "event_outbox",
    "event_heads",
    "event_log",
    "consumer_checkpoints",
    "consumer_dead_letters",
    "chain_sizes",
    "audit_entries",
    "audit_unsealed",
    "audit_seals",
)
POLICIES = """SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies
    WHERE schemaname = %s AND tablename = %s AND roles <> '{crm_finder}' ORDER BY policyname"""


def of_table(table: str) -> list[str]:
    return [one for one in STATEMENTS if f" {table} " in f"{one} "]


def declared(database: Database, table: str, statements: list[str]) -> list[tuple[object, ...]]:
    """As the database writes them down when they are applied to an empty copy."""
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE SCHEMA copy")
        connection.execute(SQL("CREATE TABLE copy.{0} (LIKE public.{0})").format(Identifier(table)))
        connection.execute("SET LOCAL search_path = copy")
        for statement in statements:
            connection.execute(statement.encode())
        return connection.execute(POLICIES, ["copy", table]).fetchall()


@pytest.mark.parametrize("table", TABLES)
def test_the_database_has_the_declared_policies(database: Database, table: str) -> None:
    with database.connect() as connection:
        found = connection.execute(POLICIES, ["public", table]).fetchall()
    assert found
    assert found == declared(database, table, of_table(table))


def test_a_declaration_that_opens_the_outbox_is_seen(database: Database) -> None:
    opened = [one.replace("app.relay", "app.other") for one in of_table("event_outbox")]
    with database.connect() as connection:
        found = connection.execute(POLICIES, ["public", "event_outbox"]).fetchall()
    assert found != declared(database, "event_outbox", opened)
