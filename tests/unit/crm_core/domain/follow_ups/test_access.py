"""A follow-up is open to whom its party is open, and to whom it is given."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.access import may
from crm_core.domain.party import Party
from crm_core.ports.world import World
from tests import due, given
from tests.worlds import in_memory


@pytest.fixture
def world() -> World:
    return in_memory()


def allowed(world: World, actor: Actor, *, owner: int | None, of_lead: bool = False) -> set[str]:
    customer = given.customer(world, owner=given.user(1))
    party = Party(lead_id=due.A_LEAD) if of_lead else Party(customer.id)
    one = due.drafted(world, party, owner=None if owner is None else given.user(owner))
    asked = None if of_lead else customer
    operations = (Operation.READ, Operation.CREATE, Operation.WRITE)
    return {str(o) for o in operations if may(o, one, scope=Scope(actor), customer=asked)}


ALL = {"read", "create", "write"}


@pytest.mark.parametrize(
    ("actor", "owner", "on_customer", "on_lead"),
    [
        (given.MANAGER, None, ALL, ALL),
        (given.SYSTEM, None, ALL, ALL),
        (given.AUDITOR, None, {"read"}, {"read"}),
        (given.rep(1), None, ALL, set()),
        (given.rep(2), None, set(), set()),
        (given.rep(2), 2, ALL, ALL),
        (given.team_lead("BERLIN"), None, ALL, set()),
        (given.team_lead("KIEL"), None, set(), set()),
        (given.actor(tenant=given.OTHER_TENANT), 1, set(), set()),
    ],
    ids=["manager", "system", "auditor", "rep", "stranger", "its owner", "lead", "lead elsewhere", "tenant"],
)
def test_who_may_do_what(
    world: World, actor: Actor, owner: int | None, on_customer: set[str], on_lead: set[str]
) -> None:
    assert allowed(world, actor, owner=owner) == on_customer
    assert allowed(world, actor, owner=owner, of_lead=True) == on_lead


def test_owning_one_of_another_tenant_opens_nothing(world: World) -> None:
    one = due.drafted(world, Party(lead_id=due.A_LEAD), owner=given.user(1))
    foreign = evolve(one, tenant_id=given.OTHER_TENANT)
    assert not may(Operation.READ, foreign, scope=Scope(given.rep(1)), customer=None)
