"""The policies of leads in Python and the walls in the database let the same people do the same."""

from collections.abc import Iterator
from random import Random
from uuid import UUID

import pytest
from attrs import evolve

from adapters.postgres.policies.lead_tables import lead_policies
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import Operation, Policy
from crm_core.domain.access.role import Role
from tests import given
from tests.adapters.postgres.lead_oracle import (
    STAGE,
    LeadStage,
    by_database,
    by_policy,
    drawn_lead_stage,
    drawn_person,
    furnish,
)
from tests.adapters.postgres.oracle import Connection
from tests.server import Database, Server

STAGES, PEOPLE, AUDIENCE = 3, 6, 28


@pytest.fixture(scope="module")
def theatre(server: Server) -> Iterator[Database]:
    database = server.clone()
    with database.connect() as connection:
        connection.execute(STAGE.encode())
    yield database
    server.drop(database)


@pytest.fixture
def director(theatre: Database) -> Iterator[Connection]:
    """A transaction of the superuser that is undone; inside it people act with the service's role."""
    with theatre.connect() as connection, connection.transaction(force_rollback=True):
        yield connection


@pytest.mark.parametrize("seed", range(STAGES))
def test_drawn_people_may_do_the_same_on_both_sides(director: Connection, seed: int) -> None:
    draw = Random(seed)
    stage = drawn_lead_stage(draw)
    furnish(director, stage)
    director.execute("SET LOCAL ROLE crm_service")
    for _ in range(PEOPLE):
        actor = drawn_person(draw)
        assert by_database(director, stage, actor) == by_policy(stage, actor), actor


def mutants() -> dict[str, Policy]:
    """The policy with one clause gone, or one more operation given away, each."""
    found: dict[str, Policy] = {}
    for number, grant in enumerate(LEADS.grants):
        others = tuple(one for place, one in enumerate(LEADS.grants) if place != number)
        found[f"without grant {number}"] = evolve(LEADS, grants=others)
        more = evolve(grant, operations=grant.operations | {Operation.ENGAGE})
        if more != grant:
            found[f"engaging by grant {number}"] = evolve(LEADS, grants=(*others, more))
    found["unbound"] = evolve(LEADS, bounds=())
    return found


MUTANTS = mutants()
# Who negotiates engages already, by the grant before: this one says nothing new.
del MUTANTS["engaging by grant 6"]
Seen = tuple[LeadStage, list[tuple[Actor, dict[str, frozenset[UUID]]]]]


@pytest.fixture(scope="module")
def audience(theatre: Database) -> Seen:
    """What the database let many people do, asked once."""
    draw = Random("audience")
    stage = drawn_lead_stage(draw)
    with theatre.connect() as connection, connection.transaction(force_rollback=True):
        furnish(connection, stage)
        connection.execute("SET LOCAL ROLE crm_service")
        people = [drawn_person(draw) for _ in range(AUDIENCE)]
        return stage, [(one, by_database(connection, stage, one)) for one in people]


@pytest.mark.parametrize("changed", MUTANTS)
def test_a_clause_changed_in_python_alone_is_caught(audience: Seen, changed: str) -> None:
    stage, seen = audience
    mutant = {"leads": MUTANTS[changed], "persons": LEAD_PERSONS}

    assert any(done != by_policy(stage, actor, mutant) for actor, done in seen)


def test_a_clause_changed_in_the_database_alone_is_caught(
    director: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Random("audience")
    stage = drawn_lead_stage(draw)
    furnish(director, stage)
    for (name,) in director.execute(
        "SELECT policyname FROM pg_policies WHERE tablename = 'leads'"
    ).fetchall():
        if not str(name).startswith("finder"):
            director.execute(f"DROP POLICY {name} ON leads".encode())
    wider = MUTANTS["unbound"]
    monkeypatch.setattr("adapters.postgres.policies.lead_tables.LEADS", wider)
    for statement in lead_policies():
        director.execute(statement.encode())
    director.execute("SET LOCAL ROLE crm_service")
    people = [drawn_person(draw) for _ in range(10)]

    assert any(by_database(director, stage, one) != by_policy(stage, one) for one in people)


def test_nobody_at_all_sees_nothing(director: Connection) -> None:
    stage = drawn_lead_stage(Random("nobody"))
    furnish(director, stage)
    director.execute("SET LOCAL ROLE crm_service")
    row = director.execute(
        "SELECT (SELECT count(*) FROM leads), (SELECT count(*) FROM lead_persons)"
    ).fetchone()

    assert row == (0, 0)


def test_chain_roles_give_nothing_on_leads() -> None:
    chain_manager = given.actor(Role.CHAIN_MANAGER, regions={"BERLIN"}, chains={given.nobody_knows()})
    stage = drawn_lead_stage(Random("chains"))
    alone = evolve(stage, leads=[evolve(lead, collaborators={}) for lead in stage.leads])

    assert set(by_policy(alone, chain_manager).values()) == {frozenset()}
