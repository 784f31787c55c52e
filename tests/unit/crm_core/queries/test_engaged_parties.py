"""With whom one may work, for many parties in one question of each sort."""

from attrs import evolve

from crm_core.domain.customers.customer import CoveragePolicy
from crm_core.domain.party import Party
from crm_core.ports.world import World
from crm_core.queries.engaged_parties import engaged_parties
from crm_core.queries.engagement import engagement
from tests import given


def test_the_answer_is_the_one_that_each_of_them_gives_alone(memory_world: World) -> None:
    world = memory_world
    shared = given.chain(world, coverage_policy=CoveragePolicy.CHAIN_SHARED)
    alone = given.chain(world, "Alpen Hotels")
    places = [
        given.location(world, shared, owner=given.user(1)),
        given.location(world, shared, "Nordsee Sylt", owner=given.user(2)),
        given.location(world, alone, "Alpen Linz", owner=given.user(1)),
        given.location(world, alone, "Alpen Graz", owner=given.user(2)),
    ]
    lead = given.kept_lead(world, given.lead_made(world, "Gasthaus Rose", owner=given.user(1)))
    parties = [*(Party(one.id) for one in places), Party(lead_id=lead.id)]

    for actor in (given.rep(1), given.MANAGER, given.AUDITOR):
        each = {one for one in parties if engagement(one, actor=actor, world=world).may_engage}
        assert engaged_parties(parties, actor=actor, world=world) == each
    assert engaged_parties([], actor=given.rep(1), world=world) == frozenset()


def test_who_only_reads_costs_no_question(memory_world: World) -> None:
    closed = evolve(memory_world, customer_readings=None, lead_readings=None)  # type: ignore[arg-type]  # never asked
    parties = [Party(given.nobody_knows())]

    assert engaged_parties(parties, actor=given.AUDITOR, world=closed) == frozenset()
