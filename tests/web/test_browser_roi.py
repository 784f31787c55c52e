"""The calculator in a real browser: figures answered while one types, pictures, and the sheet."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from attrs import evolve
from playwright.sync_api import expect

from adapters.web.roi_form import EXAMPLE
from crm_food_pack.domain.roi.form import Wish
from crm_food_pack.domain.roi.scenario import RoiScenario
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario
from tests import given
from tests.web.browsing import DESK, NARROW, PHONE, Onlooker, Serving
from tests.web.scene import HELENE, Scene, place

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
LINDE = "Gasthaus zur Alten Linde"


def kept(scene: Scene, name: str, **changed: object) -> RoiScenario:
    wish = Wish(name, "2025-1", evolve(EXAMPLE, **changed))  # type: ignore[arg-type]  # loose arguments
    command = SaveScenario(scene.by_name[LINDE].id, wish)
    return save_scenario(command, actor=given.MANAGER, world=scene.world).scenario


def test_the_result_follows_what_one_types_and_is_kept(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    page = onlooker.page
    page.goto(f"/roi?customer={pages.scene.by_name[LINDE].id}")
    page.evaluate("window.same = true")
    for label, figure in (
        ("Essen je Tag", "120"),
        ("Tage je Monat", "26"),
        ("Gesparte Minuten je Essen", "2,5"),
        ("Arbeitskosten je Stunde", "22"),
        ("Wareneinsatz je Essen", "3,2"),
    ):
        page.get_by_label(label).fill(figure)
    expect(page.locator("#roi-result .lacking")).to_have_text("Weniger Abfall")
    page.get_by_label("Weniger Abfall").press_sequentially("8")
    expect(page.locator(".headline__sum")).to_have_text("3.658,72\N{NO-BREAK SPACE}€")
    expect(page.get_by_label("Weniger Abfall")).to_be_focused()
    page.get_by_label("Investition").fill("15.000")
    expect(page.locator(".months")).to_be_visible()
    assert page.evaluate("window.same")
    page.get_by_label("Bezeichnung").fill("Mittagstisch")
    page.get_by_role("button", name="Festhalten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mittagstisch")
    assert onlooker.troubles == []


def test_without_a_script_a_button_calculates(look: Look, shared_pages: Serving) -> None:
    page = look(shared_pages, scripts=False).page
    page.goto("/roi?example=1")
    page.get_by_label("Essen je Tag").fill("240")
    page.get_by_role("button", name="Berechnen").click()
    expect(page.locator(".headline__sum")).to_have_text("7.317,44\N{NO-BREAK SPACE}€")


def test_a_customer_is_found_for_a_calculation(look: Look, pages: Serving) -> None:
    page = look(pages).page
    page.goto("/roi?example=1")
    page.get_by_label("Kunden suchen").fill("linde")
    expect(page.locator("#f-customer option")).to_have_count(2)
    page.get_by_label("Kunde", exact=True).select_option(index=1)
    page.get_by_role("button", name="Festhalten").click()
    expect(page.get_by_role("link", name=LINDE)).to_be_visible()


@pytest.mark.parametrize(
    ("size", "language"), [(DESK, "de"), (PHONE, "en"), (NARROW, "de")], ids=["desk", "phone", "narrow"]
)
def test_every_page_of_savings_is_open_to_everybody(
    look: Look, pages: Serving, size: dict[str, int], language: str
) -> None:
    scene = pages.scene
    made = kept(scene, "Donaudampfschifffahrtsgesellschaftskantine" * 4, meals_per_day=999_999)
    other = kept(scene, "Bankett", labor_minutes_saved_per_meal=Decimal(0), waste_reduction_pct=Decimal(0))
    onlooker = look(pages, size=size, language=language, user=HELENE)
    for path in (
        f"/roi?from={made.id}",
        f"/roi/{made.id}",
        f"/roi/{made.id}/print",
        f"{place(scene.by_name[LINDE])}/roi?compare.{made.id}=1&compare.{other.id}=1",
    ):
        onlooker.page.goto(path)
        assert onlooker.overflow() <= 0, path
        assert onlooker.troubles == [], path
        if size is not NARROW:
            assert onlooker.axe() == [], path
            assert onlooker.dark_axe() == [], path
