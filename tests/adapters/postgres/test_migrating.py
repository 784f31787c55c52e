"""The history leads to the tables and policies that today's code declares, and its SQL is safe to run."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import adapters.postgres.tables
from adapters.postgres.hot import schema as hot
from adapters.postgres.hot.copies import TABLE as HOT_ROWS
from adapters.postgres.migrating import migrate, offline_sql, plan
from adapters.postgres.migrations.history import HISTORY, VERSION_SCHEMA, VERSION_TABLE
from adapters.postgres.policies import one_row
from adapters.postgres.policies.activity_tables import activity_history_policies, activity_policies
from adapters.postgres.policies.compiled import compiled
from adapters.postgres.policies.contact_tables import contact_policies, contact_role_policies
from adapters.postgres.policies.definition_tables import (
    catalogue_policies,
    definition_check_policies,
    definition_history_policies,
)
from adapters.postgres.policies.field_tables import field_history_policies, field_value_policies
from adapters.postgres.policies.follow_up_tables import (
    follow_up_day_policies,
    follow_up_policies,
    reminder_policies,
)
from adapters.postgres.policies.history_tables import customer_history_policies
from adapters.postgres.policies.lead_tables import (
    LEAD_PARTS,
    lead_agenda_policies,
    lead_commitment_policies,
    lead_day_policies,
    lead_part_policies,
    lead_policies,
    lead_probe_policies,
)
from adapters.postgres.policies.message_tables import message_policies
from adapters.postgres.policies.other_tables import (
    answer_policies,
    people_policies,
    view_policies,
)
from adapters.postgres.policies.projection_tables import hot_check_policies
from adapters.postgres.policies.roi_tables import roi_scenario_policies
from adapters.postgres.policies.sample_tables import sample_part_policies, sample_policies
from adapters.postgres.policies.setting_tables import (
    global_setting_history_policies,
    global_setting_policies,
    near_setting_policies,
    setting_history_policies,
    setting_value_policies,
)
from adapters.postgres.policies.taking_up import OPEN_FOLLOW_UPS, RIGHTS, TAKE_UP
from adapters.postgres.policies.wall import guarded
from adapters.postgres.roles import RUNTIME, MayNotCreateRoles
from adapters.postgres.tables.schema import SCHEMA
from adapters.postgres.versions import history, needed_version, pending, present_version
from crm_core.domain.access.policy import CUSTOMERS
from tests.server import PASSWORD, Database, Server

EXCLUDED = (
    "prefer-text-field",  # Alembic's own table of one row is not ours to write differently
    "prefer-bigint-over-int",  # attempts at one delivery are counted in tens
)
POLICIES = """SELECT policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies
    WHERE schemaname = %s AND tablename = %s ORDER BY policyname"""
FUNCTION = """SELECT pg_get_functiondef(p.oid), p.proowner::regrole::text, p.proacl::text FROM pg_proc p
    WHERE p.oid = %s::regprocedure"""
TABLES_OF_THE_CORE = {
    "activities": activity_policies(),
    "activity_history": activity_history_policies(),
    "customers": compiled(CUSTOMERS, "customers"),
    "contacts": contact_policies(),
    "contact_roles": contact_role_policies(),
    "customer_history": customer_history_policies(),
    "field_values": field_value_policies(),
    "field_history": field_history_policies(),
    "follow_ups": follow_up_policies(),
    "follow_up_reminders": reminder_policies(),
    "follow_up_days": follow_up_day_policies(),
    HOT_ROWS: hot.policies(),
    "field_catalogues": catalogue_policies("field_catalogues"),
    "field_definitions": catalogue_policies("field_definitions"),
    "field_definition_history": definition_history_policies(),
    "field_definition_checks": definition_check_policies(),
    "setting_values": setting_value_policies(),
    "near_settings": near_setting_policies(),
    "setting_history": setting_history_policies(),
    "global_settings": global_setting_policies(),
    "global_setting_history": global_setting_history_policies(),
    "hot_checks": hot_check_policies(),
    "idempotency_answers": answer_policies(),
    "leads": lead_policies(),
    **{table: lead_part_policies(table) for table in LEAD_PARTS},
    "lead_commitments": lead_commitment_policies(),
    "lead_agenda": lead_agenda_policies(),
    "lead_days": lead_day_policies(),
    "lead_probes": lead_probe_policies(),
    "lead_messages": message_policies(),
    "people": people_policies(),
    "saved_views": view_policies(),
    "roi_scenarios": roi_scenario_policies(),
    "sample_request": sample_policies(),
    "sample_item": sample_part_policies("sample_item"),
    "sample_status_history": sample_part_policies("sample_status_history"),
}


@pytest.fixture
def bare(server: Server) -> Iterator[Database]:
    """A database without anything in it."""
    name = f"crm_bare_{os.getpid()}"
    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
    database = Database(make_conninfo(server.superuser, dbname=name))
    yield database
    server.drop(database)


def test_a_bare_database_comes_to_the_needed_version(bare: Database) -> None:
    assert present_version(bare.superuser) is None
    assert pending(bare.superuser)[-1] == needed_version()
    assert "CREATE TABLE customers" in plan(bare.superuser)

    for _ in range(2):
        migrate(bare.superuser, dict.fromkeys(RUNTIME, PASSWORD))
        assert present_version(bare.superuser) == needed_version()
        assert pending(bare.superuser) == ()
        assert "CREATE TABLE" not in plan(bare.superuser)


def test_the_service_reads_the_version_without_more_rights(database: Database) -> None:
    assert present_version(database.dsn("crm_service")) == needed_version()


def test_a_password_is_stored_as_a_verifier(database: Database) -> None:
    with database.connect() as connection:
        stored = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'crm_service'")
        assert str(stored.fetchone()).startswith("('SCRAM-SHA-256$")


def test_a_login_that_may_not_create_roles_is_told_so(bare: Database) -> None:
    with bare.connect() as connection:
        connection.execute("DROP ROLE IF EXISTS nobody_special")
        connection.execute(f"CREATE ROLE nobody_special LOGIN PASSWORD '{PASSWORD}'".encode())
    with pytest.raises(MayNotCreateRoles):
        migrate(bare.dsn("nobody_special"), {})


def test_the_declared_tables_are_those_of_the_history(database: Database) -> None:
    assert adapters.postgres.tables.__all__
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(database.superuser), poolclass=NullPool
    )
    options: dict[str, Any] = {"compare_type": True, "version_table": VERSION_TABLE}
    options["version_table_schema"] = VERSION_SCHEMA
    # Its columns are a pack's: `test_hot_generated` compares it.
    options["include_name"] = lambda name, kind, _: (kind, name) != ("table", HOT_ROWS)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), SCHEMA) == []


@pytest.mark.parametrize("table", TABLES_OF_THE_CORE)
def test_the_policies_of_the_database_are_those_of_the_declaration(database: Database, table: str) -> None:
    today = compiled_in_a_copy(database, table, TABLES_OF_THE_CORE[table])
    with database.connect() as connection:
        found = connection.execute(POLICIES, ["public", table]).fetchall()

    assert [row for row in found if "crm_finder" not in str(row[2])] == today


def test_a_change_of_the_declaration_alone_is_seen(database: Database) -> None:
    changed = [statement.replace('"manager"', '"auditor"') for statement in compiled(CUSTOMERS, "customers")]
    with database.connect() as connection:
        found = connection.execute(POLICIES, ["public", "customers"]).fetchall()

    assert [row for row in found if "crm_finder" not in str(row[2])] != compiled_in_a_copy(
        database, "customers", changed
    )


def test_the_functions_about_one_row_are_those_of_the_declaration(database: Database) -> None:
    names = [f"app.{name}(uuid)" for name in one_row.QUESTIONS]
    names += ["app.take_up_customer(uuid)", "app.open_follow_ups(uuid, text)"]
    with database.connect() as connection, connection.transaction(force_rollback=True):

        def snapshot() -> list[tuple[object, ...]]:
            return [row for name in names for row in connection.execute(FUNCTION, [name]).fetchall()]

        found = snapshot()
        connection.execute("GRANT CREATE ON SCHEMA app TO crm_finder; SET LOCAL ROLE crm_finder")
        for statement in (*one_row.functions(), *one_row.rights(), TAKE_UP, OPEN_FOLLOW_UPS, *RIGHTS):
            connection.execute(statement.encode())
        assert snapshot() == found

        changed = one_row.functions()[0].replace('"manager"', '"auditor"')
        connection.execute(changed.encode())
        assert snapshot() != found, "a change of the declaration alone is seen"


def compiled_in_a_copy(database: Database, table: str, statements: list[str]) -> list[tuple[object, ...]]:
    """The policies as the database writes them down when today's declaration is applied to an empty copy."""
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE SCHEMA copy")
        connection.execute(SQL("CREATE TABLE copy.{0} (LIKE public.{0})").format(Identifier(table)))
        connection.execute("SET LOCAL search_path = copy, public")
        for statement in statements:
            connection.execute(statement.encode())
        return connection.execute(POLICIES, ["copy", table]).fetchall()


def test_one_line_puts_a_table_behind_the_wall(database: Database) -> None:
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("CREATE TABLE planted (tenant_id uuid)")
        for statement in guarded("planted"):
            connection.execute(statement.encode())
        assert len(connection.execute(POLICIES, ["public", "planted"]).fetchall()) == 1


def test_the_linter_of_migrations_finds_nothing(tmp_path: Path) -> None:
    assert squawk(offline_sql(), tmp_path) == ""


def test_the_linter_bites(tmp_path: Path) -> None:
    assert "not null" in squawk("ALTER TABLE customers ADD COLUMN x int NOT NULL;", tmp_path).lower()


def squawk(sql: str, folder: Path) -> str:
    """What the linter says about SQL for the oldest PostgreSQL that we support; nothing when all is well."""
    file = folder / "history.sql"
    file.write_text(sql)
    command = [str(Path(sys.executable).with_name("squawk")), "--pg-version", "15.0", "--reporter", "Gcc"]
    command += [f"--exclude={rule}" for rule in EXCLUDED]
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.strip()


def test_the_history_is_told_as_alembic_tells_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(HISTORY))
    config.set_main_option("path_separator", "os")
    walked = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]

    assert list(history()) == walked[::-1]
