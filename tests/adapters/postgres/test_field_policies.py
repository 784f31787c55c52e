"""The wall before fields and their history lets through whom the policies in Python let through."""

from collections.abc import Iterator
from random import Random
from typing import TypeAlias
from uuid import UUID

import pytest
from attrs import evolve
from psycopg import errors

from adapters.postgres.identity import IDENTIFY, identity
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from tests import given
from tests.adapters.postgres.oracle import PUT, Connection, Stage, drawn_actor, drawn_stage
from tests.server import Database

Rows: TypeAlias = frozenset[tuple[UUID, bool]]
PEOPLE = 250
SCOPES = ("customers:read", "customers:write", "restricted-fields:read", "restricted-fields:write")
VALUE = """INSERT INTO field_values SELECT tenant_id, id, CASE WHEN marked THEN 'hidden' ELSE 'open' END,
    '1', marked, NULL, now(), id FROM customers, (VALUES (true), (false)) v (marked)"""
CHANGE = """INSERT INTO field_history SELECT tenant_id, customer_id, key, 1, NULL, value, restricted,
    updated_at, updated_by, customer_id FROM field_values"""
STAGE = "ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey, DROP CONSTRAINT customers_parent_check"
SEEN = "SELECT customer_id, restricted FROM {}"
ADD = """INSERT INTO field_history VALUES (%s, %s, 'added', 2, NULL, '1', %s, now(), %s, %s)"""


@pytest.fixture
def stage() -> Stage:
    return drawn_stage(Random(4))


@pytest.fixture
def director(database: Database, stage: Stage) -> Iterator[Connection]:
    """A transaction that is undone, in which customers and fields stand; people act as the service."""
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(STAGE)
        connection.cursor().executemany(PUT, [house.row for house in stage.houses])
        connection.execute(VALUE)
        connection.execute(CHANGE)
        connection.execute("SET LOCAL ROLE crm_service")
        yield connection


def people() -> Iterator[Actor]:
    draw = Random(7)
    for _ in range(PEOPLE):
        scopes = frozenset(draw.sample(SCOPES, draw.randint(0, 4)))
        yield evolve(drawn_actor(draw), token_scopes=scopes)


def rows(connection: Connection, sql: str) -> Rows:
    return frozenset((row[0], row[1]) for row in connection.execute(sql.encode()).fetchall())


def allowed(stage: Stage, actor: Actor, *operations: Operation) -> Rows:
    """The fields of these customers, and those that are marked only where their own policy agrees."""
    scope = stage.scope(actor)
    return frozenset(
        (house.id, marked)
        for house in stage.houses
        for marked in (True, False)
        if all(CUSTOMERS.permits(operation, scope, house) for operation in operations)
        and (not marked or all(RESTRICTED_FIELDS.permits(one, scope, house) for one in operations))
    )


def test_the_same_people_read_and_write_the_same_fields(director: Connection, stage: Stage) -> None:
    told = set()
    for actor in people():
        director.execute(IDENTIFY, identity(actor))
        readable = allowed(stage, actor, Operation.READ)
        writable = allowed(stage, actor, Operation.READ, Operation.WRITE)
        assert rows(director, SEEN.format("field_values")) == readable, actor
        assert rows(director, SEEN.format("field_history")) == readable, actor
        assert rows(director, SEEN.format("field_values") + " FOR UPDATE") == writable, actor
        told.add((len(readable), len(writable)))

    assert len(told) > 40


def test_a_change_is_added_only_where_its_field_may_be_written(director: Connection, stage: Stage) -> None:
    outcomes = set()
    draw = Random(11)
    for actor in people():
        director.execute(IDENTIFY, identity(actor))
        house, marked = draw.choice(stage.houses), draw.random() < 0.5
        may = (house.id, marked) in allowed(stage, actor, Operation.READ, Operation.WRITE)
        outcomes.add((may, marked))
        try:
            with director.transaction(force_rollback=True):
                director.execute(ADD, (house.tenant_id, house.id, marked, house.id, house.id))
                passed = True
        except errors.InsufficientPrivilege:
            passed = False
        assert passed is may, (actor, house, marked)

    assert len(outcomes) == 4


def test_what_is_removed_may_be_written(director: Connection, stage: Stage) -> None:
    for actor in people():
        director.execute(IDENTIFY, identity(actor))
        with director.transaction(force_rollback=True):
            gone = rows(director, "DELETE FROM field_values RETURNING customer_id, restricted")
        assert gone == allowed(stage, actor, Operation.READ, Operation.WRITE)


@pytest.mark.parametrize("role", ["crm_service", "crm_worker"])
@pytest.mark.parametrize("way", ["UPDATE field_history SET old_value = '2'", "DELETE FROM field_history"])
def test_nobody_changes_or_removes_history(director: Connection, role: str, way: str) -> None:
    director.execute("RESET ROLE")
    director.execute(f"SET LOCAL ROLE {role}".encode())
    director.execute(IDENTIFY, identity(given.SYSTEM))
    with pytest.raises(errors.InsufficientPrivilege):
        director.execute(way.encode())


def test_without_an_identity_there_are_no_fields(director: Connection) -> None:
    for table in ("field_values", "field_history"):
        assert rows(director, SEEN.format(table)) == frozenset()
