"""Hot rows follow whatever changes their sources, in the same transaction, also past the use cases."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from adapters.postgres.migrations.history import HISTORY
from adapters.postgres.migrations.statements import BETWEEN
from crm_core.domain.customers.customer import Customer
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_food_pack.pack import FOOD
from tests import given
from tests.server import Database, Pools
from tests.worlds import on_postgres

Row = dict[str, object]
VERSIONS = HISTORY / "versions"
PUT = """INSERT INTO field_values (tenant_id, customer_id, key, value, restricted, updated_at, updated_by)
    VALUES (%s, %s, %s, %s, false, now(), %s)
    ON CONFLICT (tenant_id, customer_id, key) DO UPDATE SET value = excluded.value"""

SAMPLE = """INSERT INTO sample_request (tenant_id, id, version, customer_id, status, status_event_at,
    status_recorded_at, delivery_date, created_by, created_at)
    VALUES (%s, %s, 1, %s, %s, %s, %s, now(), gen_random_uuid(), now())"""


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


@pytest.fixture
def sql(database: Database) -> "Iterator[psycopg.Connection[Row]]":
    """Somebody without any identity, past every use case."""
    with psycopg.connect(database.superuser, autocommit=True, row_factory=dict_row) as connection:
        yield connection


def hot(sql: "psycopg.Connection[Row]", customer: Customer) -> Row:
    row = sql.execute("SELECT * FROM cm_customer_hot_proj WHERE customer_id = %s", [customer.id]).fetchone()
    assert row is not None
    return row


def patch(world: World, customer: Customer, fields: Row) -> None:
    patch_fields(PatchFields(customer.id, fields), actor=given.MANAGER, world=world)


def put(sql: "psycopg.Connection[Row]", customer: Customer, key: str, value: object) -> None:
    sql.execute(PUT, [customer.tenant_id, customer.id, key, Jsonb(value), UUID(int=1)])


def test_a_customer_has_its_row_from_the_beginning(world: World, sql: "psycopg.Connection[Row]") -> None:
    customer = given.customer(world, "Öl & Salz", owner=given.user(3))

    row = hot(sql, customer)
    assert (row["owner_user_id"], row["name_key"], row["renewal_date"]) == (given.user(3), "ol & salz", None)
    assert row["updated_at"] == customer.created_at


def test_a_patch_changes_the_row(world: World, sql: "psycopg.Connection[Row]") -> None:
    customer = given.customer(world)
    world.clock.pass_by(hours=1)  # type: ignore[attr-defined]  # the clock of tests stands
    patch(world, customer, {"roi_potential": {"bucket": "HIGH", "value": "1800.50"}})
    patch(world, customer, {"decision_makers": ["Ada", "Bo"]})

    row = hot(sql, customer)
    assert (row["roi_bucket"], row["roi_value_cents"], row["decision_maker_count"]) == ("HIGH", 180050, 2)
    assert row["updated_at"] == world.clock.now()

    patch(world, customer, {"roi_potential": None})
    assert hot(sql, customer)["roi_bucket"] is None


def test_what_is_copied_follows_the_customer(world: World, sql: "psycopg.Connection[Row]") -> None:
    customer = given.customer(world, owner=given.user(3))
    command = ReassignCustomer(customer.id, given.user(4), "Gebiet neu verteilt")
    reassign_customer(command, actor=given.MANAGER, world=world)
    assert hot(sql, customer)["owner_user_id"] == given.user(4)

    sql.execute("UPDATE customers SET name = 'Zum Anker', city = 'Kiel'")
    assert (hot(sql, customer)["name"], hot(sql, customer)["city"]) == ("Zum Anker", "Kiel")

    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)
    assert hot(sql, customer)["archived_at"] == world.clock.now()


def test_rows_of_before_are_filled_and_those_written_since_stay(
    world: World, sql: "psycopg.Connection[Row]"
) -> None:
    before, since = given.chain(world), given.customer(world, "Linde")
    whole = hot(sql, before)
    sql.execute("UPDATE cm_customer_hot_proj SET name = NULL, city = NULL, is_chain = NULL")
    sql.execute("UPDATE cm_customer_hot_proj SET name = 'x' WHERE customer_id = %s", [since.id])
    with sql.transaction():
        for statement in (VERSIONS / "0035_shown_copies_filled.sql").read_text().split(BETWEEN):
            sql.execute(statement.encode())

    assert hot(sql, before) == whole
    assert hot(sql, since)["name"] == "x"


def test_the_newest_sample_stands_in_the_row(world: World, sql: "psycopg.Connection[Row]") -> None:
    customer = given.customer(world)
    put(sql, customer, "sample_status", "DELIVERED")
    assert (hot(sql, customer)["sample_status"], hot(sql, customer)["sample_last_event_at"]) == (
        "DELIVERED",
        None,
    )

    happened, recorded = given.START - timedelta(days=2), given.START + timedelta(hours=1)
    for number, status in ((1, "SHIPPED"), (3, "PACKED"), (2, "REQUESTED")):
        sql.execute(SAMPLE, [customer.tenant_id, UUID(int=number), customer.id, status, happened, recorded])
    # Recorded at one instant, so the greatest id is the newest.
    row = hot(sql, customer)
    assert (row["sample_status"], row["sample_last_event_at"]) == ("PACKED", happened)

    sql.execute(
        "UPDATE sample_request SET status_recorded_at = now(), status = 'CANCELED' WHERE id = %s",
        [UUID(int=2)],
    )
    assert hot(sql, customer)["sample_status"] == "CANCELED"

    sql.execute("UPDATE sample_request SET customer_id = NULL, lead_id = id")
    assert hot(sql, customer)["sample_status"] == "DELIVERED"


def test_plain_sql_is_followed_too(world: World, sql: "psycopg.Connection[Row]") -> None:
    customer = given.customer(world)
    put(sql, customer, "roi_potential", {"bucket": "LOW", "value": 7})
    assert (hot(sql, customer)["roi_bucket"], hot(sql, customer)["roi_value_cents"]) == ("LOW", 700)

    put(sql, customer, "roi_potential", {"bucket": "MID"})
    assert (hot(sql, customer)["roi_bucket"], hot(sql, customer)["roi_value_cents"]) == ("MID", None)

    sql.execute("DELETE FROM field_values")
    assert hot(sql, customer)["roi_bucket"] is None

    sql.execute("UPDATE customers SET region = 'NORD', name_key = 'x'")
    assert (hot(sql, customer)["region"], hot(sql, customer)["name_key"]) == ("NORD", "x")

    sql.execute("DELETE FROM customers")
    assert sql.execute("SELECT * FROM cm_customer_hot_proj").fetchall() == []


def test_a_value_that_moves_to_another_customer_counts_there(
    world: World, sql: "psycopg.Connection[Row]"
) -> None:
    one, other = given.customer(world), given.customer(world)
    put(sql, one, "roi_potential", {"bucket": "LOW"})
    sql.execute("UPDATE field_values SET customer_id = %s", [other.id])

    assert (hot(sql, one)["roi_bucket"], hot(sql, other)["roi_bucket"]) == (None, "LOW")


def test_a_row_that_was_lost_comes_back_with_the_next_change(
    world: World, sql: "psycopg.Connection[Row]"
) -> None:
    customer = given.customer(world)
    for change in ("UPDATE customers SET region = 'SUED'", "UPDATE field_values SET value = '{}'"):
        put(sql, customer, "roi_potential", {"bucket": "LOW"})
        sql.execute("DELETE FROM cm_customer_hot_proj")
        sql.execute(change.encode())
        assert hot(sql, customer)["name_key"] == "gasthaus linde"


def test_recomputing_one_customer_repairs_it_and_nothing_more(
    world: World, sql: "psycopg.Connection[Row]", pools: Pools
) -> None:
    customer = given.customer(world)
    put(sql, customer, "roi_potential", {"bucket": "LOW"})
    right = hot(sql, customer)
    sql.execute("UPDATE cm_customer_hot_proj SET roi_bucket = 'HIGH', region = 'X', updated_at = now()")

    with pools.database.connect("crm_service") as connection:
        connection.execute("SELECT app.recompute_customer_hot(%s)", [customer.id])
        assert hot(sql, customer) != right, "without an identity nobody's rows are touched"
        with connection.transaction():
            connection.execute("SELECT set_config('app.tenant', %s, true)", [str(given.TENANT)])
            connection.execute("SELECT app.recompute_customer_hot(%s)", [customer.id])
    assert hot(sql, customer) == right


def test_staleness_is_lag_and_not_age(world: World, sql: "psycopg.Connection[Row]") -> None:
    customer = given.customer(world)
    patch(world, customer, {"roi_potential": {"bucket": "LOW"}})

    def staleness() -> Row:
        row = sql.execute("SELECT * FROM hot_projection_staleness").fetchone()
        assert row is not None
        return row

    fresh = staleness()
    assert (fresh["customer_id"], fresh["staleness_seconds"]) == (customer.id, 0)
    assert float(str(fresh["age_seconds"])) > 0

    sql.execute("UPDATE cm_customer_hot_proj SET updated_at = updated_at - interval '90 seconds'")
    assert staleness()["staleness_seconds"] == 90

    sql.execute("DELETE FROM cm_customer_hot_proj")
    missing = staleness()
    assert missing["age_seconds"] is None
    assert float(str(missing["staleness_seconds"])) >= float(str(fresh["age_seconds"]))
