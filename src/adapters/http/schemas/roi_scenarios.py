"""How saved calculations travel: inputs and results as they were pinned, three outlooks side by side."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from adapters.http.schemas.roi import RoiAssumptions, RoiForm, roi_form
from crm_core.domain.customers.customer import Channel
from crm_food_pack.domain.kpis.pipeline import currency_of
from crm_food_pack.domain.roi.form import inputs_record
from crm_food_pack.domain.roi.scenario import Assumptions, Outlook, RoiScenario, assumptions_of
from crm_food_pack.ports.roi_scenario_readings import SeenScenario

_Number = Annotated[Any, msgspec.Meta(extra_json_schema={"type": "number"})]
_NumberOrNull = Annotated[Any, msgspec.Meta(extra_json_schema={"type": ["number", "null"]})]


class RoiInputsForm(msgspec.Struct, rename="camel", frozen=True):
    """What the kitchen said about itself."""

    meals_per_day: int
    days_per_month: int
    labor_minutes_saved_per_meal: _Number
    labor_cost_per_hour: _Number
    food_cost_per_meal: _Number
    waste_reduction_pct: _Number
    channel: Channel
    investment: _NumberOrNull


class RoiOutlooksForm(msgspec.Struct, rename="camel", frozen=True):
    """The same kitchen, seen carefully, as it says, and hopefully."""

    conservative: RoiForm
    realistic: RoiForm
    optimistic: RoiForm


class RoiScenarioForm(msgspec.Struct, rename="camel", frozen=True):
    """A calculation as it was shown to a customer; `result` is the realistic outlook."""

    id: UUID
    customer_id: UUID
    name: str
    currency: str
    inputs: RoiInputsForm
    assumptions_version: str
    assumptions: RoiAssumptions
    result: RoiForm
    outlooks: RoiOutlooksForm
    created_by: UUID
    created_at: datetime


class RoiScenarioPageForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of saved calculations."""

    items: list[RoiScenarioForm]
    next_cursor: str | None


def scenario_form(seen: SeenScenario) -> RoiScenarioForm:
    scenario = seen.scenario
    assumptions = assumptions_of(scenario.assumptions_version)
    result = _result(scenario, Outlook.REALISTIC, assumptions)
    return RoiScenarioForm(
        id=scenario.id,
        customer_id=scenario.customer_id,
        name=scenario.name,
        currency=currency_of(seen.territory),
        inputs=_inputs(scenario),
        assumptions_version=scenario.assumptions_version,
        assumptions=result.assumptions,
        result=result,
        outlooks=RoiOutlooksForm(
            conservative=_result(scenario, Outlook.CONSERVATIVE, assumptions),
            realistic=result,
            optimistic=_result(scenario, Outlook.OPTIMISTIC, assumptions),
        ),
        created_by=scenario.created_by,
        created_at=scenario.created_at,
    )


def _inputs(scenario: RoiScenario) -> RoiInputsForm:
    told = {"investment": None, **inputs_record(scenario.inputs)}
    return msgspec.convert(told, RoiInputsForm)


def _result(scenario: RoiScenario, outlook: Outlook, assumptions: Assumptions) -> RoiForm:
    return roi_form(scenario.results[outlook], assumptions, scenario.inputs.channel)
