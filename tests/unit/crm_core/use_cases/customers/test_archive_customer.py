"""Archiving takes a customer out of sight without losing it."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.customers.listing import CustomerSlice
from crm_core.domain.customers.refusals import ChainHasLocations
from crm_core.ports.world import World
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.list_customers import list_customers
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import given


def test_it_leaves_the_list_and_can_still_be_read(world: World, store: MemoryStore) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id, 1), actor=given.MANAGER, world=world)
    page = list_customers(CustomerSlice(), cursor=None, actor=given.MANAGER, world=world)

    assert page.rows == []
    assert customer_by_id(made.id, actor=given.MANAGER, world=world).customer.archived_at == given.START
    assert store.state.outbox[-1].type == "customer.archived"


def test_doing_it_again_changes_nothing(world: World, store: MemoryStore) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)
    before = store.state
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)

    assert store.state is before


def test_a_chain_with_live_locations_stays(world: World) -> None:
    chain = given.chain(world, owner=given.user(1))
    location = given.location(world, chain, owner=given.user(2))

    with pytest.raises(ChainHasLocations):
        archive_customer(ArchiveCustomer(chain.id), actor=given.rep(1), world=world)
    archive_customer(ArchiveCustomer(location.id), actor=given.rep(2), world=world)
    assert archive_customer(ArchiveCustomer(chain.id), actor=given.rep(1), world=world).archived_at
