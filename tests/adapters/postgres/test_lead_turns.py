"""The list of leads that waits on the event loop answers everybody as the list in a thread does."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from adapters.postgres.async_question import AsyncQuestions
from adapters.postgres.lead_pages import PostgresLeadPages
from adapters.postgres.pool import Connections
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.leads.listing import LeadColumns, LeadFilter, LeadOrder, LeadSlice, LeadState, place_text
from crm_core.ports.world import World
from tests import given
from tests.contracts.test_lead_readings import DAY, SEEN, with_leads
from tests.server import Database

PEOPLE = [
    *(actor for actor, _ in SEEN.values()),
    given.rep(4, regions=frozenset({"BERLIN"})),
    given.team_lead("BERLIN", number=3),
    given.actor(Role.SERVICE),
]
FILTERS = [
    LeadFilter(),
    *(LeadFilter(state=state) for state in LeadState),
    LeadFilter(owner=given.user(4)),
    LeadFilter(region="BERLIN", lapsing_before=given.START + timedelta(days=40)),
    LeadFilter(q="eta"),
]


@pytest.fixture
def world(postgres_world: World) -> World:
    return with_leads(postgres_world)


@pytest.fixture(params=["UTC", "Europe/Berlin"])
def lists(request: pytest.FixtureRequest, database: Database) -> Iterator[Connections]:
    """One connection, whose session tells instants in a zone of its own."""
    dsn = f"{database.dsn('crm_service')} options='-c timezone={request.param}'"
    made = Connections(dsn, size=1, at_once=1, patience=10.0, name="lists")
    made.give_back(made.take())  # the pool opens it in the background
    yield made
    made.close()


def both(
    world: World, lists: Connections, people: list[Actor], wanted: LeadSlice
) -> tuple[list[LeadColumns], list[LeadColumns]]:
    async def asked() -> list[LeadColumns]:
        pages = PostgresLeadPages(AsyncQuestions(lists))
        return await asyncio.gather(*(pages(one, wanted) for one in people))

    return asyncio.run(asked()), [world.lead_readings.page(one, wanted) for one in people]


@pytest.mark.parametrize("order", LeadOrder)
def test_everybody_gets_their_own_page(world: World, lists: Connections, order: LeadOrder) -> None:
    for asked in FILTERS:
        hot, in_threads = both(world, lists, PEOPLE, LeadSlice(world.clock.now(), asked, order))
        assert hot == in_threads
    assert len({str(found.rows) for found in in_threads}) >= 2, "the people see different things"


@pytest.mark.parametrize("order", LeadOrder)
def test_pages_go_on_behind_the_same_places(world: World, lists: Connections, order: LeadOrder) -> None:
    for actor in PEOPLE:
        wanted, pages = LeadSlice(world.clock.now(), order=order, limit=1), 0
        while True:
            (hot,), (in_thread,) = both(world, lists, [actor], wanted)
            assert hot == in_thread
            if len(hot.rows) <= 1:
                break
            wanted, pages = evolve(wanted, after=(place_text(hot.places[0]), hot.rows[0].id)), pages + 1
        assert pages == max(0, len(both(world, lists, [actor], LeadSlice(wanted.now))[0][0].rows) - 1)


def test_instants_and_places_are_exact_and_in_utc(world: World, lists: Connections) -> None:
    started = datetime(2026, 2, 27, 23, 59, 59, 999_999, tzinfo=UTC)
    lead = given.kept_lead(world, given.lead_made(world, "Ultimo", started_at=started))
    wanted = LeadSlice(world.clock.now(), LeadFilter(q="ultimo"), LeadOrder.LAPSE)
    (found,), _ = both(world, lists, [given.MANAGER], wanted)

    (row,) = found.rows
    assert (row.id, row.started_at, row.state) == (lead.id, started, LeadState.PROTECTED)
    assert row.state is LeadState.PROTECTED
    told = [one for one in (row.started_at, row.base_expiry_at, row.lapse_at, row.created_at) if one]
    assert len(told) == 4
    assert {one.tzinfo for one in told} == {UTC}
    assert row.lapse_at is not None
    assert place_text(found.places[0]) == row.lapse_at.isoformat(timespec="microseconds")
    assert row.lapse_at - started > 30 * DAY
