"""On every surface that hangs on customers the database shows what the policies in Python say."""

from collections.abc import Iterator
from random import Random

import pytest
from attrs import evolve

from adapters.postgres.policies.compiled import compiled
from adapters.postgres.policies.session import TENANT
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from tests.adapters.postgres.oracle import Connection, drawn_actor, drawn_stage
from tests.adapters.postgres.surfaces import READ, SURFACES, WRITE, Furnished, allowed, furnish, shown
from tests.server import Database

PEOPLE = 120
ASKED = [(surface, READ) for surface in SURFACES] + [
    (surface, WRITE) for surface, (_, _, is_written) in SURFACES.items() if is_written
]
BY_CUSTOMER = [one for one in ASKED if one[0] not in ("saved_views", "follow_up_reminders")]


@pytest.fixture(scope="module")
def house_of_all(server: object) -> Iterator[Database]:
    database = server.clone()  # type: ignore[attr-defined]  # the run's server
    yield database
    server.drop(database)  # type: ignore[attr-defined]  # as above


@pytest.fixture
def scene(house_of_all: Database) -> Iterator[tuple[Connection, Furnished]]:
    """A transaction of the superuser that is undone."""
    with house_of_all.connect() as connection, connection.transaction(force_rollback=True):
        draw = Random(21)
        yield connection, furnish(connection, drawn_stage(draw), draw)


def people(seed: int = 9) -> Iterator[Actor]:
    draw = Random(seed)
    for _ in range(PEOPLE):
        yield drawn_actor(draw)


def act(connection: Connection) -> None:
    connection.execute("SET LOCAL ROLE crm_service")


def differs(
    scene: tuple[Connection, Furnished], surface: str, operation: Operation, policy: Policy = CUSTOMERS
) -> bool:
    """Whether somebody is shown other things than the policies say."""
    connection, furnished = scene
    return any(
        shown(connection, surface, actor, operation) != allowed(furnished, surface, actor, operation, policy)
        for actor in people()
    )


@pytest.mark.parametrize(("surface", "operation"), ASKED)
def test_the_same_people_see_and_change_the_same(
    scene: tuple[Connection, Furnished], surface: str, operation: Operation
) -> None:
    connection, furnished = scene
    act(connection)
    told = set()
    for actor in people():
        seen = shown(connection, surface, actor, operation)
        assert seen == allowed(furnished, surface, actor, operation), actor
        told.add(len(seen))
    assert len(told) > 5


@pytest.mark.parametrize(("surface", "operation"), ASKED)
def test_a_wall_that_is_taken_away_is_missed(
    scene: tuple[Connection, Furnished], surface: str, operation: Operation
) -> None:
    """Its policy alone lets everything of the tenant pass."""
    connection, _ = scene
    letter = "r" if operation is READ else "w"
    names = connection.execute(
        "SELECT polname FROM pg_policy WHERE polrelid = %s::regclass AND polpermissive AND polcmd = %s "
        "AND 'crm_service'::regrole = ANY (polroles)",
        (surface, letter),
    ).fetchall()
    for (name,) in names:
        connection.execute(f"ALTER POLICY {name} ON {surface} USING (tenant_id = {TENANT})".encode())
    act(connection)

    assert names
    assert differs((connection, scene[1]), surface, operation)


def without(reach: str) -> Policy:
    return evolve(
        CUSTOMERS, grants=tuple(one for one in CUSTOMERS.grants if type(one.reach).__name__ != reach)
    )


@pytest.mark.parametrize(("surface", "operation"), BY_CUSTOMER)
def test_a_change_of_the_customers_policy_on_one_side_alone_is_missed(
    scene: tuple[Connection, Furnished], surface: str, operation: Operation
) -> None:
    connection, _ = scene
    act(connection)
    reaches = ["SiblingRows", "RegionRows"] if operation is READ else ["RegionRows", "ChainRows"]
    for reach in reaches:
        assert differs(scene, surface, operation, without(reach)), reach


def test_a_change_of_the_customers_wall_alone_shows_on_every_surface(
    scene: tuple[Connection, Furnished],
) -> None:
    connection, _ = scene
    for name in (
        "may_read",
        "may_create",
        "may_write",
        "tenant_wall",
        "within_territories",
        "within_channels",
    ):
        connection.execute(f"DROP POLICY {name} ON customers".encode())
    for statement in compiled(without("SiblingRows"), "customers"):
        connection.execute(statement.encode())
    act(connection)

    # Hot rows carry copies of what their own wall asks; all others stand behind the customers'.
    missed = [
        surface
        for surface, operation in BY_CUSTOMER
        if operation is READ and not differs(scene, surface, READ)
    ]
    assert missed == ["cm_customer_hot_proj"]
