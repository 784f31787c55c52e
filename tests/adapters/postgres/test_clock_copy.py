"""The state that the database derives from its copy is the clock's, around every boundary."""

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve

from adapters.postgres.flush import written
from adapters.postgres.lead_rows import BIRTH, COPY, DETAILS, KEYS, LIFE, birth_of, details_of, life_of
from crm_core.domain.leads.assignment import Assignment, AssignmentId, Terms, TermsCause
from crm_core.domain.leads.lead import Lead
from crm_core.domain.party import LeadId
from crm_core.ports.world import World
from tests import given
from tests.adapters.postgres.clock_copies import Copied, asked, by_copy, by_python, copied, question
from tests.server import Database

SHARDS, PER_SHARD = 4, 500
_COLUMNS = f"{BIRTH}, {DETAILS}, {KEYS}, {LIFE}, {COPY}"


def lead_of(world: World, case: Copied) -> Lead:
    start, owner = case.history.started_at, given.user(1)
    terms = Terms(start, owner, start, case.history.inactivity_from, case.rules, TermsCause.REGISTERED)
    assignment = Assignment(AssignmentId(case.id), owner, start, (terms,))
    made = given.lead_made(world, f"Nummer {case.number}")
    return evolve(made, id=LeadId(case.id), assignments=(assignment,), standing=case.copy)


def put(database: Database, leads: Sequence[Lead]) -> None:
    places = ", ".join(["%s"] * len(_COLUMNS.split(",")))
    rows = [(*birth_of(one), *details_of(one), *life_of(one)) for one in leads]
    with database.connect() as connection, connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO leads ({_COLUMNS}) VALUES ({places})".encode(),
            [[_text(value) for value in row] for row in rows],
        )


def _text(value: object) -> str | None:
    told = written(value)
    return None if told is None else told.decode()


def differences(database: Database, world: World, cases: Sequence[Copied], planted: str = "") -> list[str]:
    put(database, [lead_of(world, case) for case in cases])
    by_id = {case.id: case for case in cases}
    with database.connect() as connection, connection.transaction(force_rollback=True):
        if planted:
            connection.execute(planted.encode())
        rows: list[Any] = connection.execute(question().encode(), asked(cases)).fetchall()
    assert len(rows) == sum(len(case.instants) for case in cases)
    return [
        f"seed {case.number} at {at}: {state} {paused} {listed}, by the clock {expected}"
        for one, at, state, paused, listed in rows
        for case in (by_id[one],)
        for expected in (by_python(case, at),)
        if expected != (state, paused) or listed != [state] or by_copy(case, at) != expected
    ]


@pytest.mark.proof
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_copy_says_what_the_clock_says(database: Database, memory_world: World, shard: int) -> None:
    cases = [copied(seed) for seed in range(shard * PER_SHARD, (shard + 1) * PER_SHARD)]

    assert differences(database, memory_world, cases) == []


@pytest.mark.long
def test_the_copy_says_what_the_clock_says_of_many_more(database: Database, memory_world: World) -> None:
    assert differences(database, memory_world, [copied(seed) for seed in range(50_000, 65_000)]) == []


HEAD = """CREATE OR REPLACE FUNCTION app.protection_state(phase text, lapse_at timestamptz,
    reminder_due_at timestamptz, grace_from timestamptz, at timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN lapse_at {} at THEN 'EXPIRED' WHEN reminder_due_at IS NULL OR at {} reminder_due_at
    THEN 'PROTECTED' WHEN grace_from IS NULL OR at {} grace_from THEN 'REMINDER_DUE' ELSE 'GRACE' END $$"""


@pytest.mark.parametrize("signs", [("<", "<", "<"), ("<=", "<=", "<"), ("<=", "<", "<=")])
def test_a_boundary_moved_by_a_microsecond_is_seen(
    database: Database, memory_world: World, signs: tuple[str, str, str]
) -> None:
    cases = [copied(seed) for seed in range(200)]

    assert differences(database, memory_world, cases, HEAD.format(*signs)) != []


def test_the_drawn_copies_reach_every_corner() -> None:
    """A comparison proves nothing about what it never visits."""
    seen = {by_copy(case, at) for case in map(copied, range(400)) for at in case.instants}
    open_ended = {case.copy.lapse is None for case in map(copied, range(400))}

    states = ("PROTECTED", "REMINDER_DUE", "GRACE")
    assert seen == {(state, paused) for state in states for paused in (False, True)} | {("EXPIRED", False)}
    assert open_ended == {True, False}
