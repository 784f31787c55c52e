"""Leads in a real browser: the bar by keyboard, the slider, nothing too wide, nothing to stumble over."""

from collections.abc import Callable, Iterator

import pytest

from adapters.web.lead_steps.all_steps import STEPS
from adapters.web.values.moments import moment_shown
from crm_core.domain.leads.history import HoldReason
from tests.web.browsing import DESK, NARROW, PHONE, Onlooker, Serving, serving
from tests.web.leads import Leads, at_lead
from tests.web.scene import HELENE, MIRIAM, SABINE, Scene

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
WHAT_IF = "/leads/what-if?baseMonths=1&progressDays=90"
SIZES = pytest.mark.parametrize(("size", "language"), [(DESK, "de"), (PHONE, "en")], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[Serving, dict[str, str]]]:
    """One served scene with a lead in every state, and where each stands."""
    leads = Leads(Scene().furnish())
    lapsed = leads.lapsed("Alte Post")
    graced = leads.registered("Bergblick")
    leads.later(days=10).held(graced, days=5)
    leads.later(days=20).logged(graced, note="Karte besprochen")
    paused = leads.registered("Chiemsee")
    leads.later(days=30).held(paused)
    leads.held(paused, HoldReason.CUSTOMER_BLOCKED)
    leads.later(days=31).reminded(graced)
    leads.later(days=2)
    made = {"lapsed": lapsed, "grace": graced, "paused": paused, "reserved": leads.reserved("Engel")}
    with serving(leads.scene) as pages:
        yield pages, {name: at_lead(lead) for name, lead in made.items()}


def _paths(places: dict[str, str]) -> list[str]:
    grace = places["grace"]
    return [
        *("/leads", "/leads?state=GRACE&owner=me", "/leads?q=zzz", "/leads/filter", "/leads/new"),
        *places.values(),
        *("/approvals", "/inbox"),
        *(f"{grace}?as_of=2026-05-20T10:00", f"{grace}?as_of=1999-01-01T00:00", f"{grace}/edit"),
    ]


@SIZES
def test_every_page_of_leads_is_open_to_everybody(
    look: Look, told: tuple[Serving, dict[str, str]], size: dict[str, int], language: str
) -> None:
    pages, places = told
    onlooker = look(pages, size=size, language=language, user=SABINE)
    for path in _paths(places):
        onlooker.page.goto(path)
        assert onlooker.flaws() == [], path


@pytest.mark.parametrize("language", ["de", "en"])
def test_nothing_is_too_wide_for_a_small_phone(
    look: Look, told: tuple[Serving, dict[str, str]], language: str
) -> None:
    pages, places = told
    onlooker = look(pages, size=NARROW, language=language, user=HELENE)
    for path in (*_paths(places), f"{places['grace']}/access", WHAT_IF):
        onlooker.page.goto(path)
        assert onlooker.overflow() <= 0, path


def test_arrow_keys_walk_along_the_bar_and_enter_leads_to_the_fact(
    look: Look, told: tuple[Serving, dict[str, str]]
) -> None:
    pages, places = told
    page = look(pages).page
    page.goto(places["grace"])
    stretches = page.locator("[data-bar] a")
    drawn = page.locator("[data-bar]").bounding_box()
    assert drawn is not None
    assert drawn["height"] > 80
    assert page.locator("[data-bar] a[tabindex='0']").count() == 1
    page.locator("[data-bar] a[tabindex='0']").focus()
    page.keyboard.press("Home")
    focused = "[data-bar] a:focus"
    assert page.locator(focused).get_attribute("aria-label") == stretches.first.get_attribute("aria-label")
    page.keyboard.press("ArrowRight")
    label = page.locator(focused).get_attribute("aria-label")
    assert label is not None
    assert label.startswith("Uhr ruht: ")
    page.keyboard.press("Enter")
    page.locator(".entries > li:target").wait_for()
    page.locator(".entries > li[id^=hold]:focus").wait_for()
    page.keyboard.press("End")
    assert page.locator(".entries > li:target").count() == 1


def test_the_slider_asks_as_of_a_day_and_keeps_the_focus(
    look: Look, told: tuple[Serving, dict[str, str]]
) -> None:
    pages, places = told
    onlooker = look(pages)
    page = onlooker.page
    page.goto(places["lapsed"])
    page.get_by_text("Der Schutz endete am").first.wait_for()
    slider = page.locator("#slider")
    slider.focus()
    page.keyboard.press("Home")
    page.get_by_text("ist der Lead geschützt").first.wait_for()
    assert "as_of=" in page.url
    page.locator("#slider:focus").wait_for()
    assert page.locator("#slider").input_value() == "0"
    page.keyboard.press("End")
    page.get_by_text("Der Schutz endete am").first.wait_for()
    assert page.locator("#as-of").input_value() == ""
    assert onlooker.troubles == []


def test_without_a_script_the_fields_ask_the_same(look: Look, told: tuple[Serving, dict[str, str]]) -> None:
    pages, places = told
    page = look(pages, scripts=False, user=MIRIAM).page
    page.goto(places["lapsed"])
    assert not page.locator("#slider").is_visible()
    page.locator("#as-of").fill("2026-05-20T10:00")
    page.get_by_role("button", name="Zeigen").click()
    page.get_by_text("ist der Lead geschützt").first.wait_for()


def test_the_list_is_found_while_one_types(look: Look, told: tuple[Serving, dict[str, str]]) -> None:
    page = look(told[0]).page
    page.goto("/leads")
    page.locator("#q").fill("chiem")
    page.get_by_text("Alte Post").wait_for(state="detached")
    page.wait_for_url("**q=chiem**")
    assert page.locator(".leads .row-link").all_inner_texts() == ["Chiemsee"]


def test_a_step_is_a_dialog_that_gives_the_focus_back_and_tells_what_is_wrong(
    look: Look, pages: Serving
) -> None:
    leads = Leads(pages.scene)
    lead = leads.registered()
    leads.later(hours=1)
    onlooker = look(pages)
    page = onlooker.page
    page.goto(at_lead(lead))
    page.keyboard.press("a")
    page.locator("#sheet:modal #v-kind").wait_for()
    page.keyboard.press("Escape")
    page.locator("#step-hold").focus()
    page.keyboard.press("Enter")
    page.locator("#sheet:modal #v-startAt").wait_for()
    assert onlooker.flaws() == [], "hold"
    page.keyboard.press("Escape")
    page.locator("#step-hold:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator("#sheet:modal").wait_for()
    page.locator("#v-startAt").fill("2026-01-01T08:00")
    page.locator("#sheet .button--primary").click()
    page.locator("#sheet [aria-invalid=true]").first.wait_for()
    assert onlooker.flaws() == [], "hold refused"
    page.locator("#v-reason").select_option("FFZ_SAMPLE_DELAY")
    page.locator("#v-startAt").fill(moment_shown(leads.scene.clock.at))
    page.locator("#sheet .button--primary").click()
    page.get_by_text("Die Uhr von „Gasthaus Rose“ ruht.").wait_for()
    assert page.locator("#sheet:modal").count() == 0


@SIZES
def test_every_step_and_what_if_are_open_to_everybody(
    look: Look, told: tuple[Serving, dict[str, str]], size: dict[str, int], language: str
) -> None:
    pages, places = told
    onlooker = look(pages, size=size, language=language, user=HELENE)
    for path in (*(f"{places['grace']}/steps/{step}" for step in STEPS), WHAT_IF):
        onlooker.page.goto(path)
        assert onlooker.flaws() == [], path
