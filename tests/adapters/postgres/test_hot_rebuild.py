"""Drift is found whatever has drifted, named without values, and repaired to the same bytes as live rows."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg.types.json import Jsonb

from adapters.postgres.pool import Connection
from crm_core.domain.customers.customer import Customer
from crm_core.domain.fields import patch as fields_patch
from crm_core.domain.fields.clearance import FULL
from crm_core.domain.fields.field_set import Stamp
from crm_core.domain.projections.hot_check import Drift, HotBatch, Unreadable
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.projections.rebuild_hot_rows import RebuildHotRows, batches, rebuild_hot_rows
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.pack import FOOD
from tests import boxes, given
from tests.server import Database, Pools
from tests.worlds import on_postgres

WHOLE_ROWS = "SELECT h::text FROM cm_customer_hot_proj h ORDER BY h::text"
PLANTED = "UPDATE field_values SET value = %s WHERE key = %s"
# What nobody but a superuser can do: rows are written and the triggers are not told.
UNSEEN = "SET session_replication_role = replica"
FIELDS: dict[str, object] = {
    "roi_potential": {"bucket": "HIGH", "value": "1800.50"},
    "decision_makers": {"count": 2, "has_exec_alignment": True},
    "seasonal_menu_cycle": {"season_start": "2026-04-01", "season_end": "2026-09-30"},
    "current_supplier_contracts": {"renewal_date": "2026-12-31", "exclusivity": False},
    "sample_status": "DELIVERED",
}


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, FOOD)


@pytest.fixture
def sql(database: Database) -> Iterator[Connection]:
    with database.connect() as connection:
        yield connection


def scene(world: World) -> list[Customer]:
    """Customers in many states, each change at an instant of its own."""
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    chain = given.chain(world)
    made = [chain, given.location(world, chain), *(given.customer(world, f"Haus {n}") for n in range(4))]
    for number, customer in enumerate(made):
        for key, value in FIELDS.items():
            clock.pass_by(minutes=7)
            patch_fields(PatchFields(customer.id, {key: value}), actor=given.MANAGER, world=world)
        if number % 2:
            clock.pass_by(minutes=7)
            asked = boxes.requested(world, customer.id)
            clock.pass_by(minutes=7)
            boxes.requested(world, customer.id)
            clock.pass_by(minutes=7)
            boxes.moved(world, asked.id, SampleStatus.PACKED)
    clock.pass_by(minutes=7)
    patch_fields(PatchFields(made[2].id, {"roi_potential": None}), actor=given.MANAGER, world=world)
    archive_customer(ArchiveCustomer(made[3].id), actor=given.MANAGER, world=world)
    return made


def whole(sql: Connection) -> list[tuple[object, ...]]:
    return sql.execute(WHOLE_ROWS).fetchall()


def told(world: World, *, repair: bool) -> HotBatch:
    return rebuild_hot_rows(RebuildHotRows(repair=repair), actor=given.SYSTEM, world=world)


def test_live_rows_do_not_drift(world: World) -> None:
    made = scene(world)

    batch = told(world, repair=False)
    assert (batch.checked, batch.drifted, batch.unreadable) == (len(made), (), ())


@pytest.mark.parametrize(
    "spoiling",
    [
        "DELETE FROM cm_customer_hot_proj",
        "UPDATE cm_customer_hot_proj SET updated_at = now(), season_start = NULL, name_key = 'x'",
        "UPDATE cm_customer_hot_proj SET sample_status = 'X', archived_at = now(), region = NULL",
        "UPDATE cm_customer_hot_proj SET name = name || ' 2', city = NULL, is_chain = NOT is_chain",
    ],
)
def test_a_rebuild_gives_the_same_bytes_as_live_rows(world: World, sql: Connection, spoiling: str) -> None:
    made = scene(world)
    live = whole(sql)
    sql.execute(spoiling.encode())
    assert whole(sql) != live

    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    clock.pass_by(days=1)
    found = list(batches(RebuildHotRows(limit=4), actor=given.SYSTEM, world=world))
    assert sum(len(one.drifted) for one in found) == len(made)
    assert [one.left for one in found] == [(), ()]
    assert whole(sql) == live


def test_each_drifted_column_is_named_with_its_customer(world: World, sql: Connection) -> None:
    one, other, gone = scene(world)[:3]
    sql.execute("UPDATE cm_customer_hot_proj SET roi_value_cents = 1, territory = 'AT', updated_at = now()")
    sql.execute("DELETE FROM cm_customer_hot_proj WHERE customer_id = %s", [other.id])
    with sql.transaction():
        sql.execute(UNSEEN)
        sql.execute("DELETE FROM customers WHERE id = %s", [gone.id])
        sql.execute("RESET session_replication_role")

    drifted = told(world, repair=False).drifted
    assert drifted[:3] == (
        Drift(one.id, ("roi_value_cents", "territory", "updated_at")),
        Drift(other.id, ("row",)),
        Drift(gone.id, ("customer",)),
    )
    assert told(world, repair=True).left == ()
    assert told(world, repair=False).drifted == ()


def test_sources_that_changed_unseen_are_drift(world: World, sql: Connection) -> None:
    customer = scene(world)[1]
    sql.execute(UNSEEN)
    sql.execute("UPDATE sample_request SET status = 'SHIPPED' WHERE customer_id = %s", [customer.id])
    sql.execute(PLANTED, [Jsonb({"bucket": "LOW"}), "roi_potential"])
    sql.execute("RESET session_replication_role")

    columns = {one.customer_id: one.columns for one in told(world, repair=True).drifted}
    assert columns[customer.id] == ("sample_status", "roi_bucket", "roi_value_cents")
    assert told(world, repair=False).drifted == ()


def test_a_value_that_cannot_be_read_is_null_in_the_row_and_told(world: World, sql: Connection) -> None:
    customer = given.customer(world)
    patch_fields(PatchFields(customer.id, FIELDS), actor=given.MANAGER, world=world)
    sql.execute(PLANTED, [Jsonb({"bucket": "Zwei Millionen von Herrn Maier", "value": []}), "roi_potential"])
    sql.execute(PLANTED, [Jsonb({"renewal_date": "31.12.2026"}), "current_supplier_contracts"])

    batch = told(world, repair=False)
    assert batch.drifted == ()
    assert [(one.customer_id, one.column) for one in batch.unreadable] == [
        (customer.id, "roi_bucket"),
        (customer.id, "roi_value_cents"),
        (customer.id, "renewal_date"),
    ]
    assert "Maier" not in repr(batch)
    assert batch.unreadable[0] == Unreadable(customer.id, "roi_bucket", "not-a-choice")


def test_a_row_that_a_writer_holds_is_waited_for_and_then_right(
    world: World, sql: Connection, database: Database
) -> None:
    customer = given.customer(world)
    patch_fields(PatchFields(customer.id, FIELDS), actor=given.MANAGER, world=world)
    sql.execute("UPDATE cm_customer_hot_proj SET roi_bucket = NULL")
    waits = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE '%%recompute_customer_hot%%'"""
    with database.connect() as writer, ThreadPoolExecutor(1) as thread:
        with writer.transaction():
            writer.execute(PLANTED, [Jsonb({"bucket": "MID"}), "roi_potential"])
            batch = thread.submit(told, world, repair=True)
            pause = threading.Event()
            while sql.execute(waits).fetchone() == (0,):
                pause.wait(0.01)
        assert batch.result(30).left == ()

    assert sql.execute("SELECT roi_bucket FROM cm_customer_hot_proj").fetchall() == [("MID",)]


def test_the_role_of_the_service_writes_no_hot_row(database: Database) -> None:
    with database.connect("crm_service") as service, pytest.raises(psycopg.errors.InsufficientPrivilege):
        service.execute("UPDATE cm_customer_hot_proj SET roi_bucket = 'LOW'")


@pytest.mark.parametrize("now", [None, {"bucket": "LOW"}], ids=["taken away", "changed"])
def test_writing_what_somebody_took_away_past_every_lock_leaves_no_drift(
    world: World, sql: Connection, now: object
) -> None:
    customer = given.customer(world)
    patch_fields(PatchFields(customer.id, FIELDS), actor=given.MANAGER, world=world)
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    clock.pass_by(hours=1)
    with world.unit_of_work(given.MANAGER) as uow:
        version = uow.customers.lock(customer.id).version
        stands = uow.field_values.of(customer.id)
        sql.execute("DELETE FROM field_values WHERE key = 'roi_potential'")
        patched = fields_patch.patch_fields(
            stands,
            {"roi_potential": now},
            catalogue=uow.field_definitions.catalogue(),
            clearance=FULL,
            stamp=Stamp(given.MANAGER.user, clock.now(), given.CORRELATION, version),
        )
        uow.field_values.keep(customer.id, patched, restricted=())
        uow.commit()

    assert told(world, repair=False).drifted == ()
