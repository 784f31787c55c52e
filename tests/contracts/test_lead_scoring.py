"""What every trade's scoring keeps: a number from 0 to 100 that explains itself and changes nothing."""

import pytest

from crm_core.domain.refusals import NotFound
from crm_core.ports.lead_scoring import LEAD_SCORING
from crm_core.queries.lead_score import lead_score
from crm_food_pack.pack import FOOD
from tests import given
from tests.worlds import in_memory


def test_the_same_facts_give_the_same_score() -> None:
    world = in_memory(FOOD)
    lead = given.kept_lead(world, given.lead_made(world))
    one, two = (lead_score(lead.id, actor=given.rep(1), world=world) for _ in range(2))

    assert one == two
    assert 0 <= one.points <= 100
    assert world.of(LEAD_SCORING) is world.of(LEAD_SCORING)


def test_where_no_pack_scores_there_is_no_score() -> None:
    world = in_memory()
    lead = given.kept_lead(world, given.lead_made(world))
    with pytest.raises(NotFound):
        lead_score(lead.id, actor=given.rep(1), world=world)
