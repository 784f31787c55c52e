"""Saving a calculation for a customer: inputs, the version of the assumptions and the results, pinned."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.days import local_day
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World
from crm_food_pack.domain.roi.form import Wish
from crm_food_pack.domain.roi.scenario import RoiScenario, RoiScenarioId, assumptions_of, compared
from crm_food_pack.ports.roi_scenario_readings import SeenScenario
from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS


@frozen
class SaveScenario:
    customer_id: CustomerId
    wish: Wish


def save_scenario(command: SaveScenario, *, actor: Actor, world: World) -> SeenScenario:
    now, wish = world.clock.now(), command.wish
    with world.unit_of_work(actor) as uow:
        customer = uow.customers.engage(command.customer_id)
        customer.refuse_if_archived()
        scenario = RoiScenario(
            id=RoiScenarioId(world.ids.new()),
            tenant_id=actor.tenant,
            customer_id=customer.id,
            name=wish.name or local_day(now).isoformat(),
            inputs=wish.inputs,
            assumptions_version=wish.version,
            results=compared(wish.inputs, assumptions_of(wish.version)),
            created_by=actor.user,
            created_at=now,
        )
        uow.of(ROI_SCENARIOS).add(scenario)
        uow.audit.record(Deed("save", "roi-scenario", str(scenario.id), None, 1))
        seen = SeenScenario(scenario, customer.details.name, customer.details.territory)
        uow.commit(seen)
    return seen
