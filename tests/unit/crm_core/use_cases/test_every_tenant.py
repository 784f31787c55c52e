"""A job is done for every tenant; trouble of one holds up no other, and is told in the end."""

from uuid import UUID

import pytest
from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import TenantId
from crm_core.ports.relay import Moved
from crm_core.ports.world import World
from crm_core.use_cases.every_tenant import for_every_tenant

TENANTS = [TenantId(UUID(int=number)) for number in (1, 2, 3)]


@frozen
class ThreeTenants:
    """A relay of which only the tenants are asked."""

    def tenants(self) -> list[TenantId]:
        return TENANTS

    def move(self, *, limit: int) -> Moved:  # noqa: ARG002 - nothing waits here
        return Moved(0, frozenset())

    def seal_audit(self, *, limit: int) -> int:  # noqa: ARG002 - nor is anything audited
        return 0


@pytest.fixture
def shared(memory_world: World) -> World:
    return evolve(memory_world, relay=ThreeTenants())


def test_each_is_done_as_the_system_of_its_own_tenant(shared: World) -> None:
    seen: list[Actor] = []

    def run(actor: Actor) -> int:
        seen.append(actor)
        return len(seen)

    assert for_every_tenant(shared, run) == 1 + 2 + 3
    assert [actor.tenant for actor in seen] == TENANTS
    assert all(actor.is_system for actor in seen)
    assert len({actor.correlation for actor in seen}) == 3


def test_trouble_of_one_holds_up_no_other_and_is_told_in_the_end(shared: World) -> None:
    done: list[TenantId] = []

    def run(actor: Actor) -> int:
        if actor.tenant == TENANTS[0]:
            raise ValueError("first")
        done.append(actor.tenant)
        return 1

    with pytest.raises(ValueError, match="first"):
        for_every_tenant(shared, run)
    assert done == TENANTS[1:]
