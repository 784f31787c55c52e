"""The saved calculations, as a command sees them inside its unit of work."""

from typing import Protocol

from crm_core.ports.pack_port import PackPort
from crm_food_pack.domain.roi.scenario import RoiScenario, RoiScenarioId


class RoiScenarios(Protocol):
    """What is pinned stays: a scenario is added, and nobody changes or removes one."""

    def add(self, scenario: RoiScenario) -> None:
        """Keeps a new one; NotAllowed when its customer is not the caller's to work on."""
        ...

    def find(self, scenario_id: RoiScenarioId) -> RoiScenario | None:
        """The scenario if the caller sees its customer."""
        ...


ROI_SCENARIOS = PackPort[RoiScenarios]("food.roi-scenarios")
