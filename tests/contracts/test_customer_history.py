"""What every store of a customer's history keeps: it is added by who may write, and never lost."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.history import HistoryEntry, Turn
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from tests import given


def kept(world: World, customer: Customer, by: Actor, turn: Turn = Turn.REASSIGNED) -> bool:
    try:
        with world.unit_of_work(by) as uow:
            uow.customer_history.keep(HistoryEntry.of(customer, turn, by, why="Elternzeit"))
            uow.commit()
    except NotAllowed:
        return False
    return True


def test_it_is_added_by_whoever_may_write_the_customer(world: World) -> None:
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    sibling = given.location(world, chain, "Sibling", owner=given.user(2))
    hidden = given.customer(world, "Hidden", owner=given.user(2))

    assert kept(world, own, given.rep(1))
    assert kept(world, own, given.rep(1), Turn.ARCHIVED)
    assert [kept(world, one, given.rep(1)) for one in (sibling, hidden)] == [False, False]
    assert not kept(world, own, given.AUDITOR, Turn.RESTORED)
    assert not kept(world, own, given.actor(tenant=given.OTHER_TENANT), Turn.RESTORED)
