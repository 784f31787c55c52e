"""Many commands as one: a refused one leaves no trace but its denial, the others are kept together."""

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.refusals import NotAllowed, NotFound, Outdated, Unavailable
from crm_core.ports.unit_of_work import TryAgain
from crm_core.ports.world import World
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.in_bulk import InBulk, Item, in_bulk
from crm_core.use_cases.perform import perform
from tests import given


def renamed(
    customer: Customer, name: str, by: Actor = given.MANAGER, version: int | None = None
) -> Item[str]:
    def item(world: World) -> str:
        command = UpdateCustomer(customer.id, {"name": name}, version)
        return update_customer(command, actor=by, world=world).details.name

    return item


def name_of(world: World, customer: Customer) -> str:
    return customer_by_id(customer.id, actor=given.MANAGER, world=world).customer.details.name


def test_results_stand_in_the_order_of_the_items(world: World) -> None:
    first, second = given.customer(world, "A"), given.customer(world, "B")
    command = InBulk([renamed(first, "A1"), renamed(second, "B1"), renamed(first, "A2")], order=[1, 0, 2])
    assert in_bulk(command, actor=given.MANAGER, world=world) == ["A1", "B1", "A2"]
    assert (name_of(world, first), name_of(world, second)) == ("A2", "B1")


def test_a_refused_item_leaves_the_others_alone(world: World) -> None:
    mine, others = given.customer(world, "A", owner=given.user(1)), given.customer(world, "B")
    by = given.rep(1)
    items = [renamed(mine, "A1", by), renamed(others, "B1", by), renamed(mine, "A2", by, version=1)]
    done, hidden, late = in_bulk(InBulk(items, range(3)), actor=by, world=world)
    assert done == "A1"
    assert isinstance(hidden, NotFound)
    assert isinstance(late, Outdated)
    assert (name_of(world, mine), name_of(world, others)) == ("A1", "B")


def test_what_cannot_be_had_now_undoes_all(world: World) -> None:
    customer = given.customer(world, "A")

    def unavailable(_: World) -> str:
        raise Unavailable

    with pytest.raises(Unavailable):
        in_bulk(InBulk([renamed(customer, "B"), unavailable], range(2)), actor=given.MANAGER, world=world)
    assert name_of(world, customer) == "A"


def test_who_must_try_again_tries_all_again(world: World) -> None:
    customer, met = given.customer(world, "A"), iter([True, False])

    def contended(_: World) -> str:
        if next(met):
            raise TryAgain
        return "done"

    command = InBulk([renamed(customer, "B"), contended], range(2))
    assert perform(in_bulk, command, actor=given.MANAGER, world=world) == ["B", "done"]
    assert customer_by_id(customer.id, actor=given.MANAGER, world=world).customer.version == 2


def test_a_denial_is_kept_in_the_audit(world: World) -> None:
    chain = given.chain(world)
    given.location(world, chain, owner=given.user(1))
    sibling = given.location(world, chain, owner=given.user(2))
    by = given.rep(1)
    (denied,) = in_bulk(InBulk([renamed(sibling, "B", by)], [0]), actor=by, world=world)
    assert isinstance(denied, NotAllowed)
    with world.unit_of_work(given.AUDITOR) as uow:
        newest = uow.audit.newest(limit=1)[0].deed
    assert (newest.outcome, newest.resource_id) == ("DENIED", str(sibling.id))
