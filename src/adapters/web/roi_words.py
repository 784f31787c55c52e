"""What a calculation says to people: three outlooks side by side, in their money, with pictures."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen
from markupsafe import Markup

from adapters.web.language import Tongue
from adapters.web.roi_chart import Bar, bar, months_chart
from adapters.web.values.speaking import money
from crm_food_pack.domain.roi.calculator import HUNDRED, RoiInputs, RoiResult
from crm_food_pack.domain.roi.form import inputs_record
from crm_food_pack.domain.roi.scenario import Assumptions, Outlook

YEAR = 12
_MONEY = frozenset({"laborCostPerHour", "foodCostPerMeal", "investment"})


@frozen
class OutlookRow:
    outlook: Outlook
    labor: str
    waste: str
    total: str
    year: str
    payback: str
    bar: Markup


@frozen
class RoiWords:
    """The results of one calculation, told in a language and a currency."""

    tongue: Tongue
    currency: str
    inputs: RoiInputs
    results: Mapping[Outlook, RoiResult]
    assumptions: Assumptions

    @property
    def rows(self) -> list[OutlookRow]:
        """The careful one first; every bar is measured by the longest of them."""
        longest = max(one.total_monthly_savings for one in self.results.values())
        return [self._row(outlook, self.results[outlook], longest) for outlook in Outlook]

    @property
    def realistic(self) -> OutlookRow:
        return next(row for row in self.rows if row.outlook is Outlook.REALISTIC)

    @property
    def months(self) -> Markup | None:
        """What has come in month by month against what was spent; None where nothing is spent."""
        if not self.inputs.investment:
            return None
        savings = {outlook: one.total_monthly_savings for outlook, one in self.results.items()}
        return months_chart(self.inputs.investment, savings, self._axis)

    @property
    def said(self) -> list[tuple[str, str]]:
        """What the kitchen said about itself, in the order in which it was asked."""
        return [(name, self._input(name, value)) for name, value in inputs_record(self.inputs).items()]

    @property
    def assumed(self) -> list[str]:
        """The assumptions of this version in sentences."""
        channel = self.assumptions.shown(self.inputs.channel)
        told = [
            self.tongue.say(f"roi.assumed.{name}", pct=self.tongue.number(pct))
            for name, pct in channel.items()
        ]
        factors = self.assumptions.factors
        words = {outlook.lower(): self.tongue.number(factors[outlook] * HUNDRED) for outlook in Outlook}
        return [self.tongue.say("roi.assumed.factors", **words), *told]

    def _row(self, outlook: Outlook, result: RoiResult, longest: Decimal) -> OutlookRow:
        total = result.total_monthly_savings
        return OutlookRow(
            outlook=outlook,
            labor=self.money(result.monthly_labor_savings),
            waste=self.money(result.monthly_waste_savings),
            total=self.money(total),
            year=self.money(total * YEAR),
            payback=self._payback(result.payback_months),
            bar=bar(Bar(result.monthly_labor_savings, result.monthly_waste_savings, longest)),
        )

    def _payback(self, months: Decimal | None) -> str:
        if months is None:
            return "–"
        return self.tongue.say("roi.months", months=self.tongue.number(months))

    def money(self, amount: Decimal) -> str:
        return money(amount, self.currency, self.tongue)

    def _axis(self, amount: Decimal) -> str:
        return f"{self.tongue.number(amount)} {self.currency}"

    def _input(self, name: str, value: object) -> str:
        if name == "channel":
            return self.tongue.say(f"channel.{value}")
        assert isinstance(value, int | Decimal)  # noqa: S101 - everything else is a number
        if name in _MONEY:
            return self.money(Decimal(value))
        unit = {"wasteReductionPct": "\N{NO-BREAK SPACE}%", "laborMinutesSavedPerMeal": " min"}.get(name, "")
        return f"{self.tongue.number(value)}{unit}"
