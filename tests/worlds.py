"""Whole worlds for tests: over memory, and over a database with the roles of service and worker."""

from collections.abc import Callable

from attrs import evolve, frozen

from adapters.memory.email_addresses import PlainEmailAddresses
from adapters.memory.working_days import MemoryWorkingDays
from adapters.memory.world import memory_world
from adapters.postgres.pool import Connections
from adapters.postgres.world import postgres_world
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.pack import Pack
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids
from crm_core.ports.once import Once
from crm_core.ports.unit_of_work import UnitOfWork, UnitsOfWork
from crm_core.ports.world import World
from tests.given import CountingIds, StandingClock
from tests.server import Pools

SEALS = KeyedSeals(b"key of the tests")


@frozen
class ByWhoActs:
    """The system acts in the worker, with its role; everybody else in the service."""

    people: UnitsOfWork
    system: UnitsOfWork

    def __call__(self, actor: Actor, *, once: Once | None = None) -> UnitOfWork:
        return (self.system if actor.is_system else self.people)(actor, once=once)


def in_memory(*packs: Pack, clock: Clock | None = None, ids: Ids | None = None) -> World:
    return memory_world(*packs, clock=clock or StandingClock(), ids=ids or CountingIds(), seals=SEALS)


def on_postgres(
    pools: Pools,
    *packs: Pack,
    clock: Clock | None = None,
    ids: Ids | None = None,
    wait_before_retry: Callable[[int], None] = lambda _attempt: None,
) -> World:
    clock, ids = clock or StandingClock(), ids or CountingIds()
    service, worker = (
        over(connections, *packs, clock=clock, ids=ids, wait_before_retry=wait_before_retry)
        for connections in (pools.service, pools.worker)
    )
    by_who_acts = ByWhoActs(people=service.units_of_work, system=worker.units_of_work)
    return evolve(
        service,
        units_of_work=by_who_acts,
        relay=worker.relay,
        lead_dues=worker.lead_dues,
        hot_checks=worker.hot_checks,
        hot_rows=worker.hot_rows,
    )


def over(
    connections: Connections,
    *packs: Pack,
    clock: Clock | None = None,
    ids: Ids | None = None,
    wait_before_retry: Callable[[int], None] = lambda _attempt: None,
) -> World:
    """The core over one pool, as a single process has it."""
    return postgres_world(
        *packs,
        connections=connections,
        clock=clock or StandingClock(),
        ids=ids or CountingIds(),
        email_addresses=PlainEmailAddresses(),
        seals=SEALS,
        working_days=MemoryWorkingDays(),
        wait_before_retry=wait_before_retry,
    )
