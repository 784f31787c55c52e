"""`crm projection` finds rows that drifted, names them without values, and makes them anew."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from attrs import evolve, frozen
from psycopg.sql import SQL, Identifier

from adapters.embedded.cluster import Cluster
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.ports.hot_rows import HotReading, HotRows
from crm_core.use_cases.projections.rebuild_hot_rows import RebuildHotRows
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main
from entrypoints.cli.projection import report
from tests import given
from tests.worlds import in_memory

CUSTOMERS = """INSERT INTO customers (tenant_id, id, version, name, name_key, search_key, type, territory,
    is_chain, coverage_policy, channel, contactability, created_at, updated_at)
    SELECT %s, id, 1, 'Maier', 'maier', ' maier', 'HOTEL', 'DE', false, 'OWNER_ONLY', 'DIRECT', 'OK', now(),
    now() FROM unnest(%s::uuid[]) id"""
PLANTED = """INSERT INTO field_values (tenant_id, customer_id, key, value, restricted, updated_at, updated_by)
    VALUES (%s, %s, 'roi_potential', '{"bucket": "Maier"}', false, now(), gen_random_uuid())"""
IDS = [UUID(int=number) for number in range(1, 31)]
TENANT = str(given.TENANT)


@pytest.fixture(scope="module")
def address(server: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Thirty customers of one tenant, one of them with a value that no column takes."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier("to_project")))
        made = server.address.dsn(database="to_project", tcp=True)
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("DATABASE_URL", made)
            patched.setenv("CRM_DATA_DIR", str(tmp_path_factory.mktemp("data")))
            assert main(["migrate"]) == Exit.OK
            with psycopg.connect(made, autocommit=True) as there:
                there.execute(CUSTOMERS, [given.TENANT, IDS])
                there.execute("INSERT INTO event_heads (tenant_id, position) VALUES (%s, 0)", [given.TENANT])
                there.execute(PLANTED, [given.TENANT, IDS[0]])
            yield made
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier("to_project")))


@pytest.fixture
def sql(address: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def test_what_is_right_is_said_to_be_right(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["projection", "verify"]) == Exit.OK
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == f"✓ {TENANT}: 30 rows, all right"
    assert lines[1] == f"! {TENANT}: 1 values do not fit their column, which is therefore empty"
    assert lines[2] == f"  {IDS[0]}: roi_bucket (not-a-choice)"


def test_drift_is_found_named_and_repaired(
    sql: "psycopg.Connection[tuple[object, ...]]", capsys: pytest.CaptureFixture[str]
) -> None:
    before = sql.execute("SELECT h::text FROM cm_customer_hot_proj h ORDER BY 1").fetchall()
    sql.execute("UPDATE cm_customer_hot_proj SET name_key = 'x', exclusivity = true")

    assert main(["projection", "verify"]) == Exit.FOUND_WRONG
    said = capsys.readouterr().out
    assert f"✗ {TENANT}: 30 of 30 rows differ" in said
    assert f"  {IDS[3]}: exclusivity, name_key\n" in said
    assert "  … and 10 more" in said
    assert "Maier" not in said
    assert "maier" not in said

    assert main(["projection", "rebuild"]) == Exit.OK
    assert f"✓ {TENANT}: 30 rows, 30 made anew" in capsys.readouterr().out
    assert sql.execute("SELECT h::text FROM cm_customer_hot_proj h ORDER BY 1").fetchall() == before


def test_a_program_reads_all_of_it(
    sql: "psycopg.Connection[tuple[object, ...]]", capsys: pytest.CaptureFixture[str]
) -> None:
    sql.execute("DELETE FROM cm_customer_hot_proj WHERE customer_id = ANY (%s)", [IDS[:2]])

    assert main(["projection", "verify", "--json", "--tenant", TENANT]) == Exit.FOUND_WRONG
    (told,) = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("tenant", "checked", "drifted", "repaired", "left")} == {
        "tenant": TENANT,
        "checked": 30,
        "drifted": 2,
        "repaired": 0,
        "left": 0,
    }
    assert told["rows"] == [{"customerId": str(one), "columns": ["row"]} for one in IDS[:2]]
    assert told["values"] == [{"customerId": str(IDS[0]), "column": "roi_bucket", "code": "not-a-choice"}]

    # Behind the first customer there is one left to repair.
    place = ("--tenant", TENANT, "--after", str(IDS[0]))
    assert main(["projection", "rebuild", "--json", *place]) == Exit.OK
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["checked"], told["repaired"]) == (29, 1)
    assert main(["projection", "rebuild"]) == Exit.OK


def test_where_nothing_was_checked_nothing_is_said_to_be_right(
    sql: "psycopg.Connection[tuple[object, ...]]", capsys: pytest.CaptureFixture[str]
) -> None:
    sql.execute("DELETE FROM event_heads")
    assert main(["projection", "verify"]) == Exit.CANNOT_RUN
    assert "--tenant" in capsys.readouterr().err
    sql.execute("INSERT INTO event_heads (tenant_id, position) VALUES (%s, 0)", [given.TENANT])


@frozen
class InterruptedAfterTwo:
    """Rows of which somebody has seen enough."""

    rows: HotRows

    def count(self, actor: Actor) -> int:
        return self.rows.count(actor)

    def after(self, actor: Actor, place: CustomerId | None, *, limit: int) -> Sequence[HotReading]:
        if place is not None:
            raise KeyboardInterrupt
        return self.rows.after(actor, place, limit=limit)

    def of(self, actor: Actor, customers: Sequence[CustomerId]) -> Sequence[HotReading]:
        return self.rows.of(actor, customers)

    def recompute(self, actor: Actor, customer_id: CustomerId) -> None:
        self.rows.recompute(actor, customer_id)


def test_who_stops_it_is_told_how_to_go_on(capsys: pytest.CaptureFixture[str]) -> None:
    world = in_memory()
    made = sorted(given.customer(world, f"Haus {number}").id for number in range(3))
    stopped = evolve(world, hot_rows=InterruptedAfterTwo(world.hot_rows))
    with pytest.raises(KeyboardInterrupt):
        report(RebuildHotRows(limit=2), given.TENANT, stopped)

    assert f"--tenant {TENANT} --after {made[1]}" in capsys.readouterr().err


def test_a_place_needs_its_tenant(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["projection", "rebuild", "--after", str(IDS[0])]) == Exit.USAGE
    assert "--tenant" in capsys.readouterr().err


def test_the_declaration_of_this_build_needs_no_further_migration(
    sql: "psycopg.Connection[tuple[object, ...]]", capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["projection", "migration"]) == Exit.OK
    assert capsys.readouterr().out == ""

    sql.execute("ALTER TABLE cm_customer_hot_proj DROP COLUMN exclusivity")
    assert main(["projection", "migration"]) == Exit.OK
    said = capsys.readouterr().out
    assert "ALTER TABLE cm_customer_hot_proj ADD COLUMN exclusivity boolean;" in said
    assert "crm projection rebuild" in said


@pytest.mark.parametrize("verb", ["verify", "rebuild", "migration"])
def test_both_show_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["projection", verb, "--help"]) == Exit.OK
    assert f"Example: crm projection {verb}" in " ".join(capsys.readouterr().out.split())


def test_without_a_database_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/crm")
    monkeypatch.setenv("CRM_DATA_DIR", str(tmp_path))
    with pytest.raises(SystemExit, match=str(int(Exit.CANNOT_RUN))):
        main(["projection", "verify"])
    assert capsys.readouterr().err
