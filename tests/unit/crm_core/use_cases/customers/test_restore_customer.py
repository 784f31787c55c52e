"""What was archived comes back for thirty days."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.customers.refusals import ChainIsArchived, RestoreTimeIsOver
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from tests import given


def test_it_comes_back(world: World, store: MemoryStore) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)
    back = restore_customer(RestoreCustomer(made.id), actor=given.MANAGER, world=world)

    assert (back.archived_at, back.version) == (None, 3)
    assert store.state.outbox[-1].type == "customer.restored"


def test_restoring_what_is_alive_changes_nothing(world: World, store: MemoryStore) -> None:
    made = given.customer(world)
    before = store.state

    assert restore_customer(RestoreCustomer(made.id), actor=given.MANAGER, world=world) == made
    assert store.state is before


def test_after_thirty_days_it_is_over(world: World, clock: given.StandingClock) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)
    clock.pass_by(days=30)

    with pytest.raises(RestoreTimeIsOver):
        restore_customer(RestoreCustomer(made.id), actor=given.MANAGER, world=world)


def test_a_location_needs_its_chain_alive(world: World) -> None:
    chain = given.chain(world)
    location = given.location(world, chain)
    for one in (location, chain):
        archive_customer(ArchiveCustomer(one.id), actor=given.MANAGER, world=world)

    with pytest.raises(ChainIsArchived):
        restore_customer(RestoreCustomer(location.id), actor=given.MANAGER, world=world)
    restore_customer(RestoreCustomer(chain.id), actor=given.MANAGER, world=world)
    restored = restore_customer(RestoreCustomer(location.id), actor=given.MANAGER, world=world)
    assert restored.archived_at is None


def test_a_location_comes_back_for_who_does_not_see_its_chain(world: World) -> None:
    chain = given.chain(world, region="KIEL")
    location = given.location(world, chain, region="BERLIN")
    lead = given.team_lead("BERLIN")
    archive_customer(ArchiveCustomer(location.id), actor=lead, world=world)

    assert restore_customer(RestoreCustomer(location.id), actor=lead, world=world).archived_at is None
