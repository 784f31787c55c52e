"""How a calculation of savings travels: money as numbers with two places."""

from typing import Annotated, Any

import msgspec

from crm_core.domain.customers.customer import Channel
from crm_food_pack.domain.roi.calculator import RoiResult
from crm_food_pack.domain.roi.scenario import Assumptions

# The schema of a Decimal would be a text; what travels is a JSON number.
_Number = Annotated[Any, msgspec.Meta(extra_json_schema={"type": "number"})]
_NumberOrNull = Annotated[Any, msgspec.Meta(extra_json_schema={"type": ["number", "null"]})]


class RoiAssumptions(msgspec.Struct, rename="camel", frozen=True, omit_defaults=True):
    """Percentages of the channel; they are shown and do not enter the result."""

    partner_discount_pct: Annotated[_Number, msgspec.Meta(description="Channel PARTNER only.")] = (
        msgspec.UNSET
    )
    direct_uplift_pct: Annotated[_Number, msgspec.Meta(description="Channel DIRECT only.")] = msgspec.UNSET


class RoiForm(msgspec.Struct, rename="camel", frozen=True):
    """What a kitchen saves in a month, and when that pays the investment back."""

    monthly_labor_savings: _Number
    monthly_waste_savings: _Number
    total_monthly_savings: _Number
    payback_months: _NumberOrNull
    assumptions: RoiAssumptions


def roi_form(result: RoiResult, assumptions: Assumptions, channel: Channel) -> RoiForm:
    shown = assumptions.shown(channel)
    return RoiForm(
        monthly_labor_savings=result.monthly_labor_savings,
        monthly_waste_savings=result.monthly_waste_savings,
        total_monthly_savings=result.total_monthly_savings,
        payback_months=result.payback_months,
        assumptions=RoiAssumptions(
            partner_discount_pct=shown.get("partnerDiscountPct", msgspec.UNSET),
            direct_uplift_pct=shown.get("directUpliftPct", msgspec.UNSET),
        ),
    )
