"""What a check found is kept for the system of its tenant, and the one begun last is the one that is told."""

from datetime import timedelta
from uuid import UUID

from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.projections.hot_check import HotCheck
from crm_core.ports.world import World
from tests import given

OTHERS = Actor.system(given.OTHER_TENANT, given.CORRELATION)
LATER = given.START + timedelta(hours=1)
CHECK = HotCheck(given.START, LATER, CustomerId(UUID(int=7)), 500, 3, 1, 2)


def test_nothing_is_known_of_before_the_first_check(world: World) -> None:
    assert world.hot_checks.newest(given.SYSTEM) is None


def test_what_was_kept_is_found_and_replaced(world: World) -> None:
    world.hot_checks.keep(given.SYSTEM, HotCheck.begun(given.START))
    world.hot_checks.keep(given.SYSTEM, CHECK)
    assert world.hot_checks.newest(given.SYSTEM) == CHECK

    ended = evolve(CHECK, place=None, checked=620, finished_at=LATER)
    world.hot_checks.keep(given.SYSTEM, ended)
    assert world.hot_checks.newest(given.SYSTEM) == ended


def test_the_one_begun_last_is_told(world: World) -> None:
    next_one = HotCheck.begun(given.START + timedelta(days=1))
    world.hot_checks.keep(given.SYSTEM, next_one)
    world.hot_checks.keep(given.SYSTEM, CHECK)
    assert world.hot_checks.newest(given.SYSTEM) == next_one


def test_other_tenants_know_nothing_of_it(world: World) -> None:
    world.hot_checks.keep(given.SYSTEM, CHECK)
    assert world.hot_checks.newest(OTHERS) is None
