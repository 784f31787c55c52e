"""A sample is open to whom its customer is open; for a lead, to whoever asked for it."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.party import LeadId, Party
from crm_core.ports.world import World
from crm_food_pack.domain.samples.access import may
from tests import given
from tests.unit.crm_food_pack.domain.samples.boxes import sample
from tests.worlds import in_memory

ALL = {"read", "create", "write"}
A_LEAD = Party(lead_id=LeadId(given.nobody_knows()))


@pytest.fixture
def world() -> World:
    return in_memory()


def allowed(world: World, actor: Actor, *, for_lead: bool) -> set[str]:
    """Of a sample that the second representative asked for; the first one owns the customer."""
    customer = given.customer(world, owner=given.user(1))
    party = A_LEAD if for_lead else Party(customer.id)
    one = evolve(sample(), party=party, tenant_id=given.TENANT, created_by=given.user(2))
    asked = None if for_lead else customer
    operations = (Operation.READ, Operation.CREATE, Operation.WRITE)
    return {str(o) for o in operations if may(o, one, scope=Scope(actor), customer=asked)}


@pytest.mark.parametrize(
    ("actor", "for_customer", "for_lead"),
    [
        (given.MANAGER, ALL, ALL),
        (given.SYSTEM, ALL, ALL),
        (given.AUDITOR, {"read"}, {"read"}),
        (given.rep(1), ALL, set()),
        (given.rep(2), set(), ALL),
        (given.rep(3), set(), set()),
        (given.team_lead("BERLIN"), ALL, set()),
        (given.team_lead("KIEL"), set(), set()),
        (given.actor(tenant=given.OTHER_TENANT), set(), set()),
    ],
    ids=["manager", "system", "auditor", "owner", "asker", "stranger", "lead", "lead elsewhere", "tenant"],
)
def test_who_may_do_what(world: World, actor: Actor, for_customer: set[str], for_lead: set[str]) -> None:
    assert allowed(world, actor, for_lead=False) == for_customer
    assert allowed(world, actor, for_lead=True) == for_lead
