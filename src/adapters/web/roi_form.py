"""A calculation of savings as the fields of an HTML form, and what they mean to the core."""

from collections.abc import Mapping
from decimal import Decimal

from babel import Locale

from adapters.web.values.numbers import number_shown, number_typed
from crm_core.domain.customers.customer import Channel
from crm_food_pack.domain.roi.calculator import RoiInputs
from crm_food_pack.domain.roi.form import inputs_record

COUNTS = ("mealsPerDay", "daysPerMonth")
AMOUNTS = (
    "laborMinutesSavedPerMeal",
    "laborCostPerHour",
    "foodCostPerMeal",
    "wasteReductionPct",
    "investment",
)
NUMBERS = (*COUNTS, *AMOUNTS)
FIELDS = (*NUMBERS, "channel")
# Of a kitchen as one meets it; to try things out.
EXAMPLE = RoiInputs(
    120, 26, Decimal("2.5"), Decimal(22), Decimal("3.20"), Decimal(8), Channel.DIRECT, Decimal(15000)
)


def blank(meals: object, channel: Channel, locale: Locale) -> dict[str, str]:
    """An empty form, with what is known of the customer."""
    known = number_shown(meals, locale) if isinstance(meals, int | Decimal) else ""
    return dict.fromkeys(FIELDS, "") | {"mealsPerDay": known, "channel": str(channel)}


def shown(inputs: RoiInputs, locale: Locale) -> dict[str, str]:
    return blank(None, inputs.channel, locale) | {
        name: number_shown(value, locale) for name, value in inputs_record(inputs).items()
    }


def typed(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values.get(name, "").strip() for name in FIELDS}


def written(values: Mapping[str, str], locale: Locale) -> dict[str, object]:
    """The JSON that a program would send for this form; what is empty is absent."""
    return {
        name: number_typed(values[name], locale) if name in NUMBERS else values[name]
        for name in FIELDS
        if values[name]
    }


def missing(values: Mapping[str, str]) -> list[str]:
    """What has to be filled in before anything can be calculated."""
    return [name for name in NUMBERS if name != "investment" and not values[name]]
