"""A hot field is one declaration and a generated migration: lists filter and sort by it, and it rebuilds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from litestar.testing import TestClient

from adapters.postgres.hot.changes import Present, changes, migration_of
from adapters.postgres.hot.fold import Fold
from adapters.postgres.hot.generated import fold_of
from adapters.postgres.migrations.statements import OPENING
from crm_core.domain.customers.customer import Customer
from crm_core.domain.projections.hot_check import Drift
from crm_core.domain.projections.hot_row import Comparison, Filter, HotColumn, HotColumns
from crm_core.domain.projections.hot_source import At
from crm_core.domain.projections.hot_types import HotType
from crm_core.pack import Pack, fields_of, hot_columns_of
from crm_core.ports.world import World
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.projections.rebuild_hot_rows import RebuildHotRows, rebuild_hot_rows
from crm_food_pack.pack import FOOD
from tests import given
from tests.adapters.postgres.test_hot_generated import TODAY, as_migrated_and_as_generated
from tests.adapters.postgres.test_migrating import squawk
from tests.http.site import application, token_of
from tests.second_pack import RIG
from tests.server import Database, Pools, Server
from tests.worlds import on_postgres

LOAD = HotColumn(
    "load_kg",
    HotType.INTEGER,
    (At("rig", ("load_kg",)),),
    filters=(Filter("load_kg_min", Comparison.AT_LEAST),),
    sorts=("-load_kg",),
)
RIGS = Pack("rigs", fields=(RIG,), hot_columns=(LOAD,))
DECLARED = fold_of(hot_columns_of(FOOD, RIGS))


@pytest.fixture
def own(server: Server) -> Iterator[Database]:
    """A database of its own, whose tables may change."""
    database = server.clone()
    yield database
    server.drop(database)


@pytest.fixture
def pools(own: Database) -> Iterator[Pools]:
    made = Pools(own)
    yield made
    made.close()


def migrated(database: Database, fold: Fold) -> list[str]:
    """Runs what the generator says, as a migration would."""
    with database.connect() as connection, connection.transaction():
        made = changes(fold, Present.of(connection))
        connection.execute("SET LOCAL ROLE crm_owner")
        for statement in made:
            connection.execute(statement.encode())
    return made


def test_the_declaration_of_today_asks_for_nothing(own: Database) -> None:
    assert migrated(own, TODAY) == []


def test_there_and_back_leads_to_what_the_generator_makes(own: Database) -> None:
    retyped = evolve(LOAD, type=HotType.CENTS)
    without = HotColumns(tuple(one for one in FOOD.hot_columns if one.name != "renewal_date"))
    of_money = HotColumns.of((*FOOD.hot_columns, retyped), fields_of(FOOD, RIGS))
    for fold in (DECLARED, fold_of(of_money), fold_of(without), TODAY):
        assert migrated(own, fold)
        found, made = as_migrated_and_as_generated(own, fold)
        assert found == made
        assert migrated(own, fold) == []


def test_the_linter_of_migrations_finds_nothing_in_it(own: Database, tmp_path: Path) -> None:
    text = migration_of(own.superuser, DECLARED.columns)

    assert "ADD COLUMN load_kg integer;" in text
    # As a version runs it: in one transaction, with short waits.
    whole = "".join(f"{one};\n\n" for one in ("BEGIN", *OPENING, text, "COMMIT"))
    assert squawk(whole, tmp_path) == ""
    assert migration_of(own.superuser, TODAY.columns) == ""


def with_load(world: World, name: str, kg: int | None) -> Customer:
    customer = given.customer(world, name)
    patch = PatchFields(customer.id, {"rig": {"load_kg": kg} if kg else None})
    patch_fields(patch, actor=given.MANAGER, world=world)
    return customer


def listed(world: World, query: str) -> list[tuple[str, object]]:
    app = application(world, given.StandingClock())
    with TestClient(app, raise_server_exceptions=False) as client:
        headers = {"authorization": f"Bearer {token_of(given.MANAGER)}"}
        answer = client.get(f"/api/customers?{query}", headers=headers)
        assert answer.status_code == 200, answer.text
        return [(item["name"], item["hot"]["loadKg"]) for item in answer.json()["items"]]


def test_from_declaration_and_migration_to_filter_order_and_rebuild(own: Database, pools: Pools) -> None:
    world = on_postgres(pools, FOOD, RIGS)
    light, heavy = with_load(world, "Leicht", 120), with_load(world, "Schwer", 900)
    given.customer(world, "Ohne")
    migrated(own, DECLARED)

    def rebuilt() -> tuple[Drift, ...]:
        batch = rebuild_hot_rows(RebuildHotRows(), actor=given.SYSTEM, world=world)
        assert batch.left == ()
        return batch.drifted

    # What stood in the fields before is filled in.
    assert rebuilt() == (Drift(light.id, ("load_kg",)), Drift(heavy.id, ("load_kg",)))
    assert rebuilt() == ()
    assert listed(world, "sort=-load_kg") == [("Schwer", 900), ("Leicht", 120), ("Ohne", None)]

    # What is written from now on follows by itself, and is found by the index of its order.
    patch_fields(PatchFields(light.id, {"rig": {"load_kg": 950}}), actor=given.MANAGER, world=world)
    with_load(world, "Mittel", 500)
    assert rebuilt() == ()
    assert listed(world, "sort=-load_kg&load_kg_min=501") == [("Leicht", 950), ("Schwer", 900)]
    assert listed(world, "sort=name&load_kg_min=500&type=RESTAURANT") == [
        ("Leicht", 950),
        ("Mittel", 500),
        ("Schwer", 900),
    ]
    with own.connect() as connection:
        connection.execute("UPDATE cm_customer_hot_proj SET load_kg = 1")
    assert len(rebuilt()) == 4
    assert listed(world, "sort=-load_kg&limit=1") == [("Leicht", 950)]
