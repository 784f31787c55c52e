"""Saved calculations as activities speak of them: named by consultations, moved by none."""

from collections.abc import Sequence
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.party import Party
from crm_core.ports.thing import Move
from crm_core.ports.unit_of_work import UnitOfWork
from crm_food_pack.domain.roi.scenario import RoiScenarioId
from crm_food_pack.ports.roi_scenarios import ROI_SCENARIOS


@frozen
class ScenarioThing:
    def is_known(self, thing_id: UUID, party: Party, uow: UnitOfWork) -> bool:
        found = uow.of(ROI_SCENARIOS).find(RoiScenarioId(thing_id))
        return found is not None and found.customer_id == party.customer_id

    def move(self, move: Move, uow: UnitOfWork) -> Sequence[Fact]:  # noqa: ARG002 - nothing moves it
        return ()
