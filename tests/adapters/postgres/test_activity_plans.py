"""A customer's activities and the lists of samples are read over indexes, and no further than the page."""

from collections.abc import Iterator, Mapping

import pytest

from adapters.postgres.activity_readings import page_parameters, page_text
from adapters.postgres.activity_rows import COLUMNS
from adapters.postgres.policies.reached import Reached
from adapters.postgres.sample_list import page_text as samples_text
from adapters.postgres.sample_list import parameters as samples_parameters
from crm_core.domain.activities.listing import ActivityFilter, ActivitySlice
from crm_core.domain.ids import CustomerId
from crm_food_pack.domain.samples.listing import SampleFilter, SampleSlice
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.adapters.postgres.test_customer_list import CHAIN, CROWD, READERS, plan_of
from tests.server import Database, Server

MANY = 20_000
BUSY = CustomerId(CHAIN)
ACTIVITIES = """INSERT INTO activities (tenant_id, id, version, customer_id, kind, occurred_at, note, content,
        author, recorded_at)
    SELECT c.tenant_id, gen_random_uuid(), 1, c.id, 'CALL', c.created_at + n * interval '1 h',
        'Suppe ' || n, '{}', c.id, c.created_at
    FROM customers c, generate_series(1, CASE WHEN c.id = %s THEN 2000 ELSE 1 END) n"""
SAMPLES = """INSERT INTO sample_request (tenant_id, id, version, customer_id, status, status_event_at,
        status_recorded_at, delivery_date, created_by, created_at)
    SELECT tenant_id, gen_random_uuid(), 1, id, 'DELIVERED', created_at, created_at, '2026-01-05', id,
        created_at
    FROM customers"""


@pytest.fixture(scope="module")
def crowd(server: Server) -> Iterator[Database]:
    database = server.clone()
    with database.connect() as superuser:
        superuser.execute("ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey")
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(CROWD, {"tenant": given.TENANT, "many": MANY})
        superuser.execute(ACTIVITIES, [CHAIN])
        superuser.execute(SAMPLES)
        superuser.execute("ANALYZE")
    yield database
    server.drop(database)


def read(crowd: Database, reader: str, sql: str, params: Mapping[str, object]) -> str:
    with crowd.connect("crm_service") as connection:
        return "\n".join(plan_of(connection, READERS[reader], sql, params))


@pytest.mark.parametrize("reader", ["manager", "chain manager"])
def test_the_newest_activities_are_read_in_the_order_of_their_index(crowd: Database, reader: str) -> None:
    wanted = ActivitySlice(BUSY)
    found = read(crowd, reader, page_text(wanted, COLUMNS), page_parameters(READERS[reader], wanted))

    assert "Index Scan using activities_by_customer" in found, found
    assert "rows=51" in found.split("Index Scan using activities_by_customer")[1].splitlines()[0], found


@pytest.mark.parametrize("reader", READERS)
def test_words_are_looked_for_among_the_customers_own_activities(crowd: Database, reader: str) -> None:
    wanted = ActivitySlice(BUSY, ActivityFilter(q="1999"))
    found = read(crowd, reader, page_text(wanted, COLUMNS), page_parameters(READERS[reader], wanted))

    assert "activities_by_customer" in found, found
    assert "Seq Scan on activities" not in found, found


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "asked", [SampleFilter(), SampleFilter(status=SampleStatus.DELIVERED), SampleFilter(customer=BUSY)]
)
def test_samples_are_read_over_indexes(crowd: Database, reader: str, asked: SampleFilter) -> None:
    wanted = SampleSlice(asked)
    text = samples_text(wanted, Reached.by(READERS[reader]))
    found = read(crowd, reader, text, {**samples_parameters(wanted), "tenant": given.TENANT})

    assert "Index Scan using sample_request" in found, found
    assert "Seq Scan on sample_request" not in found, found
