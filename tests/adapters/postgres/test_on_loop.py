"""Commands on the event loop do what they do in threads; while one waits, the loop serves others."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import psycopg
import pytest

from adapters.postgres.on_loop import Turns, on_loop, pause
from adapters.postgres.pool import Connections
from adapters.postgres.unit_of_work import PostgresUnitsOfWork
from crm_core.domain.customers.customer import Customer
from crm_core.domain.refusals import NotFound, Unavailable
from crm_core.ports.unit_of_work import NestedUnitOfWork, TryAgain
from crm_core.ports.world import World
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.perform import perform, repeated
from tests import given
from tests.server import Database, Pools
from tests.worlds import on_postgres


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools)


@pytest.fixture
def narrow(pools: Pools) -> Iterator[Connections]:
    made = Connections(pools.database.dsn("crm_service"), size=1, patience=0.5)
    yield made
    made.close()


def units_over(connections: Connections) -> PostgresUnitsOfWork:
    return PostgresUnitsOfWork(connections, given.StandingClock(), given.CountingIds())


def renaming(world: World, customer: Customer, name: str) -> Callable[[], Customer]:
    command = UpdateCustomer(customer.id, {"name": name})
    return lambda: perform(update_customer, command, actor=given.MANAGER, world=world)


def holding(database: Database, customer: Customer) -> AbstractContextManager[object]:
    """The customer's row is somebody else's until this ends."""
    connection = psycopg.connect(database.superuser)
    connection.execute("SELECT FROM customers WHERE id = %s FOR UPDATE", [customer.id])
    return connection


def test_commands_at_the_same_time_are_done_by_the_loops_own_thread(world: World) -> None:
    customers = [given.customer(world, f"Wirt {number}") for number in range(12)]
    threads = set()

    def told(work: Callable[[], Customer]) -> Customer:
        threads.add(threading.get_ident())
        return work()

    async def all_of_them() -> list[Customer]:
        turns = Turns(3)
        works = [renaming(world, one, f"Neu {number}") for number, one in enumerate(customers)]
        return await asyncio.gather(*(turns(lambda work=work: told(work)) for work in works))  # type: ignore[misc]  # bound at once

    renamed = asyncio.run(all_of_them())

    assert [one.details.name for one in renamed] == [f"Neu {number}" for number in range(12)]
    assert threads == {threading.get_ident()}
    assert all(customer_by_id(one.id, actor=given.MANAGER, world=world).customer == one for one in renamed)


def test_while_one_waits_for_a_row_the_others_are_served(world: World, database: Database) -> None:
    slow, quick = given.customer(world, "Langsam"), given.customer(world, "Schnell")
    order: list[str] = []

    async def noted(customer: Customer) -> None:
        order.append((await on_loop(renaming(world, customer, "Neu"))).id.hex)

    async def both() -> None:
        with holding(database, slow):
            waiting = asyncio.ensure_future(noted(slow))
            await asyncio.sleep(0.05)
            await noted(quick)
        await waiting

    asyncio.run(both())
    assert order == [quick.id.hex, slow.id.hex]


def test_a_refusal_undoes_the_whole_and_the_connection_goes_on(narrow: Connections, pools: Pools) -> None:
    world = on_postgres(pools)
    units = units_over(narrow)
    customer = given.customer(world)

    def refused() -> None:
        with units(given.MANAGER) as uow:
            uow.customers.lock(customer.id)
            uow.customers.lock(given.nobody_knows())

    async def three_times() -> None:
        for _ in range(3):
            with pytest.raises(NotFound):
                await on_loop(refused)

    asyncio.run(three_times())
    with narrow.borrow() as connection:
        assert connection.info.transaction_status.name == "IDLE"
    assert renaming(world, customer, "Frei")().version == 2


def test_who_goes_away_while_waiting_leaves_nothing_open(narrow: Connections, pools: Pools) -> None:
    world = on_postgres(pools)
    units = units_over(narrow)
    customer = given.customer(world)

    def locked() -> int:
        with units(given.MANAGER) as uow:
            return uow.customers.lock(customer.id).version

    async def gone() -> int:
        with holding(pools.database, customer):
            going = asyncio.ensure_future(on_loop(locked))
            await asyncio.sleep(0.1)
            going.cancel()
            with pytest.raises(asyncio.CancelledError):
                await going
        return await on_loop(locked)

    assert asyncio.run(gone()) == 2


def test_units_of_two_requests_are_not_inside_each_other(world: World, database: Database) -> None:
    one, other = given.customer(world, "Eins"), given.customer(world, "Zwei")

    def nested() -> None:
        with world.unit_of_work(given.MANAGER), world.unit_of_work(given.MANAGER):
            pass

    async def both() -> list[Customer]:
        with pytest.raises(NestedUnitOfWork):
            await on_loop(nested)
        with holding(database, one):
            waiting = asyncio.ensure_future(on_loop(renaming(world, one, "Neu")))
            await asyncio.sleep(0.05)
            done = await asyncio.ensure_future(on_loop(renaming(world, other, "Neu")))
        return [done, await waiting]

    assert [one.version for one in asyncio.run(both())] == [2, 2]


def test_without_a_free_connection_one_is_told_to_come_back_and_others_are_served(
    narrow: Connections,
) -> None:
    units = units_over(narrow)

    def begun() -> None:
        with units(given.MANAGER):
            pass

    async def asked() -> int:
        held, ticks = await narrow.taken(), 0
        waiting = asyncio.ensure_future(on_loop(begun))
        while not waiting.done():
            await asyncio.sleep(0.01)
            ticks += 1
        narrow.give_back(held)
        with pytest.raises(Unavailable):
            await waiting
        return ticks

    assert asyncio.run(asked()) > 5


def test_before_it_is_tried_again_the_loop_serves_others(pools: Pools) -> None:
    world = on_postgres(pools, wait_before_retry=lambda _: pause(0.05))
    ticks: list[None] = []
    attempts: list[int] = []

    def contended() -> int:
        attempts.append(len(ticks))
        if len(attempts) < 3:
            raise TryAgain
        return len(attempts)

    async def ticking() -> int:
        doing = asyncio.ensure_future(on_loop(lambda: repeated(contended, world)))
        while not doing.done():
            ticks.append(None)
            await asyncio.sleep(0.005)
        return await doing

    assert asyncio.run(ticking()) == 3
    assert attempts[1] > attempts[0]
    assert attempts[2] > attempts[1]


def test_a_pause_in_a_thread_is_a_pause() -> None:
    since = time.monotonic()
    pause(0.01)
    assert time.monotonic() - since >= 0.01
