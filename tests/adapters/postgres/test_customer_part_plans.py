"""Work lists, timelines and contacts are read over indexes, and no more of them than a page needs."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from adapters.postgres.contact_readings import AT
from adapters.postgres.follow_up_list import page_text, parameters
from adapters.postgres.policies.reached import Reached
from adapters.postgres.timeline import page_text as timeline_text
from adapters.postgres.timeline_sources import SOURCES
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.timeline import CORE_KINDS
from crm_core.domain.follow_ups.follow_up import Badge, State
from crm_core.domain.follow_ups.listing import FollowUpFilter, FollowUpSlice
from tests import given
from tests.adapters.postgres.test_customer_list import CHAIN, CROWD, READERS, plan_of, removed
from tests.server import Database, Server

MANY = 20_000
IN_REACH = 1_100  # customers of a region; of those follow-ups are looked for one by one
NOW = datetime(2026, 1, 10, tzinfo=UTC)
# Two for each customer, one of them done long ago; every owner has some.
FOLLOW_UPS = """INSERT INTO follow_ups (tenant_id, id, version, rule, terms, customer_id, source_kind,
        source_id, source_at, source_day, owner_user_id, created_at, due_at, due_soon_at, ahead, state,
        closed_at, snoozes, pauses)
    SELECT c.tenant_id, gen_random_uuid(), 1, 'x', '{}', c.id, 'x', c.id, c.created_at, '2026-01-01',
        c.owner_user_id, c.created_at, c.created_at + interval '7 days', c.created_at + interval '6 days',
        '[]', s.word, CASE s.word WHEN 'DONE' THEN c.created_at END, '[]', '[]'
    FROM customers c, unnest(ARRAY['OPEN', 'DONE']) AS s (word)"""
CHANGES = """INSERT INTO field_history (tenant_id, customer_id, key, version, new_value, restricted,
        changed_at, changed_by, correlation_id)
    SELECT c.tenant_id, c.id, 'k' || n, n, to_jsonb(n), false, c.created_at + n * interval '1 s', c.id, c.id
    FROM customers c, generate_series(1, CASE WHEN c.id = %s THEN 5000 ELSE 2 END) n"""
CONTACTS = """INSERT INTO contacts (tenant_id, id, version, name, name_key, created_at, updated_at)
    SELECT tenant_id, id, 1, name, name, created_at, created_at FROM customers"""
ROLES = """INSERT INTO contact_roles (tenant_id, contact_id, customer_id, role)
    SELECT tenant_id, id, id, 'CHEF' FROM customers"""


@pytest.fixture(scope="module")
def crowd(server: Server) -> Iterator[Database]:
    database = server.clone()
    with database.connect() as superuser:
        superuser.execute("ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey")
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(CROWD, {"tenant": given.TENANT, "many": MANY})
        for statement in (FOLLOW_UPS, CONTACTS, ROLES):
            superuser.execute(statement.encode())
        superuser.execute(CHANGES, [CHAIN])
        superuser.execute("ANALYZE")
    yield database
    server.drop(database)


def plan(crowd: Database, actor: Actor, sql: str, params: Mapping[str, object]) -> list[str]:
    with crowd.connect("crm_service") as connection:
        return plan_of(connection, actor, sql, params)


WANTED = {
    "everything": FollowUpFilter(),
    "open": FollowUpFilter(state=State.OPEN),
    "overdue": FollowUpFilter(badge=Badge.OVERDUE),
    "of a customer": FollowUpFilter(customer=CHAIN),  # type: ignore[arg-type]  # an id
}
TABLES = ("customers", "follow_ups", "field_history", "contacts", "contact_roles")


def over_indexes(lines: list[str]) -> bool:
    return not any(f"Seq Scan on {table}" in line for line in lines for table in TABLES)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("wanted", WANTED)
def test_a_work_list_is_read_over_indexes(crowd: Database, reader: str, wanted: str) -> None:
    actor = READERS[reader]
    asked = FollowUpSlice(NOW, WANTED[wanted])
    found = plan(crowd, actor, page_text(asked, Reached.by(actor)), parameters(asked))

    assert over_indexes(found), "\n".join(found)
    assert removed(found) <= 6 * IN_REACH, "\n".join(found)


def test_ones_own_work_list_reads_the_page_and_no_more(crowd: Database) -> None:
    actor = READERS["rep"]
    asked = FollowUpSlice(NOW, FollowUpFilter(owner=actor.user, state=State.OPEN))
    found = plan(crowd, actor, page_text(asked, Reached.by(actor)), parameters(asked))

    assert any("follow_ups_by_owner" in line for line in found), "\n".join(found)
    assert removed(found) <= 51, "\n".join(found)


@pytest.mark.parametrize("reader", ["manager", "chain manager"])
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_long_timeline_is_read_as_far_as_the_page(crowd: Database, reader: str, goes_on: bool) -> None:
    text = timeline_text(SOURCES, 50, goes_on)
    params = {
        "tenant": given.TENANT,
        "customer": CHAIN,
        "kinds": list(CORE_KINDS),
        "at": NOW - timedelta(days=8),
        "place": "z",
    }
    found = plan(crowd, READERS[reader], text, params)

    shown = "\n".join(found)
    assert over_indexes(found), shown
    assert "field_history_by_time" in shown
    assert most_rows(found) <= 60, shown


def test_contacts_are_found_by_their_account(crowd: Database) -> None:
    params = {
        "tenant": given.TENANT,
        "customer": UUID(int=CHAIN.int + 40),
        "limit": 51,
        "place": None,
        "after": None,
    }
    found = plan(crowd, READERS["team lead"], AT, params)
    assert over_indexes(found), "\n".join(found)


def most_rows(lines: list[str]) -> float:
    """The most rows that any step of the plan gave."""
    told = (line.split("actual ")[1] for line in lines if "actual " in line)
    return max(float(one.split("rows=")[1].split()[0]) for one in told if "rows=" in one)
