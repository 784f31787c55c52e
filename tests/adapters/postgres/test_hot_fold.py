"""The fold in SQL and the fold of the core agree: on every value of every type, and on whole histories."""

import random
from collections.abc import Mapping, Sequence
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, settings, strategies
from hypothesis import given as for_all
from psycopg.rows import dict_row

from adapters.postgres.hot.reading import READERS
from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.faults import UNREADABLE, Faults
from crm_core.domain.projections.hot_types import HotType, read
from crm_core.pack import hot_columns_of
from crm_food_pack.pack import FOOD
from tests import given
from tests.adapters.postgres.hot_histories import NASTY, History, Sample, keys, sample, value
from tests.server import Database
from tests.unit.crm_core.domain.fields.drawn import json_values

HOT = hot_columns_of(FOOD)
HISTORIES, ROUNDS = 20_000, 2
CUSTOMERS = """INSERT INTO customers (tenant_id, id, version, name, name_key, search_key, type, territory,
    is_chain, coverage_policy, channel, contactability, created_at, updated_at)
    SELECT %s, id, 1, 'x', 'x', 'x', 'HOTEL', 'DE', false, 'OWNER_ONLY', 'DIRECT', 'OK', %s, %s
    FROM unnest(%s::uuid[]) id"""
VALUES = """INSERT INTO field_values (tenant_id, customer_id, key, value, restricted, updated_at, updated_by)
    SELECT %s, customer, key, value::jsonb, false, %s, gen_random_uuid()
    FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS x (customer, key, value)
    ON CONFLICT (tenant_id, customer_id, key) DO UPDATE SET value = excluded.value"""
REMOVE = """DELETE FROM field_values v USING unnest(%s::uuid[], %s::text[]) AS x (customer, key)
    WHERE v.customer_id = x.customer AND v.key = x.key"""
SAMPLES = """INSERT INTO sample_request (tenant_id, id, version, customer_id, status, status_event_at,
    status_recorded_at, delivery_date, created_by, created_at)
    SELECT %s, id, 1, customer, status, event, recorded, now(), id, now()
    FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[], %s::timestamptz[])
        AS x (id, customer, status, event, recorded)
    ON CONFLICT (tenant_id, id) DO UPDATE
    SET (status, status_event_at, status_recorded_at)
        = (excluded.status, excluded.status_event_at, excluded.status_recorded_at)"""
Row = dict[str, object]


def storable(value: object) -> bool:
    """JSON that PostgreSQL can keep."""
    try:
        text = json_text(value)
        text.encode()
    except (ValueError, UnicodeEncodeError):
        return False
    return "\\u0000" not in text and "\0" not in text


def in_python(raw: object, kind: HotType) -> object:
    found = read(raw, kind, Faults())
    return None if found is UNREADABLE else found


def in_sql(
    connection: "psycopg.Connection[tuple[object, ...]]", raw: Sequence[object], kind: HotType
) -> object:
    text = f"""SELECT {READERS[kind]}(value::jsonb)
        FROM unnest(%s::text[]) WITH ORDINALITY AS x (value, n) ORDER BY n"""
    connection.execute("SET ROLE crm_finder")
    return [row[0] for row in connection.execute(text.encode(), [[json_text(one) for one in raw]])]


@pytest.mark.parametrize("kind", HotType)
def test_every_nasty_value_is_read_alike(database: Database, kind: HotType) -> None:
    raw = [one for one in NASTY if one is not None]
    with database.connect() as connection:
        assert in_sql(connection, raw, kind) == [in_python(one, kind) for one in raw]


@pytest.mark.parametrize("kind", HotType)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(raw=strategies.lists(json_values.filter(lambda one: one is not None and storable(one)), max_size=50))
def test_every_drawn_value_is_read_alike(database: Database, kind: HotType, raw: Sequence[object]) -> None:
    with database.connect() as connection:
        assert in_sql(connection, raw, kind) == [in_python(one, kind) for one in raw]


@pytest.mark.proof
def test_twenty_thousand_histories_fold_alike(database: Database) -> None:
    chance = random.Random(20_000)
    histories = [History(UUID(int=7 << 64 | number)) for number in range(HISTORIES)]
    with database.connect() as connection:
        connection.execute(
            CUSTOMERS, [given.TENANT, given.START, given.START, [one.customer for one in histories]]
        )
        for number in range(ROUNDS):
            _write(connection, chance, histories)
            _remove(connection, chance, histories)
            _sample(connection, chance, histories[number :: ROUNDS + 1])
    rows = _rows(database)

    assert len(rows) == HISTORIES
    different = [one for one in histories if HOT.drift(rows[one.customer], HOT.fold(one.sources))]
    assert different == []
    seen = {
        name: {rows[one.customer][name] is None for one in histories} for name in rows[histories[0].customer]
    }
    assert all(seen[column.name] == {True, False} for column in HOT.columns), (
        "every column was filled and empty"
    )


def _write(
    connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random, histories: Sequence[History]
) -> None:
    changes = [(one, key, value(chance, key)) for one in histories for key in keys(chance)]
    for one, key, new in changes:
        one.fields[key] = new
    columns = [[one.customer for one, _, _ in changes], [key for _, key, _ in changes]]
    connection.execute(
        VALUES, [given.TENANT, given.START, *columns, [json_text(new) for _, _, new in changes]]
    )


def _remove(
    connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random, histories: Sequence[History]
) -> None:
    gone = [
        (one, chance.choice(list(one.fields))) for one in histories if one.fields and chance.random() < 0.3
    ]
    for one, key in gone:
        del one.fields[key]
    connection.execute(REMOVE, [[one.customer for one, _ in gone], [key for _, key in gone]])


def _sample(
    connection: "psycopg.Connection[tuple[object, ...]]", chance: random.Random, histories: Sequence[History]
) -> None:
    made: list[tuple[History, Sample]] = []
    for number, one in enumerate(histories):
        drawn = sample(chance, one.customer.int % HISTORIES * 2 + number % 2 + 1)
        one.samples[drawn.id] = drawn
        made.append((one, drawn))
    columns = [
        [s.id for _, s in made],
        [one.customer for one, _ in made],
        [s.status for _, s in made],
        [s.event_at for _, s in made],
        [s.recorded_at for _, s in made],
    ]
    connection.execute(SAMPLES, [given.TENANT, *columns])


def _rows(database: Database) -> Mapping[object, Row]:
    with psycopg.connect(database.superuser, row_factory=dict_row) as connection:
        rows = connection.execute("SELECT * FROM cm_customer_hot_proj").fetchall()
    return {row["customer_id"]: row for row in rows}
