"""The catalogue shows nothing open; and each thing that would be open is seen when it is planted."""

import pytest

from tests.adapters.postgres.catalogue import faults, without_selects
from tests.server import Database

BAD_TABLE = "CREATE TABLE planted (tenant_id uuid)"
GUARD = "ALTER TABLE planted ENABLE ROW LEVEL SECURITY; ALTER TABLE planted FORCE ROW LEVEL SECURITY"
POLICY = "CREATE POLICY planted ON customers FOR SELECT TO crm_service USING"
PLANTED = {
    "row security is not forced: planted": BAD_TABLE,
    "row security is not forced: customers": "ALTER TABLE customers NO FORCE ROW LEVEL SECURITY",
    "row security is not forced: app.planted": "CREATE TABLE app.planted (tenant_id uuid)",
    "no wall around the tenant: planted for crm_service": f"{BAD_TABLE}; {GUARD}",
    "no wall around the tenant: customers for crm_worker": "DROP POLICY tenant_wall ON customers",
    "a right without a policy for its command: customers DELETE for crm_service": (
        "GRANT DELETE ON customers TO crm_service"
    ),
    "a right without a policy for its command: customers SELECT for crm_portal": (
        "GRANT SELECT (name) ON customers TO crm_portal"
    ),
    "a permissive policy for all commands: customers planted": (
        "CREATE POLICY planted ON customers TO crm_service USING (tenant_id IS NOT NULL)"
    ),
    "a policy that lets everything pass: customers planted": f"{POLICY} (true)",
    "a view that looks with its owner's eyes: planted": "CREATE VIEW planted AS SELECT * FROM customers",
    "a materialized view: planted": "CREATE MATERIALIZED VIEW planted AS SELECT * FROM customers",
    "a definer function without a fixed search_path: app.planted()": (
        "CREATE FUNCTION app.planted() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
    ),
    "a definer function of somebody who can log in: app.planted()": (
        "CREATE FUNCTION app.planted() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = ''"
        " AS 'SELECT 1'"
    ),
    "a function that everybody may execute: app.planted()": (
        "CREATE FUNCTION app.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    ),
    "a role of the service that owns something: crm_service planted": (
        f"{BAD_TABLE}; GRANT CREATE ON SCHEMA public TO crm_service; ALTER TABLE planted OWNER TO crm_service"
    ),
    "a role of the service that may too much: crm_portal": "ALTER ROLE crm_portal BYPASSRLS",
    "a role of the service that is a member of another: crm_service": "GRANT crm_owner TO crm_service",
    "a right that nobody of the service needs: customers TRUNCATE": (
        "GRANT TRUNCATE ON customers TO crm_worker"
    ),
    "a right that nobody of the service needs: customers TRIGGER": "GRANT TRIGGER ON customers TO PUBLIC",
    "something that everybody may read or write: app.schema_version SELECT": (
        "GRANT SELECT ON app.schema_version TO PUBLIC"
    ),
    "a schema in which the service may create: app crm_worker": "GRANT CREATE ON SCHEMA app TO crm_worker",
    "a setting read once per row: customers planted": (
        f"{POLICY} (tenant_id::text = current_setting('app.tenant', true))"
    ),
    "a condition that is open when nothing is set: customers planted": (
        f"{POLICY} ((SELECT current_setting('app.x', true)) IS NULL OR name = 'x')"
    ),
}


def test_nothing_is_open(database: Database) -> None:
    with database.connect() as connection:
        assert faults(connection) == []


@pytest.mark.parametrize("fault", PLANTED)
def test_what_would_be_open_is_seen(database: Database, fault: str) -> None:
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(PLANTED[fault].encode())
        assert fault in faults(connection)


def test_rights_on_the_database_are_seen(database: Database) -> None:
    name = str(database.connect().info.dbname)
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(f"GRANT TEMP ON DATABASE {name} TO PUBLIC".encode())
        assert "a database in which the service may create: crm_portal TEMP" in faults(connection)


def test_sub_selects_are_taken_out_whole() -> None:
    assert without_selects("((a = ( SELECT f(b) AS f)) OR (c = g(d)))") == "((a = ) OR (c = g(d)))"
