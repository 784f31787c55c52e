"""Nobody changes what the audit says, and whoever has changed it all the same is found out."""

import psycopg
import pytest

from adapters.postgres.roles import PORTAL, SERVICE, WORKER
from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.chain import first_break
from crm_core.ports.world import World
from tests import given
from tests.server import Database

TAMPERINGS = (
    "UPDATE {table} SET at = at",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
)


@pytest.mark.parametrize("role", [SERVICE, WORKER, PORTAL])
@pytest.mark.parametrize("table", ["audit_entries", "audit_seals", "event_log"])
@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_no_role_of_ours_may_change_or_remove_a_row(
    database: Database, role: str, table: str, tampering: str
) -> None:
    statement = tampering.format(table=table).replace("at = at", "tenant_id = tenant_id")
    with database.connect(role) as connection:
        with connection.transaction():
            connection.execute("SELECT set_config('app.relay', 'true', true)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("damage", "found_at"),
    [
        ("UPDATE audit_entries SET user_id = gen_random_uuid() WHERE resource_id = '{third}'", 3),
        ("UPDATE audit_entries SET outcome = 'DENIED' WHERE resource_id = '{third}'", 3),
        ("DELETE FROM audit_entries WHERE resource_id = '{third}'", 3),
        ("DELETE FROM audit_seals WHERE number = 2", 2),
        ("UPDATE audit_seals SET seal = sha256('x') WHERE number = 4", 4),
        ("UPDATE audit_seals SET number = number + 1 WHERE number = 5", 5),
    ],
)
def test_whatever_an_owner_of_the_database_changes_breaks_the_chain(
    postgres_world: World, database: Database, damage: str, found_at: int
) -> None:
    made = [given.customer(postgres_world, f"Haus {n}") for n in range(5)]
    postgres_world.relay.seal_audit(limit=100)
    with database.connect() as superuser:
        superuser.execute(damage.format(third=made[2].id).encode())
    with postgres_world.unit_of_work(given.SYSTEM) as uow:
        assert first_break(uow.audit.chain()) == found_at


@pytest.mark.parametrize(
    ("reader", "reads"),
    [(given.AUDITOR, 1), (given.ADMIN, 1), (given.SYSTEM, 1), (given.MANAGER, 0), (given.rep(), 0)],
)
def test_only_auditors_and_admins_read_the_audit(postgres_world: World, reader: Actor, reads: int) -> None:
    given.customer(postgres_world)
    with postgres_world.unit_of_work(reader) as uow:
        assert len(uow.audit.newest(limit=10)) == reads
