"""Logging and working off in a real browser: with a thumb, with the keyboard, without a script, offline."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from crm_core.domain.follow_ups.follow_up import State
from tests.web.at_work import LINDE, LUEBECK, SPREEBOGEN, busy, called, house
from tests.web.browsing import DESK, NARROW, PHONE, Onlooker, Serving, serving
from tests.web.scene import HELENE, Scene

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
SIZES = pytest.mark.parametrize(("size", "language"), [(DESK, "de"), (PHONE, "en")], ids=["desk", "phone"])


@pytest.fixture
def work() -> Iterator[Serving]:
    with serving(busy(Scene().furnish())) as pages:
        yield pages


def _paths(scene: Scene) -> list[str]:
    linde, spreebogen = house(scene, LINDE), house(scene, SPREEBOGEN)
    due = next(iter(scene.store.state.follow_ups))
    call = called(scene, LINDE, note="Und noch einmal").id
    return [
        "/activities/new?q=n",
        f"/activities/new?customer={linde}&kind=MENU_INTEGRATION",
        f"/activities/new?customer={spreebogen}&kind=DECISION_ALIGNMENT",
        f"/activities/new?follow_up={due}",
        *(f"/activities/{call}{part}" for part in ("", "/correct", "/withdraw")),
        f"/customers/{linde}/activities?q=einmal",
        "/follow-ups?of=team",
        "/follow-ups?badge=DUE_SOON",
        f"/follow-ups/{due}",
        f"/customers/{scene.chain.id}",
    ]


@SIZES
def test_these_pages_are_open_to_everybody(
    look: Look, work: Serving, size: dict[str, int], language: str
) -> None:
    onlooker = look(work, size=size, language=language, user=HELENE)
    for path in _paths(work.scene):
        onlooker.page.goto(path)
        assert onlooker.axe() == [], path
        # In the dark only colours differ, and those are the same on a phone.
        assert size is PHONE or onlooker.dark_axe() == [], path
        assert onlooker.overflow() <= 0, path
        if size is PHONE:
            onlooker.page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # width and height
            assert onlooker.overflow() <= 0, f"{path} on a small phone"
            onlooker.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # likewise
    assert onlooker.troubles == []


def test_a_call_takes_four_taps_from_the_menu(look: Look, work: Serving) -> None:
    onlooker = look(work, size=PHONE)
    page = onlooker.page
    page.goto("/customers")
    page.get_by_role("link", name="Eintragen", exact=True).click()
    page.get_by_role("link", name=LINDE).click()
    page.get_by_role("link", name="Telefonat").click()
    page.get_by_role("textbox", name="Notiz").fill("Ruft zurück")
    page.get_by_role("button", name="Eintragen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("„Telefonat“ ist eingetragen.")
    expect(page.get_by_role("heading", level=1)).to_have_text(LINDE)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("status")).to_contain_text("ist zurückgezogen")
    assert onlooker.troubles == []


def test_another_kind_keeps_the_note_the_address_and_the_page(look: Look, work: Serving) -> None:
    onlooker = look(work)
    page = onlooker.page
    page.goto(f"/activities/new?customer={house(work.scene, LINDE)}&kind=CALL")
    page.evaluate("window.same = true")
    page.get_by_role("textbox", name="Notiz").fill("Die Köchin war begeistert")
    page.get_by_role("link", name="Produkttest-Feedback").click()
    expect(page.get_by_role("radio", name="Überzeugt")).to_be_focused()
    expect(page.get_by_role("textbox", name="Notiz")).to_have_value("Die Köchin war begeistert")
    page.wait_for_url("**kind=PRODUCTTEST_FEEDBACK")
    page.get_by_role("button", name="Eintragen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Eine Angabe fehlt noch")
    expect(page.get_by_role("radio", name="Überzeugt")).to_be_focused()
    assert page.evaluate("window.same")
    page.keyboard.press("Space")
    page.get_by_role("textbox", name="Notiz").focus()
    page.get_by_role("button", name="Eintragen", exact=True).click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("Muster: Überzeugt. Erledigt: Rückmeldung zum Muster einholen.")
    assert onlooker.troubles == []


def test_a_customer_is_found_while_typing(look: Look, work: Serving) -> None:
    page = look(work, size=PHONE).page
    page.goto("/activities/new")
    page.get_by_role("searchbox").fill("luebeck")
    expect(page.locator("#whom .row-link")).to_have_text([LUEBECK])
    page.get_by_role("searchbox").fill("zzzz")
    expect(page.locator("#whom")).to_contain_text("Zu „zzzz“ gibt es keinen Kunden")


def test_what_could_not_be_sent_can_be_sent_again(look: Look, work: Serving) -> None:
    page = look(work, size=PHONE).page
    page.goto(f"/activities/new?customer={house(work.scene, LINDE)}&kind=CALL")
    page.get_by_role("textbox", name="Notiz").fill("Im Keller ohne Netz")
    page.route("**/activities/new*", lambda route: route.abort())
    page.get_by_role("button", name="Eintragen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Keine Verbindung")
    page.unroute("**/activities/new*")
    page.get_by_role("button", name="Eintragen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("ist eingetragen")
    assert [v[0].entry.note for v in work.scene.store.state.activities.values()][-1] == "Im Keller ohne Netz"


def test_the_keyboard_works_the_list_off(look: Look, work: Serving) -> None:
    onlooker = look(work)
    page = onlooker.page
    page.goto("/follow-ups?badge=ON_TRACK")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert _focused(page) == "Rückmeldung zum Muster einholen"
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="Eingabe")
    expect(sheet).to_be_visible()
    assert onlooker.axe() == []
    sheet.get_by_role("radio", name="Nicht erreicht").check()
    sheet.get_by_role("button", name="Erledigt").click()
    expect(page.get_by_role("status")).to_contain_text("Erledigt: Rückmeldung zum Muster einholen")
    page.wait_for_url("**/follow-ups?badge=ON_TRACK")
    expect(page.locator(".work .row-link")).to_have_count(1)
    states = [one.state for one in work.scene.store.state.follow_ups.values()]
    assert states.count(State.DONE) == 1
    page.keyboard.press("a")
    page.wait_for_url("**/activities/new")
    assert onlooker.troubles == []


def test_without_a_script_kinds_are_links_and_errors_a_page(look: Look, work: Serving) -> None:
    page = look(work, scripts=False).page
    page.goto(f"/activities/new?customer={house(work.scene, LINDE)}")
    page.get_by_role("link", name="Menü-Integrations-Gespräch").click()
    page.get_by_role("textbox", name="Notiz").fill("Karte besprochen")
    page.get_by_role("textbox", name="Saison").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("2 Angaben fehlen noch")
    expect(page.get_by_role("textbox", name="Notiz")).to_have_value("Karte besprochen")
    page.get_by_role("radio", name="Entwurf").check()
    page.get_by_role("textbox", name="Saison").fill("Winter")
    page.get_by_role("button", name="Eintragen", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("ist eingetragen")


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))
