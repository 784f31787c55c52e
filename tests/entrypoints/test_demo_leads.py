"""The demo has forty leads in every state: one is paused, one lapses soon, one has lapsed."""

from collections import Counter
from datetime import timedelta

from crm_core.domain.ids import CorrelationId
from crm_core.domain.leads.listing import LeadOrder, LeadSlice, LeadState
from crm_core.queries.list_leads import list_leads
from crm_food_pack.pack import FOOD
from entrypoints.composition.demo import demo_manager, demo_prospects
from entrypoints.demo import load_into
from tests.worlds import in_memory


def test_forty_leads_are_in_every_state() -> None:
    world = in_memory(FOOD)
    load_into(world)
    manager, now = demo_manager(CorrelationId(world.ids.new())), world.clock.now()
    wanted = LeadSlice(now, order=LeadOrder.LAPSE, limit=200)
    page = list_leads(wanted, cursor=None, actor=manager, world=world)
    states = Counter(row.state for row in page.rows)

    assert len(page.rows) == len(demo_prospects()) == 40
    assert set(states) == set(LeadState)
    assert min(states.values()) >= 2
    assert any(row.paused_since is not None for row in page.rows)
    soon = [row for row in page.rows if row.lapse_at and now < row.lapse_at < now + timedelta(days=7)]
    assert soon
    assert any(row.state is LeadState.EXPIRED for row in page.rows)
