"""Every page as people see it: nothing to stumble over, nothing too wide, nothing that the policy blocks."""

from collections.abc import Callable

import pytest

from tests.web.at_work import busy
from tests.web.browsing import DESK, NARROW, PHONE, Onlooker, Serving
from tests.web.overlapping import overlaps
from tests.web.scene import HELENE, MIRIAM, NADIA, place

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
LINDE = "Gasthaus zur Alten Linde"
SPREEBOGEN = "Betriebsrestaurant Spreebogen"
SIZES = pytest.mark.parametrize(("size", "language"), [(DESK, "de"), (PHONE, "en")], ids=["desk", "phone"])


def _paths(pages: Serving) -> list[str]:
    scene = pages.scene
    linde, spreebogen = place(scene.by_name[LINDE]), place(scene.by_name[SPREEBOGEN])
    return [
        "/customers",
        "/customers?type=HOTEL&owner=me&q=nord",
        "/customers?q=zzz",
        "/customers/filter?type=HOTEL",
        "/customers/columns",
        "/views/new?type=HOTEL",
        linde,
        place(scene.chain),
        f"{linde}/edit",
        f"{linde}/reassign",
        spreebogen,
        f"{spreebogen}?as_of=2026-04-02",
        f"{spreebogen}/timeline",
        f"{spreebogen}/access",
        f"{spreebogen}/contacts/new",
        f"{spreebogen}/fields/decision_makers/edit",
        f"{spreebogen}/fields/roi_potential/history",
        "/customers/new",
        "/me",
        "/customers/none",
        "/styleguide",
    ]


@SIZES
def test_every_page_is_open_to_everybody(
    look: Look, shared_pages: Serving, size: dict[str, int], language: str
) -> None:
    onlooker = look(shared_pages, size=size, language=language, user=HELENE)
    for path in _paths(shared_pages):
        onlooker.page.goto(path)
        assert onlooker.flaws() == [], path


@SIZES
def test_sign_in_errors_and_conflict_are_open_to_everybody(
    look: Look, pages: Serving, size: dict[str, int], language: str
) -> None:
    onlooker = look(pages, size=size, language=language, user=None)
    onlooker.page.goto("/login")
    assert onlooker.flaws() == [], "login"
    onlooker.sign_in(NADIA)
    assert onlooker.flaws() == [], "empty"
    onlooker.page.goto("/customers/new")
    onlooker.page.locator(".button--primary[type=submit]").click()
    onlooker.page.get_by_role("alert").wait_for()
    assert onlooker.flaws() == [], "errors"
    onlooker.context.clear_cookies()
    onlooker.sign_in(MIRIAM)
    onlooker.page.goto(f"{place(pages.scene.by_name[LINDE])}/edit")
    pages.scene.change(LINDE, phone="+49 331 100", contact_email="kueche@linde.example")
    onlooker.page.locator("#f-phone").fill("+49 331 200")
    onlooker.page.locator(".button--primary[type=submit]").click()
    onlooker.page.locator("#conflict:modal").wait_for()
    assert onlooker.flaws() == [], "conflict"


@SIZES
def test_a_field_is_open_to_everybody_in_every_state(
    look: Look, pages: Serving, size: dict[str, int], language: str
) -> None:
    onlooker = look(pages, size=size, language=language)
    page = onlooker.page
    page.goto(place(pages.scene.by_name[SPREEBOGEN]))
    page.locator("#field-decision_makers a[href$=edit]").click()
    page.locator("#field-decision_makers form").wait_for()
    page.locator("#field-roi_potential a[href$=edit]").click()
    page.locator("[name='roi_potential.value']").fill("viel")
    page.locator("#field-roi_potential .button--primary").click()
    page.locator("[aria-invalid=true]").wait_for()
    assert onlooker.flaws() == [], "open and refused"
    pages.scene.note(SPREEBOGEN, roi_potential={"value": 1})
    page.locator("[name='roi_potential.value']").fill("2")
    page.locator("#field-roi_potential .button--primary").click()
    page.locator("#sheet:modal").wait_for()
    assert onlooker.flaws() == [], "conflict"
    page.locator("#sheet .button--primary").click()
    page.locator(".toast").wait_for()
    assert onlooker.flaws() == [], "saved"
    page.locator("#field-roi_potential a[href$=history]").click()
    page.locator("#sheet:modal").wait_for()
    assert onlooker.flaws() == [], "history"


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_too_wide_for_a_small_phone(look: Look, shared_pages: Serving, language: str) -> None:
    onlooker = look(shared_pages, size=NARROW, language=language, user=HELENE)
    for path in _paths(shared_pages):
        onlooker.page.goto(path)
        assert onlooker.overflow() <= 0, path


def test_long_names_and_words_stay_in_their_place(look: Look, pages: Serving) -> None:
    endless = "Donaudampfschifffahrtsgesellschaftskantinenverwaltung" * 3
    made = pages.scene.house(
        endless, owner=MIRIAM.id, region="R" * 50, contact_email=f"{'k' * 60}@{'d' * 150}.example"
    )
    onlooker = look(pages, size=NARROW)
    for path in ("/customers", place(made), f"{place(made)}/edit", f"/customers?region={'R' * 50}"):
        onlooker.page.goto(path)
        assert onlooker.overflow() <= 0, path


def test_the_chosen_theme_beats_the_system_s(look: Look, shared_pages: Serving) -> None:
    onlooker = look(shared_pages, scheme="light", user=None)
    page = onlooker.page
    page.goto("/login")
    colour = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(colour)
    page.get_by_role("button", name="Dunkel").click()
    page.locator("html[data-theme=dark]").wait_for()
    assert page.evaluate(colour) != light


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_word_lies_under_another_or_under_a_button(look: Look, pages: Serving, language: str) -> None:
    busy(pages.scene)
    linde = pages.scene.by_name[LINDE].id
    everywhere = (390, 768, 1024, 1280, 1440)
    widths: dict[str, tuple[int, ...]] = {
        place(pages.scene.by_name[SPREEBOGEN]): everywhere,
        "/customers": (390, 720, 740, 820, 900, 940, 1000, 1060, 1140, 1200, 1260),
        "/samples": everywhere,
        "/follow-ups?of=team": everywhere,
        "/roi?example=1": (390, 1280),
        f"/activities/new?customer={linde}&kind=CALL": (390, 1280),
    }
    onlooker = look(pages, language=language, user=HELENE)
    for path, sizes in widths.items():
        onlooker.page.goto(path)
        for width in sizes:
            onlooker.page.set_viewport_size({"width": width, "height": 800})
            assert overlaps(onlooker.page) == [], (path, width)
            assert onlooker.overflow() <= 0, (path, width)
