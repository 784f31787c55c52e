"""What every store of contacts keeps for a command: a person is seen and written through their accounts."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contact import Contact, ContactId, ContactRole, Person, RoleAt
from crm_core.domain.customers.customer import Customer
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated
from crm_core.ports.world import World
from tests import given, people

LATER = given.START + timedelta(days=1)
NOBODY = ContactId(UUID(int=0xDEAD))


def found(world: World, contact: Contact, by: Actor = given.MANAGER) -> Contact | None:
    reading = world.contact_readings.one(by, contact.id)
    return None if reading is None else reading.contact


def changed(world: World, contact: Contact, by: Actor, person: Person, *roles: RoleAt) -> Contact:
    with world.unit_of_work(by) as uow:
        held = uow.contacts.lock(contact.id).contact
        after = held.known_as(person, roles or held.roles, LATER)
        uow.contacts.save(after, before=held)
        uow.commit()
    return after


@pytest.fixture
def accounts(world: World) -> tuple[Customer, Customer, Customer]:
    """One of the rep's own, a sibling of it, and one that the rep does not see."""
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    return own, sibling, given.customer(world, "Hidden", owner=given.user(2))


def test_a_contact_comes_back_as_it_was_kept(world: World) -> None:
    one, other = given.customer(world, "One"), given.customer(world, "Other")
    known = people.contact(
        world, one, "Jörg Süß", role="CHEF", email="j@example.com", phone="+49 30 99999", note="Mag Spätzle"
    )
    both = people.also_at(world, known, one, other)

    assert found(world, known) == both
    assert both.person == Person("Jörg Süß", "j@example.com", "+493099999", "Mag Spätzle")
    assert both.version == 2
    assert {(held.customer_id, held.role) for held in both.roles} == {
        (one.id, ContactRole.CHEF),
        (one.id, ContactRole.BUYER),
        (other.id, ContactRole.BUYER),
    }


def test_leaving_without_commit_gives_the_old_version_back(world: World) -> None:
    contact = people.contact(world, given.customer(world))
    with world.unit_of_work(given.MANAGER) as uow:
        assert uow.contacts.lock(contact.id, version=1).contact.version == 2
        uow.contacts.remove(contact.id)

    assert found(world, contact) == contact
    with pytest.raises(Outdated), world.unit_of_work(given.MANAGER) as uow:
        uow.contacts.lock(contact.id, version=2)


def test_a_contact_is_seen_by_who_sees_one_of_the_accounts(
    world: World, accounts: tuple[Customer, Customer, Customer]
) -> None:
    own, sibling, hidden = accounts
    everywhere = people.also_at(world, people.contact(world, own), sibling, hidden)
    elsewhere = people.contact(world, hidden)
    with world.unit_of_work(given.rep(1)) as uow:
        held = uow.contacts.lock(everywhere.id)
    assert [one.customer_id for one in held.contact.roles] == sorted([own.id, sibling.id])
    assert {one.id for one in held.accounts} == {own.id, sibling.id}
    for absent in (elsewhere.id, NOBODY):
        with pytest.raises(NotFound), world.unit_of_work(given.rep(1)) as uow:
            uow.contacts.lock(absent)
    with pytest.raises(NotFound), world.unit_of_work(given.actor(tenant=given.OTHER_TENANT)) as uow:
        uow.contacts.lock(everywhere.id)


def test_a_contact_is_written_by_who_may_write_one_of_the_accounts(
    world: World, accounts: tuple[Customer, Customer, Customer]
) -> None:
    own, sibling, _ = accounts
    at_sibling = people.contact(world, sibling)
    with pytest.raises(NotAllowed) as refusal, world.unit_of_work(given.rep(1)) as uow:
        uow.contacts.lock(at_sibling.id)
    assert refusal.value.facts["resource_id"] == str(at_sibling.id)
    with pytest.raises(NotAllowed), world.unit_of_work(given.AUDITOR) as uow:
        uow.contacts.lock(at_sibling.id)
    both = people.also_at(world, at_sibling, own)
    after = changed(world, both, given.rep(1), Person("Maria Winter"))

    assert found(world, both) == after


def test_roles_at_hidden_accounts_stay_when_the_others_are_replaced(
    world: World, accounts: tuple[Customer, Customer, Customer]
) -> None:
    own, _, hidden = accounts
    known = people.also_at(world, people.contact(world, own), hidden)
    changed(world, known, given.rep(1), Person("Maria Winter"), RoleAt(own.id, ContactRole.CHEF))
    kept = found(world, known)

    assert kept is not None
    assert {*kept.roles} == {RoleAt(own.id, ContactRole.CHEF), RoleAt(hidden.id, ContactRole.BUYER)}


def test_nobody_gets_to_see_a_contact_by_giving_it_a_role(
    world: World, accounts: tuple[Customer, Customer, Customer]
) -> None:
    """Neither at an account of their own, nor by adding a contact at one that they may only read."""
    own, sibling, hidden = accounts
    stranger = people.contact(world, hidden)
    stolen = evolve(stranger, roles=[*stranger.roles, RoleAt(own.id, ContactRole.CHEF)])

    def steal() -> None:
        with world.unit_of_work(given.rep(1)) as uow:
            uow.contacts.save(stolen, before=stranger)
            uow.commit()

    def add(account: Customer) -> None:
        with world.unit_of_work(given.rep(1)) as uow:
            uow.contacts.add(evolve(stranger, id=NOBODY, roles=[RoleAt(account.id, ContactRole.GM)]))
            uow.commit()

    for attempt in (steal, partial(add, sibling), partial(add, hidden)):
        with pytest.raises(NotAllowed):
            attempt()

    assert found(world, stranger, given.rep(1)) is None
    assert found(world, stranger) == stranger


def test_what_is_removed_is_gone_for_everybody(
    world: World, accounts: tuple[Customer, Customer, Customer]
) -> None:
    own, sibling, hidden = accounts
    known = people.also_at(world, people.contact(world, own), sibling, hidden)
    with world.unit_of_work(given.rep(1)) as uow:
        uow.contacts.remove(uow.contacts.lock(known.id).contact.id)
        uow.commit()

    assert found(world, known) is None
    assert [world.contact_readings.at(given.MANAGER, one.id, after=None, limit=9) for one in accounts] == [
        []
    ] * 3


def test_whoever_holds_a_contact_makes_others_wait(world: World) -> None:
    contact = people.contact(world, given.customer(world))
    with ThreadPoolExecutor(1) as thread:
        with world.unit_of_work(given.MANAGER) as uow:
            held = uow.contacts.lock(contact.id).contact
            waiting = thread.submit(changed, world, contact, given.MANAGER, Person("Second"))
            assert wait([waiting], timeout=0.3).done == set()
            uow.contacts.save(held.known_as(Person("First"), held.roles, LATER), before=held)
            uow.commit()
        assert waiting.result(5).version == 3


def test_those_that_are_seen_are_told_from_the_others_at_once(
    world: World, accounts: tuple[Customer, Customer, Customer]
) -> None:
    known = [people.contact(world, account, f"Person {n}").id for n, account in enumerate(accounts)]
    for by, seen in (given.rep(1), {*known[:2]}), (given.MANAGER, {*known}), (given.rep(3), set[ContactId]()):
        with world.unit_of_work(by) as uow:
            assert {*uow.contacts.seen_among([*known, NOBODY])} == seen
