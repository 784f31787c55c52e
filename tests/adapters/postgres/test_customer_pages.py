"""The list that waits on the event loop answers everybody as the list in a thread does, also in trouble."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from attrs import astuple, evolve

from adapters.postgres.async_question import AsyncQuestions
from adapters.postgres.customer_pages import PostgresCustomerPages
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked as in_text
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.listing import CustomerFilter, CustomerOrder, CustomerSlice
from crm_core.domain.refusals import Unavailable
from crm_core.ports.world import World
from crm_core.use_cases.consumers import CHAIN_SIZES
from crm_core.use_cases.events.consume import consume
from tests import given
from tests.server import Database

SLICES = [
    CustomerSlice(),
    CustomerSlice(order=CustomerOrder.NEWEST, limit=2),
    CustomerSlice(filter=CustomerFilter(q="kiel")),
]


@pytest.fixture
def lists(database: Database) -> Iterator[Connections]:
    made = Connections(database.dsn("crm_service"), size=1, at_once=1, name="lists")
    made.give_back(made.take())  # the pool opens it in the background
    yield made
    made.close()


@pytest.fixture
def people(postgres_world: World) -> list[Actor]:
    """Everybody who sees something else of a chain, its locations and a house of its own."""
    chain = given.chain(postgres_world, region="BERLIN")
    given.location(postgres_world, chain, "Nordsee Kiel", region="NORTH", owner=given.user(1))
    given.location(postgres_world, chain, "Nordsee Sylt", region="BERLIN", owner=given.user(2))
    given.customer(postgres_world, "Linde", owner=given.user(3))
    postgres_world.relay.move(limit=10)
    consume(CHAIN_SIZES, actor=given.SYSTEM, world=postgres_world)
    manager = given.actor(Role.CHAIN_MANAGER, number=31, chains={chain.id})
    strangers = [evolve(given.MANAGER, tenant=given.OTHER_TENANT), given.actor(Role.SERVICE)]
    return [given.MANAGER, given.rep(1), given.rep(3), given.team_lead("BERLIN"), manager, *strangers]


@pytest.mark.parametrize("wanted", SLICES)
def test_everybody_alternating_over_one_connection_gets_their_own_page(
    lists: Connections, people: list[Actor], postgres_world: World, wanted: CustomerSlice
) -> None:
    async def asked() -> list[list[tuple[object, ...]]]:
        pages = PostgresCustomerPages(AsyncQuestions(lists))
        answers = await asyncio.gather(*(pages(one, wanted) for one in people * 3))
        return [[astuple(row) for row in page.rows] for page in answers]

    expected = [
        [astuple(row) for row in postgres_world.customer_readings.page(one, wanted).rows] for one in people
    ]
    assert asyncio.run(asked()) == expected * 3
    assert len({str(rows) for rows in expected}) >= 2, "the people see different things"


KINDS = """SELECT gen.id, 'Bär', 7::smallint, 7, 7::bigint, 7.50::numeric, 0.1::float8, true, NULL::uuid,
    timestamptz '2026-03-29 01:30:00.123456+01', date '2026-02-28', time '09:30', interval '90 min',
    '{"amount": 0.10, "note": "ä"}'::jsonb, '[1.50]'::json, ARRAY[gen.id], ARRAY['a', NULL],
    '{}'::text[], 'x'::bytea
    FROM (SELECT '0195a000-0000-7000-8000-000000000001'::uuid AS id) gen"""


def test_values_of_every_kind_are_the_same_in_binary(lists: Connections) -> None:
    binary, _ = asyncio.run(AsyncQuestions(lists).asked(given.MANAGER, (KINDS, ())))
    text, _ = in_text(lists, given.MANAGER, KINDS)

    assert repr(binary) == repr(text)


class NoThreads(ThreadPoolExecutor):
    def submit(self, *_args: object, **_more: object) -> Any:
        raise AssertionError("nobody needs a thread")


def test_with_a_free_connection_no_thread_is_needed(lists: Connections, people: list[Actor]) -> None:
    async def asked() -> int:
        asyncio.get_running_loop().set_default_executor(NoThreads())
        pages = PostgresCustomerPages(AsyncQuestions(lists))
        answers = await asyncio.gather(*(pages(one, CustomerSlice()) for one in people * 2))
        return sum(len(page.ids) for page in answers)

    assert asyncio.run(asked()) > 2 * 4


class CountingLoop(asyncio.SelectorEventLoop):
    """Counts how often somebody asks to be woken up."""

    waits = 0

    def call_later(self, *args: Any, **more: Any) -> asyncio.TimerHandle:  # type: ignore[override]  # passed on as it is
        self.waits += 1
        return super().call_later(*args, **more)


def test_an_answer_is_waited_for_and_not_looked_for(lists: Connections) -> None:
    slow = ("SELECT pg_sleep(0.2)", ())
    with asyncio.Runner(loop_factory=CountingLoop) as runner:
        runner.run(AsyncQuestions(lists).asked(given.MANAGER, slow))
        loop = runner.get_loop()

    assert isinstance(loop, CountingLoop)
    assert loop.waits < 10


def test_a_caller_who_goes_away_leaves_nothing_to_the_next(lists: Connections, people: list[Actor]) -> None:
    async def asked() -> int:
        pages = PostgresCustomerPages(AsyncQuestions(lists))
        for _ in range(20):
            gone = asyncio.ensure_future(pages(given.MANAGER, CustomerSlice()))
            await asyncio.sleep(0)
            gone.cancel()
            await asyncio.gather(gone, return_exceptions=True)
            if (await pages(people[-1], CustomerSlice())).ids:
                return -1
        return len((await pages(given.MANAGER, CustomerSlice())).ids)

    assert asyncio.run(asked()) == 4


def test_waiting_for_a_connection_holds_up_nobody_else(lists: Connections) -> None:
    async def asked() -> tuple[float, float]:
        held = lists.take()
        since = time.monotonic()
        waiting = asyncio.ensure_future(
            PostgresCustomerPages(AsyncQuestions(lists))(given.MANAGER, CustomerSlice())
        )
        await asyncio.sleep(0.05)
        others_waited = time.monotonic() - since
        with pytest.raises(Unavailable):
            await waiting
        lists.give_back(held)
        return others_waited, time.monotonic() - since

    others_waited, refused_after = asyncio.run(asked())
    assert others_waited < 0.5 < refused_after < 5


@pytest.fixture
def slow(database: Database) -> Iterator[None]:
    """Whoever reads a hot row waits for longer than a list may take, and less than any other statement."""
    with database.connect() as superuser:
        superuser.execute(
            """CREATE FUNCTION slowly() RETURNS boolean LANGUAGE sql VOLATILE
                AS $$ SELECT pg_sleep(5) IS NOT NULL $$;
            GRANT EXECUTE ON FUNCTION slowly() TO crm_service;
            CREATE POLICY slowly ON cm_customer_hot_proj AS RESTRICTIVE FOR SELECT TO crm_service
                USING (slowly())"""
        )
        yield
        superuser.execute("DROP POLICY slowly ON cm_customer_hot_proj; DROP FUNCTION slowly")


@pytest.mark.usefixtures("slow")
def test_a_list_that_takes_too_long_is_told_to_come_back(lists: Connections, postgres_world: World) -> None:
    given.customer(postgres_world)
    with pytest.raises(Unavailable):
        asyncio.run(PostgresCustomerPages(AsyncQuestions(lists))(given.MANAGER, CustomerSlice()))
    with pytest.raises(Unavailable):
        postgres_world.customer_readings.page(given.MANAGER, CustomerSlice())
    with lists.borrow() as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("10s",)
