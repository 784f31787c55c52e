"""Somebody new at an account: told by ids, kept with their data."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contact import ContactRole, Person
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.refusals import Invalid, NotAllowed, NotFound
from crm_core.ports.world import World
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import given

VALUES = {"name": "Maria Sommer", "email": "m.sommer@Example.com", "phone": "030 1234567", "role": "CHEF"}


def test_a_person_is_kept_and_only_ids_are_told(world: World, store: MemoryStore) -> None:
    account = given.customer(world, owner=given.user(1))
    held = add_contact(AddContact(account.id, VALUES), actor=given.rep(1), world=world)

    assert held.contact.person == Person("Maria Sommer", "m.sommer@example.com", "+49301234567")
    assert [one.id for one in held.accounts] == [account.id]
    told = store.state.outbox[-1]
    assert (told.type, told.subject) == ("customer.contact.added", str(account.id))
    assert told.data["role"] == ContactRole.CHEF
    assert store.state.audit[-1].deed.resource_id == str(held.contact.id)
    for secret in ("Sommer", "sommer", "1234567"):
        assert secret not in f"{store.state.outbox} {store.state.audit}"


@pytest.mark.parametrize("by", [given.AUDITOR, given.rep(2)], ids=["auditor", "sibling's owner"])
def test_who_may_only_look_adds_nobody(world: World, store: MemoryStore, by: Actor) -> None:
    chain = given.chain(world)
    given.location(world, chain, "Other", owner=given.user(2))
    account = given.location(world, chain, "Own", owner=given.user(1))
    with pytest.raises(NotAllowed):
        add_contact(AddContact(account.id, VALUES), actor=by, world=world)

    assert store.state.contacts == {}
    assert store.state.audit[-1].deed.action == "add-contact"


def test_an_unseen_account_does_not_exist_and_an_archived_one_takes_nobody(world: World) -> None:
    account = given.customer(world)
    with pytest.raises(NotFound):
        add_contact(AddContact(account.id, VALUES), actor=given.rep(1), world=world)
    archive_customer(ArchiveCustomer(account.id), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        add_contact(AddContact(account.id, VALUES), actor=given.MANAGER, world=world)


def test_what_is_wrong_is_said_before_what_state_the_account_is_in(world: World) -> None:
    account = given.customer(world)
    archive_customer(ArchiveCustomer(account.id), actor=given.MANAGER, world=world)
    with pytest.raises(Invalid) as refusal:
        add_contact(
            AddContact(account.id, {"name": "x", "email": "a..b@x.de"}), actor=given.MANAGER, world=world
        )
    assert [error.code for error in refusal.value.errors] == ["not-an-email"]
