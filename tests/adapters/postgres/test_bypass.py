"""Every known way around the wall, tried with the service's own role; none shows anything of others."""

from collections.abc import Iterator
from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from tests import given
from tests.adapters.postgres.oracle import Connection
from tests.server import Database

ME, OTHER = given.rep(1), given.rep(2)
CHAIN = UUID(int=0xC4A1)
COUNT = "SELECT count(*) FROM customers"


@pytest.fixture
def hidden(postgres_world: World) -> Customer:
    """A customer of somebody else; the one who tries things has none."""
    return given.customer(postgres_world, "Verborgen", owner=OTHER.user)


@pytest.fixture
def service(database: Database) -> Iterator[Connection]:
    with database.connect("crm_service") as connection:
        yield connection


@pytest.fixture
def mine(service: Connection, hidden: Customer) -> Iterator[Connection]:
    """Inside a transaction with the identity of the one who tries."""
    assert hidden.version == 1
    with service.transaction(force_rollback=True):
        service.execute(IDENTIFY, identity(ME))
        yield service


SEEING = {
    "plain": COUNT,
    "sub-select": "SELECT (SELECT count(*) FROM customers)",
    "cte": "WITH c AS MATERIALIZED (SELECT * FROM customers) SELECT count(*) FROM c",
    "lateral": "SELECT count(*) FROM (VALUES (1)) v, LATERAL (SELECT * FROM customers) c",
    "exists": "SELECT EXISTS (SELECT FROM customers)::int",
    "table": "SELECT count(*) FROM (TABLE customers) c",
    "join with itself": "SELECT count(*) FROM customers a JOIN customers b USING (tenant_id)",
    "for share": "SELECT count(*) FROM (SELECT 1 FROM customers FOR SHARE) c",
    "sample": "SELECT count(*) FROM customers TABLESAMPLE SYSTEM (100)",
    "update": "WITH c AS (UPDATE customers SET version = version RETURNING 1) SELECT count(*) FROM c",
    "narrow function": "SELECT count(*) FROM app.customers_meant('{verborgen}', '{%verborgen%}', '{NULL}')"
    " f (id) JOIN customers c USING (id)",
    "hold": "SELECT count(app.hold_customer(id)) FROM customers",
    "answers of others": "SELECT count(*) FROM idempotency_answers",
    "audit": "SELECT count(*) FROM audit_entries",
    "events": "SELECT count(*) FROM event_log",
}


@pytest.mark.parametrize("way", SEEING)
def test_no_way_of_asking_shows_what_is_hidden(mine: Connection, way: str) -> None:
    assert mine.execute(SEEING[way].encode()).fetchall() == [(0,)]


def test_a_cursor_shows_nothing(mine: Connection) -> None:
    mine.execute("DECLARE looking CURSOR FOR SELECT * FROM customers")
    assert mine.execute("FETCH ALL FROM looking").fetchall() == []


def test_copy_shows_nothing(mine: Connection) -> None:
    with mine.cursor().copy("COPY (SELECT * FROM customers) TO STDOUT") as copy:
        assert list(copy) == []
    with mine.cursor().copy("COPY customers TO STDOUT") as copy:
        assert list(copy) == []


def test_explain_tells_no_rows(mine: Connection, hidden: Customer) -> None:
    told = str(mine.execute("EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM customers").fetchall())
    assert "actual" in told
    assert "rows=0" in told.split("actual")[1]
    assert str(hidden.id) not in told


FORBIDDEN = {
    "row security off": "SET LOCAL row_security = off; SELECT * FROM customers",
    "becoming the owner": "SET LOCAL ROLE crm_owner",
    "becoming the finder": "SET LOCAL ROLE crm_finder",
    "truncate": "TRUNCATE customers",
    "delete": "DELETE FROM customers",
    "copy in": "COPY customers FROM PROGRAM 'true'",
    "a trigger": "CREATE TRIGGER t BEFORE UPDATE ON customers EXECUTE FUNCTION app.own_chains()",
    "a temporary table": "CREATE TEMP TABLE t (x int)",
    "a table": "CREATE TABLE t (x int)",
    "a function": "CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a policy": "CREATE POLICY p ON customers USING (true)",
    "the wall": "ALTER TABLE customers DISABLE ROW LEVEL SECURITY",
    "a foreign key": "CREATE TABLE app.t (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES customers)",
    "the audit": "UPDATE audit_entries SET action = 'x'",
    "the audit gone": "DELETE FROM audit_entries",
    "the outbox": "SELECT * FROM event_outbox",
    "large objects": "SELECT lo_import('/etc/passwd')",
    "statistics": "SELECT * FROM pg_statistic",
    "passwords": "SELECT rolpassword FROM pg_authid",
    "files": "SELECT pg_read_file('/etc/passwd')",
}


@pytest.mark.parametrize("way", FORBIDDEN)
def test_what_the_service_never_does_is_forbidden(mine: Connection, way: str) -> None:
    *before, last = FORBIDDEN[way].split("; ")
    for statement in before:
        mine.execute(statement.encode())
    with pytest.raises(errors.InsufficientPrivilege):
        mine.execute(last.encode())


def test_statistics_of_hidden_values_are_not_shown(database: Database, mine: Connection) -> None:
    with database.connect() as superuser:
        superuser.execute("ANALYZE customers")
    shown = mine.execute(
        "SELECT most_common_vals, histogram_bounds FROM pg_stats WHERE tablename = 'customers'"
    )
    assert shown.fetchall() == []


INSERT = """INSERT INTO customers (tenant_id, id, version, name, name_key, search_key, type, territory,
    is_chain, parent_id, coverage_policy, channel, contactability, owner_user_id, created_at, updated_at)
    VALUES (%s, %s, 1, 'x', 'x', 'x', 'HOTEL', 'DE', false, %s, 'OWNER_ONLY', 'DIRECT', 'OK', %s,
        now(), now())"""


def test_a_conflict_with_a_hidden_row_of_another_tenant_tells_nothing(
    service: Connection, hidden: Customer
) -> None:
    """Keys begin with the tenant, so that the same id elsewhere is another row."""
    foreigner = given.rep(1, tenant=given.OTHER_TENANT)
    with service.transaction(force_rollback=True):
        service.execute(IDENTIFY, identity(foreigner))
        key = (foreigner.tenant, hidden.id, None, foreigner.user)
        service.execute(f"{INSERT} ON CONFLICT DO NOTHING".encode(), key)
        assert service.execute(COUNT.encode()).fetchone() == (1,)


NARROW = {
    "found by words": "SELECT count(*) FROM app.customers_meant('{verborgen}', '{%verborgen%}', '{NULL}')",
    "own chains": "SELECT cardinality(app.own_chains())",
    "live locations": f"SELECT app.has_live_locations('{CHAIN}')::int",
    "archived locations": f"SELECT app.has_archived_locations('{CHAIN}', '-infinity')::int",
}


@pytest.mark.parametrize("way", NARROW)
def test_the_narrow_functions_know_one_tenant_only(
    postgres_world: World, service: Connection, way: str
) -> None:
    """They look past the wall, so that they themselves must name the tenant."""
    kept = create_customer(
        CreateCustomer(given.details("Verborgen", is_chain=True), OTHER.user, id=CHAIN),
        actor=given.MANAGER,
        world=postgres_world,
    )
    archived = [given.location(postgres_world, kept, name) for name in ("Alive", "Archived")][-1]
    archive_customer(ArchiveCustomer(archived.id), actor=given.MANAGER, world=postgres_world)
    for tenant, told in (given.TENANT, 1), (given.OTHER_TENANT, 0):
        with service.transaction():
            service.execute(IDENTIFY, identity(given.rep(2, tenant=tenant)))
            assert service.execute(NARROW[way].encode()).fetchone() == (told,)


def test_on_conflict_do_update_does_not_reach_a_hidden_row(mine: Connection, hidden: Customer) -> None:
    taking = f"{INSERT} ON CONFLICT (tenant_id, id) DO UPDATE SET owner_user_id = excluded.owner_user_id"
    with pytest.raises(errors.InsufficientPrivilege):
        mine.execute(taking.encode(), (ME.tenant, hidden.id, None, ME.user))


def test_a_refused_row_is_not_quoted_in_the_refusal(mine: Connection, hidden: Customer) -> None:
    with pytest.raises(errors.InsufficientPrivilege) as refused:
        mine.execute(INSERT.encode(), (ME.tenant, hidden.id, None, OTHER.user))
    assert str(hidden.id) not in str(refused.value)


def test_returning_shows_only_what_may_be_read(mine: Connection) -> None:
    assert mine.execute("UPDATE customers SET name = 'mine' RETURNING *").fetchall() == []


def test_the_wall_stands_when_a_row_is_moved_to_another_tenant(service: Connection, hidden: Customer) -> None:
    assert hidden.version == 1
    with service.transaction(force_rollback=True):
        service.execute(IDENTIFY, identity(given.MANAGER))
        with pytest.raises(errors.InsufficientPrivilege):
            service.execute("UPDATE customers SET tenant_id = %s", [given.OTHER_TENANT])


def test_without_an_identity_there_is_nothing(service: Connection, hidden: Customer) -> None:
    """On a fresh connection settings are absent, on a used one they are left over empty."""
    for _ in range(2):
        assert service.execute(COUNT.encode()).fetchone() == (0,)
        assert service.execute("SELECT count(*) FROM global_settings").fetchone() == (0,)
        with pytest.raises(errors.InsufficientPrivilege):
            service.execute(INSERT.encode(), (given.TENANT, given.nobody_knows(), None, OTHER.user))
        with service.transaction():
            service.execute(IDENTIFY, identity(OTHER))
            assert service.execute(COUNT.encode()).fetchone() == (1,)
        assert service.execute("SELECT current_setting('app.tenant', true)").fetchone() == ("",)


def test_an_identity_set_outside_of_a_transaction_is_gone_at_once(
    service: Connection, hidden: Customer
) -> None:
    assert hidden.version == 1
    service.execute(IDENTIFY, identity(given.MANAGER))
    assert service.execute(COUNT.encode()).fetchone() == (0,)


def test_an_identity_of_a_savepoint_ends_with_it(service: Connection, hidden: Customer) -> None:
    assert hidden.version == 1
    with service.transaction():
        service.execute(IDENTIFY, identity(ME))
        with service.transaction(force_rollback=True):
            service.execute(IDENTIFY, identity(given.MANAGER))
            assert service.execute(COUNT.encode()).fetchone() == (1,)
        assert service.execute(COUNT.encode()).fetchone() == (0,)


def test_a_prepared_plan_belongs_to_no_person(service: Connection, hidden: Customer) -> None:
    assert hidden.version == 1
    service.execute("PREPARE looking AS SELECT count(*) FROM customers")
    for actor, seen in (given.MANAGER, 1), (ME, 0), (OTHER, 1), (given.AUDITOR, 1), (ME, 0):
        with service.transaction():
            service.execute(IDENTIFY, identity(actor))
            assert service.execute("EXECUTE looking").fetchone() == (seen,)


@pytest.mark.parametrize("prepared", [True, False])
def test_two_people_alternating_over_one_connection_see_their_own(
    database: Database, hidden: Customer, prepared: bool
) -> None:
    """Prepared or, as a proxy that shares connections per transaction demands, not."""
    connections = Connections(database.dsn("crm_service"), size=1, prepared=prepared)
    try:
        for _ in range(20):
            assert seen(connections, ME) == []
            assert seen(connections, OTHER) == [(hidden.id,)]
        with connections.borrow() as connection:
            assert connection.execute(COUNT).fetchone() == (0,)
            assert connection.execute(SESSION_STATE).fetchone() == (0,)
    finally:
        connections.close()


SESSION_STATE = "SELECT count(*) FROM pg_settings WHERE name LIKE 'app.%' AND setting <> ''"


def seen(connections: Connections, actor: Actor) -> list[tuple[object, ...]]:
    rows, _ = asked(connections, actor, "SELECT id FROM customers")
    return rows


def test_a_failed_question_leaves_no_identity_behind(database: Database, hidden: Customer) -> None:
    assert hidden.version == 1
    connections = Connections(database.dsn("crm_service"), size=1)
    try:
        with pytest.raises(Exception, match="22012"):
            asked(connections, given.MANAGER, "SELECT 1 / (count(*) - count(*)) FROM customers")
        assert seen(connections, ME) == []
    finally:
        connections.close()


def test_the_portal_has_no_rights_yet(database: Database) -> None:
    with database.connect("crm_portal") as portal, pytest.raises(errors.InsufficientPrivilege):
        portal.execute("SELECT count(*) FROM customers")


def test_only_our_roles_may_enter(database: Database) -> None:
    with database.connect() as superuser:
        superuser.execute("DROP ROLE IF EXISTS stranger")
        superuser.execute("CREATE ROLE stranger LOGIN PASSWORD 'for-tests-only'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        database.connect("stranger")
