"""Whole worlds for tests: over memory, and over a database with the roles of service and worker."""

from collections.abc import Callable

from attrs import frozen

from adapters.memory.world import memory_world
from adapters.postgres.customer_readings import PostgresCustomerReadings
from adapters.postgres.relay import PostgresRelay
from adapters.postgres.setting_readings import PostgresSettingReadings
from adapters.postgres.unit_of_work import PostgresUnitOfWork, PostgresUnitsOfWork
from adapters.system.seals import KeyedSeals
from crm_core.domain.access.actor import Actor
from crm_core.pack import Pack, events_of, settings_of
from crm_core.ports.clock import Clock
from crm_core.ports.ids import Ids
from crm_core.ports.once import Once
from crm_core.ports.world import World
from tests.given import CountingIds, StandingClock
from tests.server import Pools

SEALS = KeyedSeals(b"key of the tests")


@frozen
class ByWhoActs:
    """The system acts in the worker, with its role; everybody else in the service."""

    people: PostgresUnitsOfWork
    system: PostgresUnitsOfWork

    def __call__(self, actor: Actor, *, once: Once | None = None) -> PostgresUnitOfWork:
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
    return World(
        units_of_work=ByWhoActs(
            PostgresUnitsOfWork(pools.service, clock, ids), PostgresUnitsOfWork(pools.worker, clock, ids)
        ),
        customer_readings=PostgresCustomerReadings(pools.service),
        setting_readings=PostgresSettingReadings(pools.service),
        relay=PostgresRelay(pools.worker),
        clock=clock,
        ids=ids,
        seals=SEALS,
        settings=settings_of(*packs),
        events=events_of(*packs),
        wait_before_retry=wait_before_retry,
    )
