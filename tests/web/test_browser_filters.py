"""The list as people use it: filters are mended where they stand, and on a phone one adds a customer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.browsing import PHONE, Onlooker, Serving
from tests.web.scene import MIRIAM, URS

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
DECIDERS = "decision_maker_count_min"


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "plain"])
def test_a_filter_that_cannot_be_read_is_mended_where_it_stands(
    look: Look, shared_pages: Serving, *, scripts: bool
) -> None:
    onlooker = look(shared_pages, scripts=scripts)
    page = onlooker.page
    page.goto("/customers?type=HOTEL&q=nordsee")
    page.locator("#filter-all").click()
    wrong = page.locator(f"[name={DECIDERS}]")
    wrong.fill("1,5")
    page.locator("input[type=radio][value=DIRECT]").check(force=True)
    page.get_by_role("button", name="Liste zeigen").click()
    expect(page.get_by_text("Bitte eine ganze Zahl eingeben.")).to_be_visible()
    expect(wrong).to_have_value("1,5")
    expect(page.locator("input[type=radio][value=DIRECT]")).to_be_checked()
    if scripts:
        expect(page.locator("#sheet:modal")).to_be_visible()
        expect(wrong).to_be_focused()
        assert onlooker.axe() == []
    wrong.fill("")
    page.get_by_role("button", name="Liste zeigen").click()
    page.wait_for_url("**/customers?q=nordsee&type=HOTEL&channel=DIRECT")
    expect(page.locator(".row-link").first).to_contain_text("Nordsee")
    assert onlooker.troubles == []


def test_taking_the_only_filter_away_in_the_window_shows_the_whole_list(
    look: Look, shared_pages: Serving
) -> None:
    page = look(shared_pages).page
    page.goto("/customers?type=HOTEL")
    page.locator("#filter-all").click()
    page.locator("#sheet input[name=type][value='']").check(force=True)
    page.get_by_role("button", name="Liste zeigen").click()
    page.wait_for_url("**/customers")
    expect(page.locator("#filter-type.is-on")).to_have_count(0)


def test_a_customer_is_added_on_a_phone(look: Look, shared_pages: Serving) -> None:
    onlooker = look(shared_pages, size=PHONE)
    onlooker.page.goto("/customers")
    onlooker.page.get_by_role("link", name="Neuer Kunde").click()
    onlooker.page.wait_for_url("**/customers/new")
    assert onlooker.flaws() == []


def test_without_a_script_the_button_of_filters_is_not_under_the_navigation(
    look: Look, shared_pages: Serving
) -> None:
    page = look(shared_pages, size=PHONE, scripts=False).page
    page.goto("/customers/filter")
    button, bar = page.get_by_role("button", name="Liste zeigen").bounding_box(), page.locator(".side")
    above = bar.bounding_box()
    assert button is not None
    assert above is not None
    assert button["y"] + button["height"] <= above["y"]


def test_a_letter_leads_nowhere_that_one_may_not_go(look: Look, shared_pages: Serving) -> None:
    reads, sells = look(shared_pages, user=URS).page, look(shared_pages, user=MIRIAM).page
    for page in (reads, sells):
        page.goto("/customers")
        page.keyboard.press("n")
    sells.wait_for_url("**/customers/new")
    reads.keyboard.press("a")
    reads.keyboard.press("?")
    reads.locator("#keys:modal").wait_for()
    assert reads.url.endswith("/customers")
