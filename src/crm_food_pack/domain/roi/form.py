"""How a calculation is saved: what the kitchen says, under a name, with a version of our assumptions."""

from collections.abc import Mapping

from attrs import frozen

from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice, Text
from crm_core.domain.fields.record import Member, Record
from crm_food_pack.domain.roi.calculator import INPUTS, RoiInputs, inputs_from
from crm_food_pack.domain.roi.scenario import ASSUMPTIONS, CURRENT

NAME = Member("name", Text(200, examples=("Mittagstisch, 120 Essen",)))
VERSION = Member("assumptionsVersion", Choice(tuple(ASSUMPTIONS)), default=CURRENT.version)
SCENARIO = Record((NAME, VERSION, *INPUTS.members))


@frozen
class Wish:
    """A calculation to be saved; without a name it is called after its day."""

    name: str | None
    version: str
    inputs: RoiInputs


def read_scenario(raw: object) -> Wish:
    """The wish, or a refusal that names every bad member."""
    faults = Faults()
    values = SCENARIO.parse(raw, "", faults)
    faults.refuse_if_any()
    assert isinstance(values, Mapping)  # noqa: S101 - a record reads an object or adds a fault
    assert isinstance(raw, Mapping)  # noqa: S101 - likewise
    keys = {member.key for member in INPUTS.members}
    name = values["name"]
    return Wish(
        None if name is None else str(name),
        str(values["assumptionsVersion"]),
        inputs_from({key: value for key, value in raw.items() if key in keys}),
    )


def inputs_record(inputs: RoiInputs) -> dict[str, object]:
    """The inputs as the JSON object that people write, without what is absent."""
    values = {
        "mealsPerDay": inputs.meals_per_day,
        "daysPerMonth": inputs.days_per_month,
        "laborMinutesSavedPerMeal": inputs.labor_minutes_saved_per_meal,
        "laborCostPerHour": inputs.labor_cost_per_hour,
        "foodCostPerMeal": inputs.food_cost_per_meal,
        "wasteReductionPct": inputs.waste_reduction_pct,
        "channel": str(inputs.channel),
        "investment": inputs.investment,
    }
    return {key: value for key, value in values.items() if value is not None}
