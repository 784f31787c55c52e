"""A contact changes by a merge patch; a list of roles brings a person to several accounts."""

from collections.abc import Mapping

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contact import Contact, Person
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.refusals import Invalid, NotAllowed, Outdated
from crm_core.ports.world import World
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import given, people


def patched(
    world: World, contact: Contact, patch: Mapping[str, object], by: Actor = given.MANAGER
) -> Contact:
    return update_contact(UpdateContact(contact.id, patch), actor=by, world=world).contact


def role_at(account: Customer | object, role: str = "BUYER") -> dict[str, str]:
    return {"customerId": str(getattr(account, "id", account)), "role": role}


def told(store: MemoryStore) -> list[str]:
    return [envelope.type for envelope in store.state.outbox]


def test_a_patch_merges_and_tells_names_only(world: World, store: MemoryStore) -> None:
    known = people.contact(world, given.customer(world), phone="+49 30 1234567", note="Allergie")
    after = patched(world, known, {"email": "m@example.com", "note": None})

    assert after.person == Person(people.MARIA, "m@example.com", "+49301234567")
    assert after.version == 2
    assert store.state.outbox[-1].data["changed"] == ["email", "note"]
    assert store.state.audit[-1].deed.fields == ("email", "note")
    assert "m@example" not in f"{store.state.outbox} {store.state.audit}"


def test_a_patch_that_changes_nothing_keeps_the_version(world: World, store: MemoryStore) -> None:
    known = people.contact(world, given.customer(world), phone="+49 30 1234567")
    before = told(store)
    assert patched(world, known, {"phone": "0049 30 123 45 67", "name": people.MARIA}) == known
    assert told(store) == before
    assert store.state.contacts[known.id].version == 1


def test_a_person_comes_to_several_accounts_and_leaves_one(world: World, store: MemoryStore) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    known = people.contact(world, one, role="CHEF")
    both = patched(world, known, {"roles": [role_at(one, "CHEF"), role_at(other)]})
    assert set(both.accounts) == {one.id, other.id}
    assert told(store)[-2:] == ["customer.contact.updated", "customer.contact.added"]
    left = patched(world, known, {"roles": [role_at(other, "GM")]})
    assert left.accounts == (other.id,)
    assert told(store)[-1] == "customer.contact.updated"


def test_absent_and_invisible_accounts_are_answered_alike(world: World) -> None:
    own = given.customer(world, "Own", owner=given.user(1))
    hidden = given.customer(world, "Hidden", owner=given.user(2))
    known = people.contact(world, own)
    roles = [role_at(own), role_at(hidden), role_at(given.nobody_knows())]
    with pytest.raises(Invalid) as refusal:
        patched(world, known, {"roles": roles}, given.rep(1))
    assert [(error.pointer, error.code) for error in refusal.value.errors] == [
        ("/roles/1/customerId", "unknown-reference"),
        ("/roles/2/customerId", "unknown-reference"),
    ]


def test_roles_are_given_and_taken_only_where_one_may_write(world: World) -> None:
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    known = people.contact(world, own)
    with pytest.raises(NotAllowed) as refusal:
        patched(world, known, {"roles": [*map(role_at, (own, sibling))]}, given.rep(1))
    assert refusal.value.facts["resource_id"] == str(sibling.id)
    both = people.also_at(world, known, sibling)
    with pytest.raises(NotAllowed):
        patched(world, both, {"roles": [role_at(own, "OTHER")]}, given.rep(1))
    assert patched(world, both, {"name": "Maria Winter"}, given.rep(1)).person.name == "Maria Winter"


def test_an_archived_account_gets_nobody_new_and_alone_keeps_a_contact_as_it_is(world: World) -> None:
    one, gone = given.customer(world, "One"), given.customer(world, "Gone")
    known, lost = people.contact(world, one), people.contact(world, gone)
    archive_customer(ArchiveCustomer(gone.id), actor=given.MANAGER, world=world)
    with pytest.raises(CustomerIsArchived):
        patched(world, known, {"roles": [role_at(one), role_at(gone)]})
    with pytest.raises(CustomerIsArchived):
        patched(world, lost, {"name": "x"})


def test_somebody_without_any_role_is_no_contact(world: World) -> None:
    known = people.contact(world, given.customer(world))
    nothing: tuple[object, ...] = ([], None)
    for roles in nothing:
        with pytest.raises(Invalid):
            patched(world, known, {"roles": roles})
    with pytest.raises(Outdated):
        update_contact(UpdateContact(known.id, {"name": "x"}, 7), actor=given.MANAGER, world=world)
