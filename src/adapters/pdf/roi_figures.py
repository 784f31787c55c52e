"""A saved calculation as the texts that stand on its sheet."""

import re
import unicodedata
from decimal import Decimal
from zoneinfo import ZoneInfo

from attrs import frozen
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from adapters.pdf.roi_words import TONGUES, Tongue
from crm_food_pack.domain.kpis.pipeline import currency_of
from crm_food_pack.domain.roi.calculator import HUNDRED, RoiResult
from crm_food_pack.domain.roi.form import inputs_record
from crm_food_pack.domain.roi.scenario import Outlook, assumptions_of
from crm_food_pack.ports.roi_scenario_readings import SeenScenario

_ZONE = ZoneInfo("Europe/Berlin")  # where the business counts its days
_YEAR = 12
_TIED = "\N{NO-BREAK SPACE}"
_ENCODING = "cp1252"  # of the fonts that every reader of PDFs has
# A letter with a bar or a hook has no mark that could be taken off, but a name that says what it is.
_NAMED = re.compile(
    r"LATIN (SMALL|CAPITAL) LETTER (?:DOTLESS |OPEN |REVERSED |TURNED |SIDEWAYS )?([A-Z])( WITH .+)?"
)
_OTHERS = str.maketrans("ŊŋĸƏǝəƷʒƸƹƺƉɄɊẞʼ", "NnkEeeZzZzzDUQß’")
_MONEY = frozenset({"laborCostPerHour", "foodCostPerMeal", "investment"})


@frozen
class Figures:
    seen: SeenScenario
    tongue: Tongue

    @classmethod
    def of(cls, seen: SeenScenario, language: str) -> "Figures":
        return cls(seen, TONGUES[language])

    def say(self, key: str, **facts: str) -> str:
        return self.tongue.words[key].format(**facts)

    def results(self) -> list[tuple[str, RoiResult]]:
        """The careful one first."""
        results = self.seen.scenario.results
        return [(self.say(outlook), results[outlook]) for outlook in Outlook]

    def table(self) -> list[list[str]]:
        """A column for each outlook, a row for each figure."""
        results = [result for _, result in self.results()]
        rows = [
            ["", *(name for name, _ in self.results())],
            [self.say("labor"), *(self.money(one.monthly_labor_savings) for one in results)],
            [self.say("waste"), *(self.money(one.monthly_waste_savings) for one in results)],
            [self.say("total"), *(self.money(one.total_monthly_savings) for one in results)],
            [self.say("in-a-year"), *(self.money(one.total_monthly_savings * _YEAR) for one in results)],
        ]
        if self.seen.scenario.inputs.investment:
            rows.append([self.say("payback"), *(self.months(one.payback_months) for one in results)])
        return rows

    def inputs(self) -> list[tuple[str, str]]:
        """What the kitchen said about itself; the channel is between us and nobody's figure."""
        told = inputs_record(self.seen.scenario.inputs)
        return [
            (self.say(name), self._input(name, value)) for name, value in told.items() if name != "channel"
        ]

    def total(self) -> str:
        return self.money(self.seen.scenario.result.total_monthly_savings)

    def sentence(self) -> str:
        """What the realistic outlook comes to in a year, and when an investment is back."""
        result = self.seen.scenario.result
        told = [self.say("year", amount=self.money(result.total_monthly_savings * _YEAR))]
        if result.payback_months is not None:
            told.append(self.say("back", months=self.number(result.payback_months)))
        return " · ".join(told)

    def formula(self) -> str:
        factors = assumptions_of(self.seen.scenario.assumptions_version).factors
        shares = {one.lower(): f"{self.number(factors[one] * HUNDRED)}{_TIED}%" for one in Outlook}
        meals = self.number(self.seen.scenario.inputs.meals_per_month)
        return f"{self.say('formula', meals=meals)} {self.say('factors', **shares)}"

    def note(self) -> str:
        return self.say("note", day=self.day(), version=self.seen.scenario.assumptions_version)

    def day(self) -> str:
        at = self.seen.scenario.created_at.astimezone(_ZONE)
        return format_date(at.date(), self.tongue.day, locale=self.tongue.locale)

    def months(self, months: Decimal | None) -> str:
        return self.say("never") if months is None else self.say("months", months=self.number(months))

    def money(self, amount: Decimal) -> str:
        text = format_currency(amount, currency_of(self.seen.territory), locale=self.tongue.locale)
        return re.sub(r"(?<=[A-Z])(?=\d)", " ", text).replace(_TIED, " ")

    def number(self, value: int | Decimal) -> str:
        return format_decimal(value, locale=self.tongue.locale, decimal_quantization=False)

    def _input(self, name: str, value: object) -> str:
        assert isinstance(value, int | Decimal)  # noqa: S101 - the channel is left out
        if name in _MONEY:
            return self.money(Decimal(value))
        return f"{self.number(value)} %" if name == "wasteReductionPct" else self.number(value)


def printable(text: str) -> str:
    """The text in letters that the fonts have: one that they lack loses its marks, or is a question mark."""
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", text))


def _letter(one: str) -> str:
    if _is_had(one):
        return one
    bare = [part for part in unicodedata.normalize("NFKD", one) if not unicodedata.combining(part)]
    return "".join(part if _is_had(part) else _base_of(part) for part in bare) or "?"


def _base_of(one: str) -> str:
    named = _NAMED.fullmatch(unicodedata.name(one, ""))
    if named is None:
        known = one.translate(_OTHERS)
        return known if _is_had(known) else "?"
    return named[2].lower() if named[1] == "SMALL" else named[2]


def _is_had(one: str) -> bool:
    try:
        one.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True
