"""Which calculations were saved for this customer, and what did one of them say?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.world import World
from crm_core.queries.cursor import digest_of, opened, sealed
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
        at, last_id = opened(world.seals, digest, cursor)
        asked = evolve(asked, after=(datetime.fromisoformat(str(at)), UUID(str(last_id))))
    found = world.of(ROI_SCENARIO_READINGS).page(actor, asked)
    if found is None:
        raise NotFound
    shown, goes_on = found[:limit], len(found) > limit
    last = shown[-1].scenario if goes_on else None
    place = None if last is None else (last.created_at.isoformat(), str(last.id))
    return ScenarioPage(shown, None if place is None else sealed(world.seals, digest, place))
