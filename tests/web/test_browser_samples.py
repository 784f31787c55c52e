"""The board of samples in a real browser: by keyboard, by pointer, on a phone, and without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus
from tests.boxes import moved, requested
from tests.web.browsing import DESK, NARROW, PHONE, Onlooker, Serving
from tests.web.scene import HELENE, MIRIAM, Scene

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
LINDE, SPREEBOGEN = "Gasthaus zur Alten Linde", "Betriebsrestaurant Spreebogen"
S = SampleStatus


def box(scene: Scene, name: str, *way: SampleStatus, **more: Any) -> Sample:
    made = requested(scene.world, scene.by_name[name].id, **more)
    return moved(scene.world, made.id, *way) if way else made


def test_a_card_is_moved_by_keyboard_and_focus_goes_with_it(look: Look, pages: Serving) -> None:
    box(pages.scene, SPREEBOGEN, S.SHIPPED)
    made = box(pages.scene, LINDE)
    onlooker = look(pages)
    page = onlooker.page
    page.goto("/samples")
    page.get_by_label(f"Status von „{LINDE}“ ändern").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Wann geschehen?").locator("visible=true").fill("2026-02-27T09:30")
    page.locator(f"#card-{made.id}").get_by_role("button", name="Versandt").press("Enter")
    expect(page.locator(f'.lane[data-status="SHIPPED"] #card-{made.id}')).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(f"„{LINDE}“: Versandt")
    expect(page.locator(f"#card-{made.id} summary")).to_be_focused()
    assert onlooker.troubles == []
    page.keyboard.press("Enter")
    expect(page.locator(f"#card-{made.id}").get_by_role("button", name="Gepackt")).to_have_count(0)
    assert onlooker.axe() == []


def test_the_letters_that_walk_a_list_walk_the_cards(look: Look, pages: Serving) -> None:
    for name in (LINDE, SPREEBOGEN):
        box(pages.scene, name)
        pages.scene.clock.pass_by(minutes=1)
    page = look(pages).page
    page.goto("/samples")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=LINDE)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rinderroulade mit Rotkohl")


def test_a_card_is_dragged_and_one_that_may_not_go_there_comes_back_with_the_reason(
    look: Look, pages: Serving
) -> None:
    made = box(pages.scene, LINDE)
    onlooker = look(pages)
    page = onlooker.page
    page.goto("/samples")
    page.locator(f"#card-{made.id}").drag_to(page.locator('.lane[data-status="DELIVERED"]'))
    expect(page.locator(f'.lane[data-status="DELIVERED"] #card-{made.id}')).to_be_visible()
    page.locator(f"#card-{made.id}").drag_to(page.locator('.lane[data-status="PACKED"]'))
    expect(page.get_by_role("alert")).to_contain_text("Von „Zugestellt“ geht es nicht nach „Gepackt“.")
    expect(page.locator(f'.lane[data-status="DELIVERED"] #card-{made.id}')).to_be_visible()
    assert onlooker.axe() == []
    page.locator(f"#card-{made.id}").drag_to(page.locator('.lane[data-status="FEEDBACK_SUCCESS"]'))
    expect(page.locator(f'.lane[data-status="FEEDBACK_SUCCESS"] #card-{made.id}')).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_on_a_phone_one_status_is_chosen_and_a_long_one_goes_on_in_place(look: Look, pages: Serving) -> None:
    for _ in range(52):
        box(pages.scene, LINDE)
    box(pages.scene, SPREEBOGEN, S.DELIVERED)
    onlooker = look(pages, size=PHONE, language="en")
    page = onlooker.page
    page.goto("/samples")
    expect(page.locator(".lane:visible")).to_have_count(1)
    expect(page.get_by_role("link", name="Requested 20+")).to_be_visible()
    page.get_by_role("link", name="Delivered 1").click()
    expect(page.get_by_role("link", name=SPREEBOGEN)).to_be_visible()
    expect(page.get_by_role("link", name=LINDE)).to_have_count(0)
    page.get_by_role("link", name="Requested").click()
    expect(page.locator(".card")).to_have_count(50)
    page.get_by_role("link", name="Show more").click()
    expect(page.locator(".card")).to_have_count(52)
    expect(page.get_by_role("link", name="Show more")).to_have_count(0)


def test_without_a_script_cards_are_moved_by_plain_forms(look: Look, pages: Serving) -> None:
    made = box(pages.scene, LINDE)
    page = look(pages, scripts=False).page
    page.goto("/samples")
    page.locator(f"#card-{made.id} summary").click()
    page.locator(f"#card-{made.id}").get_by_role("button", name="Gepackt").click()
    expect(page.locator(f'.lane[data-status="PACKED"] #card-{made.id}')).to_be_visible()


def test_the_products_appear_when_one_chooses_them_oneself(look: Look, pages: Serving) -> None:
    page = look(pages).page
    page.goto(f"/samples/new?customer={pages.scene.by_name[LINDE].id}")
    quantity = page.locator("#f-quantity-CF-205")
    expect(quantity).to_be_hidden()
    page.get_by_label("Selbst zusammenstellen").check()
    quantity.fill("4")
    page.get_by_label("Liefertermin").fill("2026-06-01")
    page.get_by_role("button", name="Muster anfragen").click()
    expect(page.get_by_text("Gemüselasagne").first).to_be_visible()


@pytest.mark.parametrize(
    ("size", "language"), [(DESK, "de"), (PHONE, "en"), (NARROW, "de")], ids=["desk", "phone", "narrow"]
)
def test_every_page_of_samples_is_open_to_everybody(
    look: Look, pages: Serving, size: dict[str, int], language: str
) -> None:
    scene = pages.scene
    made = box(scene, SPREEBOGEN, S.DELIVERED, deliveryDate="2026-01-02")
    box(scene, SPREEBOGEN, deliveryDate="2026-01-02", kitId="CF-BASIS-5", items=None)
    box(scene, LINDE, S.DELIVERED, S.FEEDBACK_NEUTRAL)
    endless = scene.house("Donaudampfschifffahrtsgesellschaftskantinenverwaltung" * 3, owner=MIRIAM.id)
    requested(scene.world, endless.id)
    onlooker = look(pages, size=size, language=language, user=HELENE)
    customer = scene.by_name[LINDE].id
    for path in (
        "/samples",
        f"/samples?customer={customer}&canceled=1&from=2026-01-01",
        "/samples?status=DELIVERED&owner=me",
        f"/samples/{made.id}",
        "/samples/new",
        f"/samples/new?customer={customer}",
    ):
        onlooker.page.goto(path)
        assert onlooker.overflow() <= 0, path
        assert onlooker.troubles == [], path
        if size is not NARROW:
            assert onlooker.axe() == [], path
            assert onlooker.dark_axe() == [], path
