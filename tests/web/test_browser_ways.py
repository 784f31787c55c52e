"""What the script adds: the keyboard, searching while typing, dialogs, toasts; and what works without it."""

from collections.abc import Callable

import pytest
from attrs import evolve
from playwright.sync_api import Page, expect

from crm_core.use_cases.views.create_view import CreateView, create_view
from crm_core.use_cases.views.update_view import UpdateView, update_view
from tests import given
from tests.web.browsing import PHONE, Onlooker, Serving
from tests.web.scene import MIRIAM, NADIA, SABINE, place

pytestmark = pytest.mark.browser
Look = Callable[..., Onlooker]
LINDE = "Gasthaus zur Alten Linde"


@pytest.fixture
def desk(look: Look, shared_pages: Serving) -> Onlooker:
    onlooker = look(shared_pages)
    onlooker.page.goto("/customers")
    return onlooker


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.id"))


def test_the_keyboard_leads_everywhere(desk: Onlooker) -> None:
    page = desk.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert _focused(page) == "Catering Elbufer"
    page.keyboard.press("k")
    assert _focused(page) == "Betriebsrestaurant Spreebogen"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Betriebsrestaurant Spreebogen")
    page.keyboard.press("e")
    page.wait_for_url("**/edit")
    page.goto("/customers")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Tastenkürzel")).to_be_hidden()
    page.keyboard.press("n")
    page.wait_for_url("**/customers/new")
    assert desk.troubles == []


def test_the_list_follows_what_one_types_and_the_address_follows_the_list(desk: Onlooker) -> None:
    page = desk.page
    page.keyboard.press("/")
    page.keyboard.type("zzzz/n")
    expect(page.get_by_text("Nichts gefunden")).to_be_visible()
    page.get_by_role("searchbox").fill("linde")
    expect(page.locator(".row-link")).to_have_text([LINDE])
    page.wait_for_url("**/customers?q=linde")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    assert _focused(page) == LINDE
    page.reload()
    expect(page.locator(".row-link")).to_have_text([LINDE])
    assert desk.troubles == []


def test_chips_narrow_without_a_new_page_and_search_keeps_them(desk: Onlooker) -> None:
    page = desk.page
    page.evaluate("window.same = true")
    page.locator("#filter-type").click()
    page.get_by_role("link", name="Catering", exact=True).click()
    page.wait_for_url("**/customers?type=CATERING")
    expect(page.locator(".row-link")).to_have_count(4)
    page.get_by_role("searchbox").fill("hamburg")
    expect(page.locator(".row-link")).to_have_text(["Catering Elbufer", "Stadtküche Altona"])
    assert "type=CATERING" in page.url
    page.locator("#filter-type").click()
    expect(page.locator(".row-link")).to_have_text(
        ["Catering Elbufer", "Fischmarkt Kantine", "Stadtküche Altona"]
    )
    assert page.evaluate("window.same")
    page.go_back()
    expect(page.locator("#filter-type")).to_be_visible()
    assert desk.troubles == []


def test_a_menu_closes_when_one_looks_elsewhere(desk: Onlooker) -> None:
    page = desk.page
    page.locator("#sort").click()
    expect(page.get_by_role("link", name="Neueste zuerst")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Neueste zuerst")).to_be_hidden()
    expect(page.locator("#sort")).to_be_focused()


def test_a_lost_connection_is_told(desk: Onlooker) -> None:
    desk.page.route("**/customers?q=*", lambda route: route.abort())
    desk.page.get_by_role("searchbox").fill("linde")
    expect(desk.page.get_by_role("status")).to_contain_text("Keine Verbindung")


def test_an_archived_customer_is_undone_from_the_toast(look: Look, pages: Serving) -> None:
    page = look(pages, size=PHONE).page
    page.goto(place(pages.scene.by_name[LINDE]))
    page.get_by_role("button", name="Archivieren").click()
    expect(page.get_by_role("status")).to_contain_text("liegt im Archiv")
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("status")).to_contain_text("ist zurück")
    assert pages.scene.present(LINDE).archived_at is None


def test_handing_over_happens_in_a_dialog(look: Look, pages: Serving) -> None:
    onlooker = look(pages, user=SABINE)
    page = onlooker.page
    page.goto(place(pages.scene.by_name[LINDE]))
    page.get_by_role("link", name="Übergeben").click()
    expect(page.get_by_role("heading", name=f"„{LINDE}“ übergeben")).to_be_visible()
    assert onlooker.axe() == []
    page.get_by_label("Künftig betreut von").select_option(label="Jörg Brandstätter · Vertrieb")
    page.get_by_label("Grund").fill("Gebietstausch zum Quartal")
    page.get_by_role("dialog").get_by_role("button", name="Übergeben").click()
    expect(page.get_by_role("status")).to_contain_text("Jörg Brandstätter")
    assert onlooker.troubles == []


def test_a_conflict_is_solved_in_its_dialog(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    page = onlooker.page
    page.goto(f"{place(pages.scene.by_name[LINDE])}/edit")
    pages.scene.change(LINDE, phone="+49 331 100")
    page.get_by_label("Telefon").fill("+49 331 200")
    page.get_by_role("button", name="Speichern").click()
    dialog = page.get_by_role("dialog", name="Jemand war schneller")
    dialog.get_by_label("Ihre Angabe").check()
    dialog.get_by_role("button", name="So speichern").click()
    expect(page.get_by_role("status")).to_contain_text("ist gespeichert")
    assert pages.scene.present(LINDE).details.phone == "+49 331 200"
    assert onlooker.troubles == []


def test_a_form_is_not_sent_twice(look: Look, shared_pages: Serving) -> None:
    page = look(shared_pages).page
    page.goto("/customers/new")
    sent = """() => {
        const form = document.querySelector("form[data-guard]");
        const once = () => form.dispatchEvent(new SubmitEvent("submit", {bubbles: true, cancelable: true}));
        return [once(), once()];
    }"""
    assert page.evaluate(sent) == [True, False]


def test_a_chain_is_found_while_typing(look: Look, shared_pages: Serving) -> None:
    onlooker = look(shared_pages)
    page = onlooker.page
    page.goto("/customers/new")
    page.get_by_label("Kette suchen").fill("nordsee")
    page.get_by_label("Gehört zur Kette").select_option(label="Nordsee Hotels")
    assert onlooker.troubles == []


def test_everything_needed_works_without_a_script(look: Look, pages: Serving) -> None:
    page = look(pages, scripts=False, user=None).page
    page.goto("/")
    page.get_by_role("button", name=MIRIAM.name).click()
    page.get_by_role("searchbox").fill("linde")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=LINDE).click()
    page.get_by_role("link", name="Bearbeiten").click()
    pages.scene.change(LINDE, phone="+49 331 100")
    page.get_by_label("Telefon").fill("+49 331 200")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_label("Ihre Angabe").check()
    page.get_by_role("button", name="So speichern").click()
    expect(page.get_by_text("+49 331 200")).to_be_visible()
    page.get_by_role("button", name="Archivieren").click()
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LINDE)
    assert MIRIAM.id == pages.scene.present(LINDE).owner_user_id


def test_a_field_is_changed_in_its_place_by_keyboard_alone(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    page = onlooker.page
    page.goto(place(pages.scene.by_name[LINDE]))
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Essen je Tag ändern").press("Enter")
    expect(page.locator("[name=meals_per_day]")).to_be_focused()
    page.keyboard.type("viele")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bitte eine ganze Zahl eingeben.")).to_be_visible()
    expect(page.locator("[name=meals_per_day]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.250")
    page.keyboard.press("Enter")
    expect(page.locator("#field-meals_per_day")).to_contain_text("1.250")
    expect(page.get_by_role("link", name="Essen je Tag ändern")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=meals_per_day]")).to_be_focused()
    page.keyboard.type("7")
    page.keyboard.press("Escape")
    expect(page.locator("#field-meals_per_day")).to_contain_text("1.250")
    page.get_by_role("button", name="Rückgängig").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ist wie zuvor")
    expect(page.locator("#field-meals_per_day")).to_contain_text("–")
    assert page.evaluate("window.same")
    page.get_by_role("button", name="Archivieren").click()
    expect(page.get_by_role("status")).to_contain_text("liegt im Archiv")
    assert onlooker.troubles == []


def test_a_list_of_people_grows_where_one_stands(look: Look, pages: Serving) -> None:
    page = look(pages).page
    page.goto(place(pages.scene.by_name[LINDE]))
    page.get_by_role("link", name="Entscheider ändern").click()
    page.locator("[name='decision_makers.members.0.name']").fill("Anke Dietz")
    page.get_by_role("button", name="Hinzufügen").click()
    second = page.locator("[name='decision_makers.members.1.name']")
    expect(second).to_be_focused()
    second.fill("Bernd Kranz")
    page.keyboard.press("Enter")
    expect(page.locator("#field-decision_makers li")).to_have_text(["Anke Dietz", "Bernd Kranz"])


def test_a_conflict_in_a_field_is_solved_above_what_was_typed(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    page = onlooker.page
    pages.scene.note(LINDE, roi_potential={"bucket": "LOW", "value": "900.00"})
    page.goto(place(pages.scene.by_name[LINDE]))
    page.get_by_role("link", name="ROI-Potenzial ändern").click()
    expect(page.get_by_label("Ersparnis je Monat")).to_have_value("900,00")
    pages.scene.note(LINDE, roi_potential={"bucket": "MID", "value": "1000.00"})
    page.get_by_label("Hoch").check()
    page.get_by_label("Ersparnis je Monat").fill("2000")
    page.get_by_role("button", name="Speichern").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Helene Vogt")
    dialog.get_by_role("group", name="Stufe").get_by_label("Ihre Angabe").check()
    dialog.get_by_role("button", name="So speichern").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#field-roi_potential")).to_contain_text("Hoch")
    expect(page.locator("#field-roi_potential")).to_contain_text("1.000,00")
    assert onlooker.troubles == []


def test_all_filters_stand_in_one_form_and_each_becomes_a_chip(desk: Onlooker) -> None:
    page = desk.page
    page.keyboard.press("f")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("group", name="Potenzial").get_by_label("Hoch").check()
    dialog.get_by_label("Vertrag läuft aus bis").fill("2026-12-31")
    dialog.get_by_label("Betreuung").select_option(label="Ich")
    dialog.get_by_role("button", name="Liste zeigen").click()
    expect(page.locator(".row-link")).to_have_text(["Betriebsrestaurant Spreebogen"])
    expect(page.locator("#filter-renewal_before")).to_contain_text("Vertrag läuft aus bis: 31.12.2026")
    page.locator("#filter-roi_bucket").press("Enter")
    page.wait_for_url(lambda url: "roi_bucket" not in url)
    expect(page.locator("#filter-roi_bucket.is-on")).to_have_count(0)
    page.locator("#filter-owner").press("Enter")
    page.wait_for_url("**/customers?renewal_before=2026-12-31")
    assert desk.troubles == []


def test_a_view_is_kept_changed_and_thrown_away(look: Look, pages: Serving) -> None:
    onlooker = look(pages, user=SABINE)
    page = onlooker.page
    page.goto("/customers?type=HOTEL&sort=-created_at")
    page.get_by_role("link", name="Ansicht speichern").click()
    page.get_by_label("Name der Ansicht").fill("Hotels im Norden")
    page.get_by_label("Teilen mit").select_option(label="Team NORD")
    page.get_by_label("Als Startansicht").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("ist gespeichert")
    tab = page.get_by_role("navigation", name="Ansichten").get_by_role("link", name="Hotels im Norden")
    expect(tab).to_have_attribute("aria-current", "page")
    page.goto("/")
    expect(tab).to_have_attribute("aria-current", "page")
    expect(page.locator(".row-link").first).to_contain_text("Nordsee")
    page.locator("#filter-type").click()
    expect(tab).to_contain_text("geändert")
    page.get_by_role("button", name="Änderung übernehmen").click()
    expect(tab).not_to_contain_text("geändert")
    page.get_by_role("link", name="Ansicht bearbeiten").click()
    page.get_by_role("button", name="Löschen").click()
    expect(tab).to_have_count(0)
    assert onlooker.troubles == []


def test_several_are_changed_at_once_and_each_is_answered_for(look: Look, pages: Serving) -> None:
    onlooker = look(pages)
    page = onlooker.page
    page.goto("/customers?q=nordsee")
    for name in ("Nordsee Kiel", "Nordsee Sylt"):
        page.get_by_label(f"{name} auswählen").check()
    expect(page.get_by_text("2 ausgewählt")).to_be_visible()
    assert onlooker.axe() == []
    page.get_by_role("button", name="Gemeinsam ändern").click()
    dialog = page.get_by_role("dialog")
    assert onlooker.axe() == []
    dialog.get_by_label("Region").fill("KUESTE")
    dialog.get_by_role("button", name="Setzen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 Kunde geändert")
    expect(page.locator(".is-refused")).to_contain_text("Nordsee Sylt")
    assert onlooker.axe() == []
    assert pages.scene.present("Nordsee Kiel").region == "KUESTE"
    assert pages.scene.present("Nordsee Sylt").region == "NORD"
    page.get_by_role("link", name="Zurück zur Liste").click()
    page.wait_for_url("**/customers?q=nordsee")
    assert onlooker.troubles == []


def test_rows_are_ticked_by_keyboard(desk: Onlooker) -> None:
    page = desk.page
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.get_by_text("2 ausgewählt")).to_be_visible()
    page.get_by_label("Alle dieser Seite auswählen").check()
    expect(page.get_by_text(f"{page.locator('.pick-row').count()} ausgewählt")).to_be_visible()
    page.get_by_role("button", name="Auswahl aufheben").click()
    expect(page.get_by_role("button", name="Gemeinsam ändern")).to_be_hidden()


def test_more_rows_keep_their_place_when_one_comes_back(look: Look, pages: Serving) -> None:
    for number in range(120):
        pages.scene.house(f"Kantine {number:03}", owner=NADIA.id)
    page = look(pages, user=NADIA).page
    page.goto("/customers")
    expect(page.get_by_text("50+ Kunden")).to_be_visible()
    page.get_by_role("link", name="Mehr zeigen").click()
    expect(page.locator(".row-link")).to_have_count(100)
    page.get_by_role("link", name="Kantine 090").click()
    page.wait_for_url("**/customers/*")
    page.go_back()
    expect(page.locator(".row-link")).to_have_count(100)
    expect(page.get_by_role("link", name="Kantine 090")).to_be_in_viewport()


def test_a_contact_is_added_where_one_stands(look: Look, pages: Serving) -> None:
    onlooker = look(pages, size=PHONE)
    page = onlooker.page
    page.goto(place(pages.scene.by_name[LINDE]))
    page.locator("#new-contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Herta Linde")
    dialog.get_by_label("E-Mail").fill("nirgends")
    dialog.get_by_role("button", name="Speichern").click()
    expect(dialog.get_by_label("E-Mail")).to_be_focused()
    assert onlooker.axe() == []
    dialog.get_by_label("E-Mail").fill("herta@linde.example")
    dialog.get_by_label("Rolle hier").select_option(label="Geschäftsführung")
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("region", name="Ansprechpersonen")).to_contain_text("Herta Linde")
    assert onlooker.troubles == []


def test_why_it_was_refused_is_told_in_words_and_never_as_markup(look: Look, pages: Serving) -> None:
    onlooker, scene = look(pages), pages.scene
    page, toast = onlooker.page, onlooker.page.locator(".toast")
    page.goto(place(scene.by_name[LINDE]))
    for key in ("meals_per_day", "kitchen_size"):
        page.locator(f"#field-{key} a[href$=edit]").click()
        page.locator(f"[name={key}]").fill("80")

    present = scene.present(LINDE)
    scene.store.state.customers[present.id] = evolve(present, archived_at=scene.clock.now())
    page.locator("#field-meals_per_day .button--primary").click()
    expect(toast).to_contain_text("Dieser Kunde ist archiviert.")
    assert page.locator("[name=meals_per_day]").input_value() == "80"

    scene.store.state.customers[present.id] = evolve(present, owner_user_id=NADIA.id)
    page.locator("#field-kitchen_size .button--primary").click()
    expect(toast).to_contain_text("Hier ist nichts. Die Seite gibt es nicht")
    assert toast.locator("h1, p, a").count() == 0
    assert onlooker.axe() == []


def test_a_view_that_was_renamed_meanwhile_can_still_be_saved(look: Look, pages: Serving) -> None:
    onlooker = look(pages, size=PHONE)
    page, mine = onlooker.page, given.rep(1)
    details = {"name": "Hotels", "filter": {"type": "HOTEL"}, "sort": "name", "columns": ["name"]}
    view = create_view(CreateView(details), actor=mine, world=pages.scene.world)
    page.goto(f"/customers?type=HOTEL&sort=name&columns=name&view={view.id}")
    page.locator("#edit-view").click()
    page.locator("#w-name").fill("Gute Hotels")
    update_view(UpdateView(view.id, {"name": "Alle Hotels"}), actor=mine, world=pages.scene.world)
    page.locator("#sheet .button--primary").click()
    expect(page.locator("#sheet")).to_contain_text("Jemand war schneller")
    assert onlooker.flaws() == []
    page.get_by_label("Gute Hotels").check()
    page.locator("#sheet .button--primary").click()
    expect(page.locator(".tabs")).to_contain_text("Gute Hotels")
    assert onlooker.troubles == []
