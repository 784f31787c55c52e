"""The policy in Python and the wall in the database let the same people do the same to the same customers."""

from collections.abc import Iterator
from random import Random
from uuid import UUID

import pytest
from attrs import evolve

from adapters.postgres.policies.compiled import compiled
from adapters.postgres.policies.taking_up import TAKE_UP
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import CoveragePolicy
from tests import given
from tests.adapters.postgres.oracle import (
    CHAINS,
    Connection,
    House,
    Stage,
    Trial,
    by_database,
    by_policy,
    drawn_stage,
    drawn_trial,
    furnish,
    mismatches,
    set_up,
    taken_up,
    wall,
)
from tests.server import Database, Server

CHAIN_SHARED = CoveragePolicy.CHAIN_SHARED
PEOPLE = 10_000
STAGES = 20
ME, SOMEBODY = given.user(1), given.user(2)
MINE, MANAGED, FOREIGN, SHARED = CHAINS[:4]


@pytest.fixture(scope="module")
def theatre(server: Server) -> Iterator[Database]:
    database = server.clone()
    set_up(database)
    yield database
    server.drop(database)


@pytest.fixture
def director(theatre: Database) -> Iterator[Connection]:
    """A transaction of the superuser that is undone; inside it people act with the service's role."""
    with theatre.connect() as connection, connection.transaction(force_rollback=True):
        yield connection


def act(connection: Connection) -> None:
    connection.execute("SET LOCAL ROLE crm_service")


def house(number: int, **more: object) -> House:
    plain = House(given.TENANT, UUID(int=0x20_0000 + number), False, None, None, None, "DE", "DIRECT")
    return evolve(plain, **more)  # type: ignore[arg-type]  # a builder's loose arguments


SITUATIONS = {
    "their own house": house(1, owner_user_id=ME, region="KIEL"),
    "their own location": house(2, owner_user_id=ME, parent_id=MINE),
    "the root above their location": house(3, id=MINE, is_chain=True, owner_user_id=SOMEBODY),
    "a sibling location": house(4, owner_user_id=SOMEBODY, parent_id=MINE),
    "a house of somebody else": house(5, owner_user_id=SOMEBODY),
    "an unassigned house without region": house(6),
    "a house of their region": house(7, owner_user_id=SOMEBODY, region="BERLIN"),
    "a house of another region": house(8, owner_user_id=SOMEBODY, region="KIEL"),
    "the root of their chain": house(9, id=MANAGED, is_chain=True),
    "a location of their chain": house(10, parent_id=MANAGED, owner_user_id=SOMEBODY, territory="AT"),
    "a location of another chain": house(11, parent_id=FOREIGN, channel="PARTNER"),
    "a house of another tenant": house(12, tenant_id=given.OTHER_TENANT, owner_user_id=ME, region="BERLIN"),
    "their own location of a shared chain": house(13, owner_user_id=ME, parent_id=SHARED),
    "the root of a shared chain": house(14, id=SHARED, is_chain=True, coverage_policy=CHAIN_SHARED),
    "a sibling location whose chain is shared": house(15, owner_user_id=SOMEBODY, parent_id=SHARED),
}
R, E, F, N = "read", "read engage", "read create write engage", ""
EVERYTHING = [F] * 11 + [N, F, F, F]
PARTICULARS = {"regions": frozenset({"BERLIN"}), "chains": frozenset({MANAGED})}


def person(*roles: Role, **more: object) -> Actor:
    return evolve(given.actor(*roles, number=1), **{**PARTICULARS, **more})  # type: ignore[arg-type]  # loose


MACHINE = person(Role.SERVICE)
# In the order of the situations; "create" asks for a new customer just like the one there.
EXPECTED: dict[str, tuple[Actor, list[str]]] = {
    "a sales-rep": (person(Role.SALES_REP), [F, F, R, R, N, N, N, N, N, N, N, N, F, R, E]),
    "a team-lead": (person(Role.TEAM_LEAD), [N, N, N, N, N, N, F, N, N, N, N, N, N, N, N]),
    "a team-lead without regions": (person(Role.TEAM_LEAD, regions=frozenset()), [N] * 15),
    "a chain-manager": (person(Role.CHAIN_MANAGER), [N, N, N, N, N, N, N, N, F, F, N, N, N, N, N]),
    "a chain-manager without chains": (person(Role.CHAIN_MANAGER, chains=frozenset()), [N] * 15),
    "a chain-manager bound to DE": (
        person(Role.CHAIN_MANAGER, territories=frozenset({"DE"})),
        [N, N, N, N, N, N, N, N, F, N, N, N, N, N, N],
    ),
    "a manager": (person(Role.MANAGER), EVERYTHING),
    "a manager bound to DE": (
        person(Role.MANAGER, territories=frozenset({"DE"})),
        [F] * 9 + [N, F, N, F, F, F],
    ),
    "a manager bound to partners": (
        person(Role.MANAGER, channels=frozenset({"PARTNER"})),
        [N] * 10 + [F, N, N, N, N],
    ),
    "a manager bound to no territory": (person(Role.MANAGER, territories=frozenset()), [N] * 15),
    "an admin bound to no channel": (person(Role.ADMIN, channels=frozenset()), [N] * 15),
    "an auditor": (person(Role.AUDITOR), [R] * 11 + [N, R, R, R]),
    "an admin": (person(Role.ADMIN), EVERYTHING),
    "the system": (person(Role.SYSTEM), EVERYTHING),
    "a machine without scopes": (MACHINE, [N] * 15),
    "a machine that reads": (
        evolve(MACHINE, token_scopes=frozenset({"customers:read"})),
        [R] * 11 + [N, R, R, R],
    ),
    "a machine that writes": (evolve(MACHINE, token_scopes=frozenset({"customers:write"})), EVERYTHING),
    "a rep with a machine's scope": (
        person(Role.SALES_REP, token_scopes=frozenset({"customers:write"})),
        [F, F, R, R, N, N, N, N, N, N, N, N, F, R, E],
    ),
    "a rep who leads": (
        person(Role.SALES_REP, Role.TEAM_LEAD),
        [F, F, R, R, N, N, F, N, N, N, N, N, F, R, E],
    ),
    "a rep who leads and manages": (
        person(Role.SALES_REP, Role.TEAM_LEAD, Role.CHAIN_MANAGER),
        [F, F, R, R, N, N, F, N, F, F, N, N, F, R, E],
    ),
    "an auditor who leads": (
        person(Role.AUDITOR, Role.TEAM_LEAD),
        [R, R, R, R, R, R, F, R, R, R, R, N, R, R, R],
    ),
}
NAMED = Stage(
    list(SITUATIONS.values()),
    [
        evolve(one, id=one.id if one.is_chain else UUID(int=one.id.int + 0x1000))
        for one in SITUATIONS.values()
    ],
)
CASES = [
    (f"{who} {operation}s {what}", who, operation, number)
    for who in EXPECTED
    for number, what in enumerate(SITUATIONS)
    for operation in Operation
]


def expected(who: str, operation: Operation, number: int) -> bool:
    return operation in EXPECTED[who][1][number].split()


@pytest.mark.parametrize("who", EXPECTED)
def test_the_policy_says_what_the_table_says(who: str) -> None:
    for name, _, operation, number in (case for case in CASES if case[1] == who):
        house = NAMED.houses[number]
        said = CUSTOMERS.permits(operation, NAMED.scope(EXPECTED[who][0]), house)
        assert said == expected(who, operation, number), name


def test_the_database_does_what_the_table_says(director: Connection) -> None:
    """Hundreds of named cases; roots keep their id in `create`, so that they belong to their chain."""
    stand = evolve(NAMED, candidates=NAMED.candidates)
    furnish(director, stand)
    act(director)
    trials = [Trial(actor, range(len(SITUATIONS))) for actor, _ in EXPECTED.values()]
    done = dict(zip(EXPECTED, by_database(director, stand, trials), strict=True))

    wrong = []
    for name, who, operation, number in CASES:
        one = NAMED.houses[number]
        does = {
            Operation.READ: one.id in done[who].visible,
            Operation.WRITE: one.id in done[who].writable,
            Operation.CREATE: number in done[who].made,
            Operation.ENGAGE: one.id in done[who].engaged,
        }[operation]
        if does != expected(who, operation, number):
            wrong.append(name)
    assert wrong == []
    assert len(CASES) >= 200


@pytest.mark.parametrize("seed", range(STAGES))
def test_drawn_people_may_do_the_same_on_both_sides(director: Connection, seed: int) -> None:
    draw = Random(f"people {seed}")
    stage = drawn_stage(draw)
    trials = [drawn_trial(draw, stage, tries=2) for _ in range(PEOPLE // STAGES)]
    furnish(director, stage)
    act(director)

    assert list(mismatches(by_database(director, stage, trials), CUSTOMERS, stage, trials)) == []


def otherwise_taken_up(connection: Connection, stage: Stage, trials: list[Trial]) -> list[Trial]:
    """Those who take up others than the policy says, or whom the walls know for others."""
    done = taken_up(connection, stage, [trial.actor for trial in trials])
    said = (by_policy(CUSTOMERS, stage, trial) for trial in trials)
    return [
        trial
        for trial, did, verdict in zip(trials, done, said, strict=True)
        if did != (verdict.visible, verdict.engaged)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_a_customer_is_taken_up_by_who_sees_it_and_known_for_who_engages(
    director: Connection, seed: int
) -> None:
    draw = Random(f"taking up {seed}")
    stage = drawn_stage(draw)
    trials = [drawn_trial(draw, stage, tries=0) for _ in range(250)]
    furnish(director, stage)
    act(director)

    assert otherwise_taken_up(director, stage, trials) == []


@pytest.mark.parametrize("grip", ["manager", "sales-rep", "team-lead", "chain-manager", "customers:write"])
def test_a_taking_up_that_forgets_somebody_is_caught(
    director: Connection, audience: tuple[Stage, list[Trial]], grip: str
) -> None:
    stage, trials = audience
    furnish(director, stage)
    changed = TAKE_UP.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(
        f'"{grip}"', '"nobody"'
    )
    director.execute(changed.encode())
    act(director)

    assert otherwise_taken_up(director, stage, trials)


def mutants() -> dict[str, Policy]:
    """The policy with one clause left out or widened, each in turn."""
    found: dict[str, Policy] = {}
    for number, grant in enumerate(CUSTOMERS.grants):
        others = CUSTOMERS.grants[:number] + CUSTOMERS.grants[number + 1 :]
        name = f"{type(grant.reach).__name__} of {min(grant.grips)}"
        found[f"without {name}"] = evolve(CUSTOMERS, grants=others)
        for operation in sorted(grant.operations):
            less = evolve(grant, operations=grant.operations - {operation})
            found[f"no {operation} by {name}"] = evolve(CUSTOMERS, grants=(*others, less))
        if grant.operations != frozenset(Operation):
            more = evolve(grant, operations=frozenset(Operation))
            found[f"everything by {name}"] = evolve(CUSTOMERS, grants=(*others, more))
        for grip in sorted(grant.grips):
            fewer = evolve(grant, grips=grant.grips - {grip})
            found[f"{name} not for {grip}"] = evolve(CUSTOMERS, grants=(*others, fewer))
    for bound in CUSTOMERS.bounds:
        found[f"unbound by {bound.claim}"] = evolve(
            CUSTOMERS, bounds=tuple(one for one in CUSTOMERS.bounds if one != bound)
        )
    return found


MUTANTS = mutants()


@pytest.fixture(scope="module")
def audience() -> tuple[Stage, list[Trial]]:
    draw = Random("audience")
    stage = drawn_stage(draw)
    return stage, [drawn_trial(draw, stage) for _ in range(120)]


@pytest.mark.parametrize("changed", MUTANTS)
def test_a_clause_changed_in_the_database_alone_is_caught(
    director: Connection, audience: tuple[Stage, list[Trial]], changed: str
) -> None:
    stage, trials = audience
    furnish(director, stage)
    names = director.execute("SELECT policyname FROM pg_policies WHERE tablename = 'customers'").fetchall()
    for (name,) in names:
        if not str(name).startswith("finder"):
            director.execute(f"DROP POLICY {name} ON customers".encode())
    for statement in compiled(MUTANTS[changed], "customers"):
        director.execute(statement.encode())
    wall(director, MUTANTS[changed])
    act(director)

    done = by_database(director, stage, trials)
    assert any(mismatches(done, CUSTOMERS, stage, trials))
    assert list(mismatches(done, MUTANTS[changed], stage, trials)) == []


def test_a_clause_changed_in_python_alone_is_caught(
    director: Connection, audience: tuple[Stage, list[Trial]]
) -> None:
    stage, trials = audience
    furnish(director, stage)
    act(director)
    done = by_database(director, stage, trials)

    missed = [name for name, mutant in MUTANTS.items() if not any(mismatches(done, mutant, stage, trials))]
    assert missed == []
