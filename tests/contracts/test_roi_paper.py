"""What everybody who writes calculations down keeps: all of it, in both languages, and the same bytes."""

import re
import zlib
from base64 import a85decode
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from attrs import evolve

from adapters.pdf.roi_paper import ReportlabRoiPaper
from crm_core.domain.customers.customer import Channel
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import Unavailable
from crm_food_pack.domain.roi.calculator import RoiInputs
from crm_food_pack.domain.roi.scenario import CURRENT, RoiScenario, RoiScenarioId, compared
from crm_food_pack.ports.roi_paper import LANGUAGES, NoRoiPaper, RoiPaper
from crm_food_pack.ports.roi_scenario_readings import SeenScenario
from tests import given

GOLDEN = RoiInputs(
    120, 26, Decimal("2.5"), Decimal(22), Decimal("3.20"), Decimal(8), Channel.DIRECT, Decimal(15000)
)


@pytest.fixture
def paper() -> RoiPaper:
    return ReportlabRoiPaper()


def seen(
    name: str = "Gasthaus Rose", territory: str = "DE", *, number: int = 5, **changed: Any
) -> SeenScenario:
    inputs = evolve(GOLDEN, **changed)
    scenario = RoiScenario(
        id=RoiScenarioId(UUID(int=number)),
        tenant_id=given.TENANT,
        customer_id=CustomerId(UUID(int=6)),
        name="Mittagstisch",
        inputs=inputs,
        assumptions_version=CURRENT.version,
        results=compared(inputs, CURRENT),
        created_by=given.user(1),
        created_at=given.START,
    )
    return SeenScenario(scenario, name, territory)


def words(made: bytes) -> str:
    """Every text that the PDF shows, in the order in which it is drawn."""
    drawn = b"".join(
        zlib.decompress(a85decode(b"<~" + one.strip(), adobe=True))
        for one in re.findall(rb"stream\r?\n(.*?)endstream", made, re.DOTALL)
    )
    texts = (_plain(one) for one in re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", drawn))
    return " ".join(" ".join(texts).split())


def _plain(text: bytes) -> str:
    """Letters beyond ASCII are written in octal."""
    octal = re.sub(rb"\\(\d{3})", lambda found: bytes([int(found[1], 8)]), text)
    return re.sub(rb"\\(.)", rb"\1", octal).decode("cp1252")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_calculation_has_the_same_bytes(paper: RoiPaper, language: str) -> None:
    made = paper.pages(seen(), language)
    assert made.startswith(b"%PDF-")
    assert made == ReportlabRoiPaper().pages(seen(), language)
    assert made == paper.pages(seen(number=7), language)


CHANGES: dict[str, dict[str, Any]] = {
    "meals": {"meals_per_day": 121},
    "days": {"days_per_month": 25},
    "minutes": {"labor_minutes_saved_per_meal": Decimal("2.6")},
    "wage": {"labor_cost_per_hour": Decimal("22.01")},
    "food": {"food_cost_per_meal": Decimal("3.21")},
    "waste": {"waste_reduction_pct": Decimal("8.1")},
    "investment": {"investment": Decimal(15001)},
    "no investment": {"investment": None},
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_input_has_other_bytes(paper: RoiPaper, change: str) -> None:
    assert paper.pages(seen(**CHANGES[change]), "de") != paper.pages(seen(), "de")


def test_another_customer_or_language_has_other_bytes(paper: RoiPaper) -> None:
    made = {
        paper.pages(one, language)
        for one in (seen(), seen("Gasthaus Linde"), seen(territory="CH"))
        for language in LANGUAGES
    }
    assert len(made) == 6


def test_it_says_what_was_pinned_in_german(paper: RoiPaper) -> None:
    told = words(paper.pages(seen("Gasthaus zum Löwen"), "de"))
    for said in (
        "Was Ihre Küche spart",
        "Erstellt für Gasthaus zum Löwen",
        "3.658,72 €",
        "43.904,64 € im Jahr · Investition zurück nach 4,1 Monaten",
        "Arbeitszeit 2.288,00 € 2.860,00 € 3.432,00 €",
        "Zusammen im Monat 2.926,98 € 3.658,72 € 4.390,46 €",
        "Gesparte Minuten je Essen 2,5",
        "3.120 Essen im Monat",
        "Stand 2. März 2026, Annahmen 2025-1",
    ):
        assert said in told, said


def test_it_says_so_in_english_and_in_the_money_of_the_territory(paper: RoiPaper) -> None:
    told = words(paper.pages(seen("Łódź & <Söhne>", "CH"), "en"))
    for said in (
        "What your kitchen saves",
        "Prepared for Lódz & < Söhne >",
        "CHF 3,658.72",
        "Investment back 5.12 months 4.1 months 3.42 months",
        "As of 2 March 2026, assumptions 2025-1",
    ):
        assert said in told, said


def test_without_an_investment_or_a_saving_nothing_is_promised_back(paper: RoiPaper) -> None:
    assert "Investition" not in words(paper.pages(seen(investment=None), "de"))
    nothing = seen(labor_minutes_saved_per_meal=Decimal(0), waste_reduction_pct=Decimal(0))
    assert "Investition zurück – – –" in words(paper.pages(nothing, "de"))


def test_a_long_name_stays_on_the_sheet(paper: RoiPaper) -> None:
    made = paper.pages(seen("Donaudampfschifffahrtsgesellschaftskantine" * 4), "de")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") == 1


def test_where_nobody_writes_papers_there_are_none() -> None:
    with pytest.raises(Unavailable):
        NoRoiPaper().pages(seen(), "de")
