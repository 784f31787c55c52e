"""A change is all or nothing, on top of what the caller has seen."""

from contextlib import suppress

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.customers.refusals import (
    ChainHasArchivedLocations,
    ChainHasLocations,
    CustomerIsArchived,
)
from crm_core.domain.refusals import Invalid, NotAllowed, NotFound, Outdated, Refusal
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from tests import given


def test_a_patch_changes_what_it_names_and_keeps_the_rest(world: World) -> None:
    made = given.customer(world)
    patch = {"name": "Linde am Markt", "address": {"street": "Am Markt 3"}}
    changed = update_customer(UpdateCustomer(made.id, patch, 1), actor=given.MANAGER, world=world)

    assert changed.version == 2
    assert changed.details.name == "Linde am Markt"
    assert (changed.details.address.street, changed.details.address.city) == ("Am Markt 3", "Berlin")


def test_null_removes(world: World) -> None:
    made = given.customer(world)
    patch = {"address": {"city": None}, "region": None}
    changed = update_customer(UpdateCustomer(made.id, patch), actor=given.MANAGER, world=world)

    assert (changed.details.address.city, changed.details.region) == (None, None)
    assert changed.details.address.country == "DE"


def test_a_patch_that_changes_nothing_leaves_no_trace(world: World, store: MemoryStore) -> None:
    made = given.customer(world)
    before = store.state
    same = update_customer(
        UpdateCustomer(made.id, {"name": " Gasthaus Linde "}, 1), actor=given.MANAGER, world=world
    )

    assert same == made
    assert store.state is before


def test_the_merged_value_is_validated_and_every_bad_field_named(world: World, store: MemoryStore) -> None:
    made = given.customer(world)
    before = store.state
    patch = {"name": None, "territory": "de", "address": {"country": "D"}, "owner": 1}
    with pytest.raises(Invalid) as refusal:
        update_customer(UpdateCustomer(made.id, patch), actor=given.MANAGER, world=world)

    assert sorted((error.field, error.code) for error in refusal.value.errors) == [
        ("address.country", "pattern"),
        ("name", "required"),
        ("owner", "unknown-field"),
        ("territory", "pattern"),
    ]
    assert store.state is before


def test_whoever_looked_at_an_older_version_is_told(world: World) -> None:
    made = given.customer(world)
    update_customer(UpdateCustomer(made.id, {"name": "First"}, 1), actor=given.MANAGER, world=world)

    with pytest.raises(Outdated):
        update_customer(UpdateCustomer(made.id, {"name": "Second"}, 1), actor=given.MANAGER, world=world)


def test_invisible_and_absent_are_not_found_and_visible_is_not_allowed(world: World) -> None:
    chain = given.chain(world, owner=given.user(1))
    sibling = given.location(world, chain, owner=given.user(2))
    foreign = given.customer(world, owner=given.user(2))

    for missing in (foreign.id, given.nobody_knows()):
        with pytest.raises(NotFound):
            update_customer(UpdateCustomer(missing, {"name": "X"}), actor=given.rep(1), world=world)
    with pytest.raises(NotAllowed):
        update_customer(UpdateCustomer(sibling.id, {"name": "X"}), actor=given.rep(1), world=world)


def test_nobody_moves_a_customer_out_of_their_own_reach(world: World) -> None:
    made = given.customer(world, region="BERLIN")

    with pytest.raises(NotAllowed):
        update_customer(
            UpdateCustomer(made.id, {"region": "HAMBURG"}), actor=given.team_lead("BERLIN"), world=world
        )


def test_an_archived_customer_is_not_written(world: World) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)

    with pytest.raises(CustomerIsArchived):
        update_customer(UpdateCustomer(made.id, {"name": "X"}), actor=given.MANAGER, world=world)


def test_bad_input_is_named_before_the_state_is_looked_at(world: World) -> None:
    made = given.customer(world)
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)

    for patch in ({"name": ""}, {"parentId": str(given.nobody_knows())}):
        with pytest.raises(Invalid):
            update_customer(UpdateCustomer(made.id, patch), actor=given.MANAGER, world=world)


def test_a_chain_with_locations_stays_a_chain(world: World, clock: given.StandingClock) -> None:
    chain = given.chain(world)
    location = given.location(world, chain)

    with pytest.raises(ChainHasLocations):
        update_customer(UpdateCustomer(chain.id, {"isChain": False}), actor=given.MANAGER, world=world)
    archive_customer(ArchiveCustomer(location.id), actor=given.MANAGER, world=world)
    with pytest.raises(ChainHasArchivedLocations):
        update_customer(UpdateCustomer(chain.id, {"isChain": False}), actor=given.MANAGER, world=world)
    clock.pass_by(days=30)
    changed = update_customer(UpdateCustomer(chain.id, {"isChain": False}), actor=given.MANAGER, world=world)
    assert not changed.details.is_chain


def test_an_archived_location_comes_back_and_may_then_leave_its_chain(world: World) -> None:
    chain = given.chain(world)
    location = given.location(world, chain)
    archive_customer(ArchiveCustomer(location.id), actor=given.MANAGER, world=world)
    with suppress(Refusal):
        update_customer(UpdateCustomer(chain.id, {"isChain": False}), actor=given.MANAGER, world=world)

    restore_customer(RestoreCustomer(location.id), actor=given.MANAGER, world=world)
    update_customer(UpdateCustomer(location.id, {"parentId": None}), actor=given.MANAGER, world=world)
    plain = update_customer(UpdateCustomer(chain.id, {"isChain": False}), actor=given.MANAGER, world=world)
    assert not plain.details.is_chain


def test_moving_between_chains_is_told_with_both(world: World, store: MemoryStore) -> None:
    here, there = given.chain(world, "Here"), given.chain(world, "There")
    location = given.location(world, here)
    patch = {"parentId": str(there.id)}
    update_customer(UpdateCustomer(location.id, patch), actor=given.MANAGER, world=world)
    said = store.state.outbox[-1].data

    assert (said["parentBefore"], said["parentAfter"]) == (str(here.id), str(there.id))
    assert said["changed"] == ["parent_id"]
