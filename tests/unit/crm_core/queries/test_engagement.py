"""With whom somebody may deal: their own, those they stand in for, and leads that they work on."""

from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import CoveragePolicy, Customer
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.engagement import engagement
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import given


def may(world: World, customer: Customer, by: Actor) -> bool:
    return engagement(Party(customer.id), actor=by, world=world).may_engage


@pytest.mark.parametrize("policy", list(CoveragePolicy))
def test_siblings_stand_in_for_each_other_where_the_chain_says_so(
    world: World, policy: CoveragePolicy
) -> None:
    chain = given.chain(world, coverage_policy=policy)
    mine = given.location(world, chain, owner=given.user(1))
    other = given.location(world, chain, "Nordsee Sylt", owner=given.user(2))

    assert may(world, mine, given.rep(1))
    assert may(world, other, given.rep(1)) == (policy is CoveragePolicy.CHAIN_SHARED)
    assert not may(world, chain, given.rep(1))
    assert not may(world, mine, given.AUDITOR)


def test_with_an_archived_customer_nobody_deals(world: World) -> None:
    made = given.customer(world, owner=given.user(1))
    archive_customer(ArchiveCustomer(made.id), actor=given.MANAGER, world=world)

    assert not may(world, made, given.MANAGER)


def test_a_lead_is_dealt_with_by_whom_it_belongs_to(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world, "Gasthaus Rose", owner=given.user(1)))
    party = Party(lead_id=lead.id)
    found = engagement(party, actor=given.rep(1), world=world)

    assert (found.name, found.territory, found.may_engage) == ("Gasthaus Rose", "DE", True)
    assert not engagement(party, actor=given.AUDITOR, world=world).may_engage


def test_of_somebody_else_s_reservation_only_the_name_is_known(world: World) -> None:
    kept = given.kept_lead(world, given.reservation_made(world, "Zeta", owner=given.user(3)))
    party = Party(lead_id=kept.id)
    stranger = evolve(given.rep(9), regions=frozenset({"BERLIN"}))

    assert engagement(party, actor=given.rep(3), world=world).may_engage
    assert not engagement(party, actor=stranger, world=world).may_engage


def test_nobody_deals_with_whom_they_do_not_see(world: World) -> None:
    for party in (
        Party(given.customer(world, owner=given.user(2)).id),
        Party(lead_id=LeadId(UUID(int=0xDEAD))),
    ):
        with pytest.raises(NotFound):
            engagement(party, actor=given.rep(1), world=world)
