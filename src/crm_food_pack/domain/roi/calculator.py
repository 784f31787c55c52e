"""What a kitchen saves in a month with ready components, and when that pays an investment back."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from attrs import frozen

from crm_core.domain.customers.customer import Channel
from crm_core.domain.fields.faults import Faults
from crm_core.domain.fields.kinds import Choice
from crm_core.domain.fields.numbers import Number
from crm_core.domain.fields.record import Member, Record

# Wide enough that no product of two inputs is rounded before it is rounded to cents.
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
CENT = Decimal("0.01")
ZERO, HUNDRED, MINUTES = Decimal(0), Decimal(100), Decimal(60)


@frozen
class Amount(Number):
    """A number that is also read from a decimal string, as money is written."""

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if isinstance(raw, str) and re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", raw, re.ASCII):
            raw = Decimal(raw)
        return super().parse(raw, at, faults)

    def schema(self) -> dict[str, object]:
        sign = "-?" if self.lowest < 0 else ""
        text = {"type": "string", "pattern": rf"^{sign}\d{{1,12}}(\.\d{{1,{self.places}}})?$"}
        return {"oneOf": [super().schema(), text]}


def _amount(key: str, maximum: str) -> Member:
    return Member(key, Amount(minimum=ZERO, maximum=Decimal(maximum)), required=True)


def _money(key: str, *, required: bool, places: int, maximum: str = "1e9") -> Member:
    return Member(key, Amount(minimum=ZERO, maximum=Decimal(maximum), places=places), required=required)


def _count(key: str, maximum: int) -> Member:
    kind = Number(minimum=Decimal(1), maximum=Decimal(maximum), places=0)
    return Member(key, kind, required=True)


def _inputs(places_of_money: int) -> Record:
    return Record(
        (
            _count("mealsPerDay", 1_000_000),
            _count("daysPerMonth", 31),
            _amount("laborMinutesSavedPerMeal", "1440"),
            _money("laborCostPerHour", required=True, places=places_of_money),
            _money("foodCostPerMeal", required=True, places=places_of_money),
            _amount("wasteReductionPct", "100"),
            Member("channel", Choice(tuple(Channel)), default=str(Channel.DIRECT)),
            _money("investment", required=False, places=places_of_money, maximum="1e12"),
        )
    )


INPUTS = _inputs(places_of_money=2)
# What was saved stays as it was pinned, also from times when money was taken more finely.
_AS_KEPT = _inputs(places_of_money=6)


@frozen
class RoiInputs:
    """What a kitchen says about itself; money in its own currency."""

    meals_per_day: int
    days_per_month: int
    labor_minutes_saved_per_meal: Decimal
    labor_cost_per_hour: Decimal
    food_cost_per_meal: Decimal
    waste_reduction_pct: Decimal
    channel: Channel = Channel.DIRECT
    investment: Decimal | None = None

    @property
    def meals_per_month(self) -> Decimal:
        return Decimal(self.meals_per_day * self.days_per_month)


@frozen
class RoiResult:
    monthly_labor_savings: Decimal
    monthly_waste_savings: Decimal
    total_monthly_savings: Decimal
    payback_months: Decimal | None


def inputs_from(raw: object) -> RoiInputs:
    """The inputs, or a refusal that names every bad one."""
    return _made_of(INPUTS.read(raw))


def kept_inputs(raw: object) -> RoiInputs:
    """The inputs of a saved calculation."""
    return _made_of(_AS_KEPT.read(raw))


def _made_of(values: Mapping[str, object]) -> RoiInputs:
    numbers = {
        "labor_minutes_saved_per_meal": values["laborMinutesSavedPerMeal"],
        "labor_cost_per_hour": values["laborCostPerHour"],
        "food_cost_per_meal": values["foodCostPerMeal"],
        "waste_reduction_pct": values["wasteReductionPct"],
        "investment": values["investment"],
    }
    return RoiInputs(
        meals_per_day=values["mealsPerDay"],  # type: ignore[arg-type]  # the record has read whole numbers
        days_per_month=values["daysPerMonth"],  # type: ignore[arg-type]  # likewise
        channel=Channel(str(values["channel"])),
        **numbers,  # type: ignore[arg-type]  # and decimals
    )


def calculate(inputs: RoiInputs) -> RoiResult:
    """Each saving is rounded half up to cents, then they are added."""
    meals = inputs.meals_per_month
    minutes = EXACT.multiply(meals, inputs.labor_minutes_saved_per_meal)
    labor = _cents(EXACT.divide(EXACT.multiply(minutes, inputs.labor_cost_per_hour), MINUTES))
    food = EXACT.multiply(meals, inputs.food_cost_per_meal)
    waste = _cents(EXACT.divide(EXACT.multiply(food, inputs.waste_reduction_pct), HUNDRED))
    total = EXACT.add(labor, waste)
    return RoiResult(labor, waste, total, _payback(inputs.investment, total))


def _payback(investment: Decimal | None, total: Decimal) -> Decimal | None:
    return _cents(EXACT.divide(investment, total)) if investment and total else None


def _cents(amount: Decimal) -> Decimal:
    return EXACT.quantize(amount, CENT)
