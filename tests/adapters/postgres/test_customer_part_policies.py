"""The walls before contacts, follow-ups and history let through whom the rules in Python let through."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from uuid import UUID

import pytest
from attrs import evolve
from psycopg import errors

from adapters.postgres.identity import IDENTIFY, identity
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.access import may
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.party import Party
from tests import due, given
from tests.adapters.postgres.oracle import PUT, USERS, Connection, House, Stage, drawn_actor, drawn_stage
from tests.server import Database
from tests.worlds import in_memory

PEOPLE = 120
READ, WRITE = Operation.READ, Operation.WRITE
STAGE = "ALTER TABLE customers DROP CONSTRAINT customers_parent_fkey, DROP CONSTRAINT customers_parent_check"
CONTACT = """INSERT INTO contacts (tenant_id, id, version, name, name_key, created_at, updated_at)
    VALUES (%s, %s, 1, 'x', 'x', now(), now())"""
ROLE = "INSERT INTO contact_roles (tenant_id, contact_id, customer_id, role) VALUES (%s, %s, %s, 'CHEF')"
FOLLOW_UP = """INSERT INTO follow_ups (tenant_id, id, version, rule, terms, customer_id, source_kind,
    source_id, source_at, source_day, owner_user_id, created_at, ahead, state, snoozes, pauses)
    VALUES (%s, %s, 1, 'x', '{}', %s, 'x', %s, now(), now(), %s, now(), '[]', 'OPEN', '[]', '[]')"""
TURN = """INSERT INTO customer_history (tenant_id, customer_id, version, turn, at, by_user, correlation_id)
    VALUES (%s, %s, %s, 'ARCHIVED', now(), %s, %s)"""


@pytest.fixture
def stage() -> Stage:
    return drawn_stage(Random(9))


@pytest.fixture
def persons(stage: Stage) -> Mapping[UUID, Sequence[House]]:
    """Contacts with roles at one account or at several of the same tenant."""
    draw = Random(5)
    return {
        UUID(int=0xCC_0000 + number): [
            house
            for house in draw.sample(list(stage.houses), draw.randint(1, 4))
            if house.tenant_id == given.TENANT
        ]
        or [stage.houses[0]]
        for number in range(40)
    }


@pytest.fixture
def follow_ups(stage: Stage) -> Sequence[tuple[FollowUp, House]]:
    draw, plain = Random(6), due.drafted(in_memory(), given.nobody_knows())
    return [
        (
            evolve(
                plain,
                id=FollowUpId(UUID(int=0xFF_0000 + number)),
                tenant_id=TenantId(house.tenant_id),
                party=Party(CustomerId(house.id)),
                owner_user_id=draw.choice([None, *map(UserId, USERS)]),
            ),
            house,
        )
        for number, house in enumerate(stage.houses)
    ]


@pytest.fixture
def director(
    database: Database,
    stage: Stage,
    persons: Mapping[UUID, Sequence[House]],
    follow_ups: Sequence[tuple[FollowUp, House]],
) -> Iterator[Connection]:
    """A transaction that is undone, in which everything stands; people act as the service."""
    with database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(STAGE)
        with connection.cursor() as cursor:
            cursor.executemany(PUT, [house.row for house in stage.houses])
            cursor.executemany(CONTACT, [(at[0].tenant_id, one) for one, at in persons.items()])
            roles = [(house.tenant_id, one, house.id) for one, at in persons.items() for house in at]
            cursor.executemany(ROLE, roles)
            cursor.executemany(
                FOLLOW_UP, [(h.tenant_id, f.id, h.id, f.id, f.owner_user_id) for f, h in follow_ups]
            )
            cursor.executemany(TURN, [(h.tenant_id, h.id, 1, h.id, h.id) for h in stage.houses])
        connection.execute("SET LOCAL ROLE crm_service")
        yield connection


def people(stage: Stage) -> Iterator[tuple[Actor, Scope]]:
    draw = Random(8)
    for _ in range(PEOPLE):
        actor = drawn_actor(draw)
        yield actor, stage.scope(actor)


def ids(connection: Connection, sql: str) -> set[UUID]:
    return {row[0] for row in connection.execute(sql.encode()).fetchall()}


def passes(connection: Connection, sql: str, params: Sequence[object]) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.encode(), params)
    except errors.InsufficientPrivilege:
        return False
    return True


def reached(stage: Stage, scope: Scope, *operations: Operation) -> set[UUID]:
    return {
        house.id for house in stage.houses if all(CUSTOMERS.permits(one, scope, house) for one in operations)
    }


def test_contacts_are_seen_and_written_through_one_of_their_accounts(
    director: Connection, stage: Stage, persons: Mapping[UUID, Sequence[House]]
) -> None:
    told = set()
    for actor, scope in people(stage):
        director.execute(IDENTIFY, identity(actor))
        seen, written = reached(stage, scope, READ), reached(stage, scope, READ, WRITE)
        visible = {one for one, at in persons.items() if any(house.id in seen for house in at)}
        writable = {one for one, at in persons.items() if any(house.id in written for house in at)}
        assert ids(director, "SELECT id FROM contacts") == visible, actor
        assert ids(director, "SELECT id FROM contacts FOR UPDATE") == writable, actor
        roles = director.execute("SELECT contact_id, customer_id FROM contact_roles").fetchall()
        assert set(roles) == {(one, h.id) for one, at in persons.items() for h in at if h.id in seen}, actor
        with director.transaction(force_rollback=True):
            assert ids(director, "DELETE FROM contacts RETURNING id") == writable, actor
        told.add((len(visible), len(writable)))
    assert len(told) > 20


def test_a_role_is_given_at_written_accounts_to_contacts_that_are_seen(
    director: Connection, stage: Stage, persons: Mapping[UUID, Sequence[House]]
) -> None:
    draw, outcomes = Random(3), set()
    for actor, scope in people(stage):
        director.execute(IDENTIFY, identity(actor))
        seen, written = reached(stage, scope, READ), reached(stage, scope, READ, WRITE)
        (known, at), house = draw.choice(list(persons.items())), draw.choice(list(stage.houses))
        if house in at:
            continue
        may_give = house.id in written and any(one.id in seen for one in at)
        assert passes(director, ROLE, (house.tenant_id, known, house.id)) is may_give, (actor, house)
        outcomes.add(may_give)
    assert outcomes == {True, False}


def test_follow_ups_are_seen_and_written_as_the_rule_says(
    director: Connection, stage: Stage, follow_ups: Sequence[tuple[FollowUp, House]]
) -> None:
    told = set()
    for actor, scope in people(stage):
        director.execute(IDENTIFY, identity(actor))
        allowed = {
            op: {one.id for one, at in follow_ups if may(op, one, scope=scope, customer=at, lead=None)}
            for op in (READ, WRITE)
        }
        assert ids(director, "SELECT id FROM follow_ups") == allowed[READ], actor
        assert ids(director, "SELECT id FROM follow_ups FOR UPDATE") == allowed[WRITE], actor
        told.add((len(allowed[READ]), len(allowed[WRITE])))
    assert len(told) > 20


def test_a_follow_up_is_opened_only_where_one_engages(
    director: Connection, follow_ups: Sequence[tuple[FollowUp, House]], stage: Stage
) -> None:
    draw, outcomes = Random(4), set()
    for actor, scope in people(stage):
        director.execute(IDENTIFY, identity(actor))
        one, house = draw.choice(list(follow_ups))
        owner = draw.choice([None, actor.user])
        opens = may(
            Operation.CREATE, evolve(one, owner_user_id=owner), scope=scope, customer=house, lead=None
        )
        row = (house.tenant_id, UUID(int=0xAB), house.id, one.id, owner)
        assert passes(director, FOLLOW_UP, row) is opens, (actor, house)
        outcomes.add(opens)
    assert outcomes == {True, False}


def test_history_is_read_with_the_customer_and_added_by_who_may_write_it(
    director: Connection, stage: Stage
) -> None:
    draw, outcomes = Random(2), set()
    for actor, scope in people(stage):
        director.execute(IDENTIFY, identity(actor))
        seen, written = reached(stage, scope, READ), reached(stage, scope, READ, WRITE)
        assert ids(director, "SELECT customer_id FROM customer_history") == seen, actor
        house = draw.choice(list(stage.houses))
        row = (house.tenant_id, house.id, 2, house.id, house.id)
        assert passes(director, TURN, row) is (house.id in written), (actor, house)
        outcomes.add(house.id in written)
    assert outcomes == {True, False}


@pytest.mark.parametrize("role", ["crm_service", "crm_worker"])
@pytest.mark.parametrize("way", ["UPDATE customer_history SET why = 'x'", "DELETE FROM customer_history"])
def test_nobody_changes_or_removes_history(director: Connection, role: str, way: str) -> None:
    director.execute("RESET ROLE")
    director.execute(f"SET LOCAL ROLE {role}".encode())
    director.execute(IDENTIFY, identity(given.SYSTEM))
    with pytest.raises(errors.InsufficientPrivilege):
        director.execute(way.encode())


def test_without_an_identity_there_is_nothing(director: Connection) -> None:
    for table in ("contacts", "contact_roles", "follow_ups", "customer_history"):
        assert director.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
