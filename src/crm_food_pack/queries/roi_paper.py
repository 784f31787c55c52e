"""What does a saved calculation look like on paper, for the customer?"""

from crm_core.domain.access.actor import Actor
from crm_core.ports.world import World
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_paper import ROI_PAPER
from crm_food_pack.queries.roi_scenarios import scenario_by_id


def scenario_paper(scenario_id: RoiScenarioId, language: str, *, actor: Actor, world: World) -> bytes:
    """The sheet, for whoever sees the customer."""
    seen = scenario_by_id(scenario_id, actor=actor, world=world)
    return world.of(ROI_PAPER).pages(seen, language)
