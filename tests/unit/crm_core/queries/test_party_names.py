"""What parties are called, all in one question of each sort."""

from crm_core.domain.party import Party
from crm_core.ports.world import World
from crm_core.queries.party_names import party_names
from tests import given


def test_customers_and_leads_are_named_as_far_as_one_sees_them(memory_world: World) -> None:
    world = memory_world
    house, other = given.customer(world, "Linde", owner=given.user(1)), given.customer(world, "Krone")
    lead = given.kept_lead(world, given.lead_made(world, "Gasthaus Rose", owner=given.user(1)))
    parties = [Party(house.id), Party(house.id), Party(other.id), Party(lead_id=lead.id)]

    found = party_names(parties, actor=given.rep(1), world=world)

    assert found == {Party(house.id): "Linde", Party(lead_id=lead.id): "Gasthaus Rose"}
    assert party_names([], actor=given.rep(1), world=world) == {}
