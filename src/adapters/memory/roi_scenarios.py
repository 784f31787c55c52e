"""Saved calculations in memory, seen by whoever sees their customer."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve, frozen

from adapters.memory.customers import MemoryCustomers, own_chains, shared_chains
from adapters.memory.store import MemoryStore, State
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.of_parties import may_with
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.refusals import NotAllowed
from crm_food_pack.domain.roi.scenario import RoiScenario, RoiScenarioId
from crm_food_pack.ports.roi_scenario_readings import ScenarioSlice, SeenScenario

SHELF = "roi-scenarios"


@frozen
class MemoryRoiScenarios:
    state: State
    scope: Scope

    def add(self, scenario: RoiScenario) -> None:
        scope = evolve(self.scope, shared_chains=shared_chains(self.state, self.scope.own_chains))
        customer = self.state.customers[scenario.customer_id]
        if not may_with(Operation.ENGAGE, scope=scope, customer=customer, lead=None):
            raise NotAllowed(action="create", resource="roi-scenario", resource_id=str(scenario.id))
        self.state.of_packs[SHELF, scenario.id] = scenario

    def find(self, scenario_id: RoiScenarioId) -> RoiScenario | None:
        found = self.state.of_packs.get((SHELF, scenario_id))
        return found if isinstance(found, RoiScenario) and self.seen(found) is not None else None

    def seen(self, scenario: RoiScenario) -> SeenScenario | None:
        customer = MemoryCustomers(self.state, self.scope).find(scenario.customer_id)
        if customer is None:
            return None
        return SeenScenario(scenario, customer.details.name, customer.details.territory)


@frozen
class MemoryRoiScenarioReadings:
    store: MemoryStore

    def one(self, actor: Actor, scenario_id: RoiScenarioId) -> SeenScenario | None:
        scenarios = self._seen_by(actor)
        found = scenarios.find(scenario_id)
        return None if found is None else scenarios.seen(found)

    def page(self, actor: Actor, wanted: ScenarioSlice) -> Sequence[SeenScenario] | None:
        scenarios = self._seen_by(actor)
        if MemoryCustomers(scenarios.state, scenarios.scope).find(wanted.customer_id) is None:
            return None
        kept = (one for (shelf, _), one in scenarios.state.of_packs.items() if shelf == SHELF)
        found = sorted((one for one in kept if one.customer_id == wanted.customer_id), key=_place)
        if wanted.after is not None:
            at, last_id = wanted.after
            found = [one for one in found if _place(one) > (-at.timestamp(), last_id)]
        seen = (scenarios.seen(one) for one in found[: wanted.limit + 1])
        return [one for one in seen if one is not None]

    def _seen_by(self, actor: Actor) -> MemoryRoiScenarios:
        state = self.store.state
        return MemoryRoiScenarios(state, Scope(actor, own_chains(state, actor.tenant, actor.user)))


def _place(one: RoiScenario) -> tuple[float, UUID]:
    return (-one.created_at.timestamp(), one.id)
