"""A forgotten person leaves an id in the audit, and nothing else anywhere."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.ports.world import World
from crm_core.use_cases.contacts.remove_contact import RemoveContact, remove_contact
from tests import given, people


def test_nothing_of_the_person_is_left(world: World, store: MemoryStore) -> None:
    own, other = given.customer(world, owner=given.user(1)), given.customer(world, "Other")
    known = people.also_at(world, people.contact(world, own, note="Allergie"), other)
    with pytest.raises(Outdated):
        remove_contact(RemoveContact(known.id, 1), actor=given.rep(1), world=world)
    remove_contact(RemoveContact(known.id), actor=given.rep(1), world=world)

    assert store.state.contacts == {}
    assert store.state.outbox[-1].data == {"contactId": str(known.id)}
    assert (store.state.audit[-1].deed.action, store.state.audit[-1].deed.resource_id) == (
        "remove",
        str(known.id),
    )
    assert "Sommer" not in f"{store.state}"


def test_who_may_only_look_forgets_nobody(world: World, store: MemoryStore) -> None:
    known = people.contact(world, given.customer(world))
    with pytest.raises(NotAllowed):
        remove_contact(RemoveContact(known.id), actor=given.AUDITOR, world=world)
    assert known.id in store.state.contacts
