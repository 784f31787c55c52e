"""The kitchen of the golden example."""

from crm_food_pack.domain.roi.calculator import RoiInputs, inputs_from

GOLDEN: dict[str, object] = {
    "mealsPerDay": 120,
    "daysPerMonth": 26,
    "laborMinutesSavedPerMeal": 2.5,
    "laborCostPerHour": 22,
    "foodCostPerMeal": "3.20",
    "wasteReductionPct": 8,
}


def kitchen(**more: object) -> RoiInputs:
    return inputs_from({**GOLDEN, **more})
