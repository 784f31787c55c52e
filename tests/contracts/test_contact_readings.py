"""What every reading of contacts keeps: who sees whom, where, and in which order."""

from random import Random
from uuid import UUID

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer, sort_key
from crm_core.ports.contact_readings import ContactRow
from crm_core.ports.world import World
from tests import given, people


def listed(world: World, customer: Customer, by: Actor = given.MANAGER, limit: int = 50) -> list[ContactRow]:
    rows = world.contact_readings.at(by, customer.id, after=None, limit=limit)
    assert rows is not None
    return list(rows)


def test_an_account_without_contacts_has_an_empty_list_and_an_unseen_one_has_none(world: World) -> None:
    customer = given.customer(world, owner=given.user(1))
    assert listed(world, customer) == []
    for by in (given.rep(2), given.actor(tenant=given.OTHER_TENANT)):
        assert world.contact_readings.at(by, customer.id, after=None, limit=9) is None
    assert world.contact_readings.at(given.MANAGER, given.nobody_knows(), after=None, limit=9) is None


def test_they_come_by_name_each_once_with_the_accounts_that_the_reader_sees(world: World) -> None:
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    hidden = given.customer(world, "Hidden", owner=given.user(2))
    zoe = people.contact(world, own, "Zoe")
    emil = people.also_at(world, people.contact(world, own, "Émil", role="CHEF"), own, sibling, hidden)
    people.contact(world, hidden, "Nobody")

    assert [row.contact.person.name for row in listed(world, own)] == ["Émil", "Zoe"]
    assert listed(world, own)[0].contact == emil
    assert set(listed(world, own)[0].names.values()) == {"Own", "Sibling", "Hidden"}
    seen = listed(world, own, given.rep(1))
    assert seen[1].contact == zoe
    assert set(seen[0].names) == {own.id, sibling.id}
    assert len(seen[0].contact.roles) == 3
    assert [row.contact.id for row in listed(world, sibling, given.rep(1))] == [emil.id]


def test_one_is_read_with_its_visible_accounts(world: World) -> None:
    own = given.customer(world, "Own", owner=given.user(1))
    hidden = given.customer(world, "Hidden", owner=given.user(2))
    known = people.also_at(world, people.contact(world, own), hidden)
    reading = world.contact_readings.one(given.rep(1), known.id)

    assert reading is not None
    assert [one.id for one in reading.accounts] == [own.id]
    assert [held.customer_id for held in reading.contact.roles] == [own.id]
    assert reading.scope.actor == given.rep(1)
    assert world.contact_readings.one(given.rep(3), known.id) is None


@pytest.mark.parametrize("by", [given.MANAGER, given.rep(1)], ids=["manager", "rep"])
def test_pages_neither_repeat_nor_skip_while_others_are_added(world: World, by: Actor) -> None:
    draw = Random(2)
    customer = given.customer(world, owner=given.user(1))

    def add() -> UUID:
        return people.contact(world, customer, draw.choice(["Anna", "anna", "Ánna", "Bert"])).id

    before = {add() for _ in range(15)}
    seen: list[UUID] = []
    after: tuple[str, UUID] | None = None
    while rows := world.contact_readings.at(by, customer.id, after=after, limit=4):
        seen += [row.contact.id for row in rows]
        last = rows[-1].contact
        after = (sort_key(last.person.name), last.id)
        if len(seen) < 40:
            add()

    assert len(seen) == len(set(seen))
    assert before <= set(seen)
