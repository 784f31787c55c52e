"""What the migrations made of the hot projection is what its generator makes today."""

import pytest

from adapters.postgres.hot.copies import TABLE
from adapters.postgres.hot.fold import Fold
from adapters.postgres.hot.generated import fold_of, statements
from adapters.postgres.hot.schema import VIEW
from crm_core.domain.projections.hot_row import HotColumn, HotColumns
from crm_core.domain.projections.hot_source import At
from crm_core.domain.projections.hot_types import HotType
from crm_core.pack import fields_of, hot_columns_of
from crm_food_pack.pack import FOOD
from tests.second_pack import STAGES
from tests.server import Database

FUNCTIONS = """SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'app'::regnamespace
    AND (p.proname LIKE 'json\\_%' OR p.proname LIKE '%\\_hot')"""
TRIGGERS = """SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'hot\\_%'"""
# Everything there is about the projection, as the database writes it down.
SNAPSHOT = {
    "columns": f"""SELECT attname, format_type(atttypid, atttypmod), attnotnull, attcollation
        FROM pg_attribute WHERE attrelid = '{TABLE}'::regclass AND attnum > 0 AND NOT attisdropped""",
    "storage": f"SELECT reloptions::text FROM pg_class WHERE oid = '{TABLE}'::regclass",
    "indexes": f"SELECT indexdef FROM pg_indexes WHERE tablename = '{TABLE}'",
    "policies": f"""SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies
        WHERE tablename = '{TABLE}' OR policyname LIKE 'finder%'""",
    "functions": f"""SELECT pg_get_functiondef(p.oid), p.proowner::regrole::text, p.proacl::text
        FROM ({FUNCTIONS}) f (name) JOIN pg_proc p ON p.oid = f.name::regprocedure""",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname LIKE 'hot\\_%'",
    "view": f"SELECT pg_get_viewdef('{VIEW}'::regclass), relacl::text FROM pg_class WHERE relname = '{VIEW}'",
    "rights": f"SELECT relacl::text FROM pg_class WHERE relname = '{TABLE}'",
}
TODAY = fold_of(hot_columns_of(FOOD))


def test_the_database_has_what_the_declaration_makes(database: Database) -> None:
    found, made = as_migrated_and_as_generated(database, TODAY)

    assert found == made


def test_a_changed_declaration_without_a_migration_is_seen(database: Database) -> None:
    another = HotColumn("load_kg", HotType.INTEGER, (At("rig", ("load_kg",)),), sorts=("load_kg",))
    declared = HotColumns.of((*FOOD.hot_columns, another), fields_of(FOOD, STAGES))
    found, made = as_migrated_and_as_generated(database, fold_of(declared))

    assert {what for what in SNAPSHOT if found[what] != made[what]} >= {"columns", "indexes", "functions"}


def as_migrated_and_as_generated(database: Database, fold: Fold) -> tuple[dict[str, object], ...]:
    """What is there, and what is there after all of it has been made anew; then it is as it was."""
    with database.connect() as connection, connection.transaction(force_rollback=True):

        def snapshot() -> dict[str, object]:
            return {
                name: sorted(map(repr, connection.execute(query.encode())))
                for name, query in SNAPSHOT.items()
            }

        found = snapshot()
        for table, trigger in connection.execute(TRIGGERS).fetchall():
            connection.execute(f"DROP TRIGGER {trigger} ON {table}".encode())
        for (signature,) in connection.execute(FUNCTIONS).fetchall():
            connection.execute(f"DROP FUNCTION {signature}".encode())
        connection.execute(f"DROP VIEW {VIEW}".encode())
        connection.execute(f"DROP TABLE {TABLE}".encode())
        for record in fold.sorts.values():
            connection.execute(f"DROP POLICY finder_reads ON {record.table}".encode())
        connection.execute("SET LOCAL ROLE crm_owner")
        for statement in statements(fold):
            connection.execute(statement.encode())
        return found, snapshot()


@pytest.mark.parametrize("what", SNAPSHOT)
def test_a_snapshot_shows_something(database: Database, what: str) -> None:
    with database.connect() as connection:
        assert connection.execute(SNAPSHOT[what].encode()).fetchall()
