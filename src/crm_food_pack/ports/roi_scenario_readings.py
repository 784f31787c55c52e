"""The saved calculations, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CustomerId
from crm_core.ports.pack_port import PackPort
from crm_food_pack.domain.roi.scenario import RoiScenario, RoiScenarioId


@frozen
class ScenarioSlice:
    """The newest of a customer first."""

    customer_id: CustomerId
    limit: int = 50
    after: tuple[datetime, UUID] | None = None


@frozen
class SeenScenario:
    """A scenario with what its page says of the customer: whose it is, and where, for the currency."""

    scenario: RoiScenario
    customer_name: str
    territory: str


class RoiScenarioReadings(Protocol):
    def one(self, actor: Actor, scenario_id: RoiScenarioId) -> SeenScenario | None:
        """The scenario if the actor sees its customer."""
        ...

    def page(self, actor: Actor, wanted: ScenarioSlice) -> Sequence[SeenScenario] | None:
        """At most `wanted.limit + 1`, the newest first, then by id; None when the actor does not see the
        customer."""
        ...


ROI_SCENARIO_READINGS = PackPort[RoiScenarioReadings]("food.roi-scenario-readings")
