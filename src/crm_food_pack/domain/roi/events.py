"""What others are told about consultations on profitability."""

from typing import ClassVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.ids import CustomerId


@frozen
class RoiConsultationUpdated(Fact):
    """A customer was advised; `savingsPerMonth` is a decimal string, in the currency of their territory."""

    type: ClassVar[str] = "roi.consultation.updated"
    customer_id: CustomerId
    scenario_id: UUID
    commitment_level: str
    savings_per_month: str | None

    @property
    def subject(self) -> UUID:
        return self.customer_id
