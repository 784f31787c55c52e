"""A follow-up is open to whom its party is open, and to whom it is given."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
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
    lead = given.kept_lead(world, given.lead_made(world, owner=given.user(1), region="BERLIN"))
    party = Party(lead_id=lead.id) if of_lead else Party(customer.id)
    one = due.drafted(world, party, owner=None if owner is None else given.user(owner))
    hangs_on = {"customer": None, "lead": lead} if of_lead else {"customer": customer, "lead": None}
    operations = (Operation.READ, Operation.CREATE, Operation.WRITE)
    return {str(o) for o in operations if may(o, one, scope=Scope(actor), **hangs_on)}


ALL = {"read", "create", "write"}
OWN = {"read", "write"}


@pytest.mark.parametrize(
    ("actor", "owner", "expected"),
    [
        (given.MANAGER, None, ALL),
        (given.SYSTEM, None, ALL),
        (given.AUDITOR, None, {"read"}),
        (given.rep(1), None, ALL),
        (given.rep(2), None, set()),
        (given.rep(2), 2, OWN),
        (given.team_lead("BERLIN"), None, ALL),
        (given.team_lead("KIEL"), None, set()),
        (given.actor(tenant=given.OTHER_TENANT), 1, set()),
    ],
    ids=["manager", "system", "auditor", "rep", "stranger", "its owner", "lead", "lead elsewhere", "tenant"],
)
@pytest.mark.parametrize("of_lead", [False, True], ids=["customer", "lead"])
def test_who_may_do_what(
    world: World, actor: Actor, owner: int | None, expected: set[str], of_lead: bool
) -> None:
    """Nobody opens one on a party that is not theirs to work on by giving it to themselves."""
    assert allowed(world, actor, owner=owner, of_lead=of_lead) == expected


def test_a_lead_that_is_known_by_its_name_alone_opens_nothing(world: World) -> None:
    lead = given.kept_lead(world, given.reservation_made(world, owner=given.user(1)))
    one = due.drafted(world, Party(lead_id=lead.id))
    scope = Scope(given.rep(2))
    assert LEADS.permits(Operation.READ, scope, lead)
    assert not may(Operation.READ, one, scope=scope, customer=None, lead=lead)


def test_owning_one_of_another_tenant_opens_nothing(world: World) -> None:
    one = due.drafted(world, Party(lead_id=due.A_LEAD), owner=given.user(1))
    foreign = evolve(one, tenant_id=given.OTHER_TENANT)
    assert not may(Operation.READ, foreign, scope=Scope(given.rep(1)), customer=None, lead=None)
