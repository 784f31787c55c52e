"""Which calculations were saved for this customer, and what did one of them say?"""

from collections.abc import Sequence

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_time
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_scenario_readings import ROI_SCENARIO_READINGS, ScenarioSlice, SeenScenario


@frozen
class ScenarioPage:
    rows: Sequence[SeenScenario]
    next_cursor: str | None


def scenario_by_id(scenario_id: RoiScenarioId, *, actor: Actor, world: World) -> SeenScenario:
    found = world.of(ROI_SCENARIO_READINGS).one(actor, scenario_id)
    if found is None:
        raise NotFound
    return found


def list_scenarios(
    customer_id: CustomerId, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> ScenarioPage:
    digest = digest_of("roi-scenarios", actor.tenant, customer_id)
    asked = ScenarioSlice(customer_id, limit)
    if cursor is not None:
        asked = evolve(asked, after=opened_at_time(world.seals, digest, cursor))
    found = world.of(ROI_SCENARIO_READINGS).page(actor, asked)
    if found is None:
        raise NotFound
    return ScenarioPage(*cut(found, limit, _place_of, world.seals, digest))


def _place_of(seen: SeenScenario) -> tuple[str, str]:
    return seen.scenario.created_at.isoformat(), str(seen.scenario.id)
