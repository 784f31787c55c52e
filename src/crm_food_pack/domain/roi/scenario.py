"""A saved calculation: inputs, the version of the assumptions and the results, pinned for ever."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.customers.customer import Channel
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.refusals import NotFound
from crm_food_pack.domain.roi.calculator import EXACT, HUNDRED, RoiInputs, RoiResult, calculate

RoiScenarioId = NewType("RoiScenarioId", UUID)


class Outlook(StrEnum):
    CONSERVATIVE = "CONSERVATIVE"
    REALISTIC = "REALISTIC"
    OPTIMISTIC = "OPTIMISTIC"


@frozen
class Assumptions:
    """Numbers that are ours, not the kitchen's; a published version never changes.

    The percentages are shown and do not enter a result. The factors scale the minutes saved and the waste
    avoided in each outlook.
    """

    version: str
    partner_discount_pct: Decimal
    direct_uplift_pct: Decimal
    factors: Mapping[Outlook, Decimal]

    def shown(self, channel: Channel) -> dict[str, Decimal]:
        if channel is Channel.PARTNER:
            return {"partnerDiscountPct": self.partner_discount_pct}
        return {"directUpliftPct": self.direct_uplift_pct}


_FIRST = Assumptions(
    version="2025-1",
    partner_discount_pct=Decimal("5.0"),
    direct_uplift_pct=Decimal("3.0"),
    factors={
        Outlook.CONSERVATIVE: Decimal("0.8"),
        Outlook.REALISTIC: Decimal(1),
        Outlook.OPTIMISTIC: Decimal("1.2"),
    },
)
ASSUMPTIONS: Mapping[str, Assumptions] = {one.version: one for one in (_FIRST,)}
CURRENT = _FIRST


def assumptions_of(version: str) -> Assumptions:
    if version not in ASSUMPTIONS:
        raise NotFound
    return ASSUMPTIONS[version]


def compared(inputs: RoiInputs, assumptions: Assumptions) -> dict[Outlook, RoiResult]:
    """The three outlooks side by side; the realistic one is what the inputs say."""
    return {outlook: calculate(_seen(inputs, factor)) for outlook, factor in assumptions.factors.items()}


def _seen(inputs: RoiInputs, factor: Decimal) -> RoiInputs:
    minutes = EXACT.multiply(inputs.labor_minutes_saved_per_meal, factor)
    waste = EXACT.multiply(inputs.waste_reduction_pct, factor)
    return evolve(inputs, labor_minutes_saved_per_meal=minutes, waste_reduction_pct=min(waste, HUNDRED))


@frozen
class RoiScenario:
    """A calculation that was shown to a customer, kept as it was shown."""

    id: RoiScenarioId
    tenant_id: TenantId
    customer_id: CustomerId
    name: str
    inputs: RoiInputs
    assumptions_version: str
    results: Mapping[Outlook, RoiResult]
    created_by: UserId
    created_at: datetime

    @property
    def result(self) -> RoiResult:
        return self.results[Outlook.REALISTIC]

    def holds(self) -> bool:
        """Whether calculating again gives what was pinned."""
        return compared(self.inputs, assumptions_of(self.assumptions_version)) == dict(self.results)
