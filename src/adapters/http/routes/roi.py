"""What a kitchen would save, calculated for whoever asks; nothing is stored."""

from typing import Any

from adapters.http.answers import json_answer
from adapters.http.endpoint import Call, Endpoint, Success, Work
from adapters.http.schemas.customers import ENCODER
from adapters.http.schemas.roi import RoiForm, roi_form
from crm_core.ports.once import Answer
from crm_food_pack.domain.roi.calculator import INPUTS, calculate, inputs_from
from crm_food_pack.domain.roi.scenario import CURRENT

EXAMPLE: dict[str, Any] = {
    "mealsPerDay": 120,
    "daysPerMonth": 26,
    "laborMinutesSavedPerMeal": 2.5,
    "laborCostPerHour": 22,
    "foodCostPerMeal": 3.2,
    "wasteReductionPct": 8,
    "channel": "DIRECT",
    "investment": 15000,
}
RESULT: dict[str, Any] = {
    "monthlyLaborSavings": 2860.00,
    "monthlyWasteSavings": 798.72,
    "totalMonthlySavings": 3658.72,
    "paybackMonths": 4.10,
    "assumptions": {"directUpliftPct": 3.0},
}


def _calculate(call: Call) -> Answer:
    inputs = inputs_from(call.body)
    return json_answer(200, ENCODER.encode(roi_form(calculate(inputs), CURRENT, inputs.channel)))


ENDPOINTS = (
    Endpoint(
        method="POST",
        path="/api/cockpit/roi/calc",
        operation="calculateRoi",
        title="Calculate what a kitchen saves",
        says=(
            "Decimal arithmetic; each saving is rounded half up to cents, then they are added. "
            "`paybackMonths` is null without an investment or without a saving. Nothing is stored."
        ),
        tag="cockpit",
        run=_calculate,
        work=Work.READ,
        body=INPUTS,
        body_example=EXAMPLE,
        success=(Success(200, "The savings.", RoiForm, example=RESULT),),
    ),
)
