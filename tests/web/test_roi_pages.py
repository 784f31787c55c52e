"""The calculator and its saved calculations on pages, without a script, in German and in English figures."""

import re
from html import unescape
from http import HTTPStatus
from urllib.parse import urlencode

import pytest

from adapters.web.roi_form import EXAMPLE
from crm_food_pack.domain.roi.form import Wish
from crm_food_pack.domain.roi.scenario import RoiScenario
from crm_food_pack.use_cases.roi.save_scenario import SaveScenario, save_scenario
from tests import given
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, Scene, place

LINDE, SPREEBOGEN, LIMMAT = "Gasthaus zur Alten Linde", "Betriebsrestaurant Spreebogen", "Hotel Limmatblick"
GERMAN = {
    "mealsPerDay": "120",
    "daysPerMonth": "26",
    "laborMinutesSavedPerMeal": "2,5",
    "laborCostPerHour": "22",
    "foodCostPerMeal": "3,20 €",
    "wasteReductionPct": "8 %",
    "investment": "15.000",
}
ENGLISH = GERMAN | {"laborMinutesSavedPerMeal": "2.5", "foodCostPerMeal": "3.20", "investment": "15,000.00"}


def kept(scene: Scene) -> list[RoiScenario]:
    return [one for one in scene.store.state.of_packs.values() if isinstance(one, RoiScenario)]


def save(reader: Reader, scene: Scene, **changed: str) -> str:
    """The place of a new calculation."""
    reader.get(f"/roi?customer={scene.by_name[LINDE].id}")
    reader.send("/roi", **{**GERMAN, "do": "save", **changed})
    assert reader.last.status_code == HTTPStatus.SEE_OTHER, reader.text
    return reader.last.headers["location"]


def test_a_consultation_without_a_calculation_leads_to_one_and_back_again(
    reader: Reader, scene: Scene
) -> None:
    form = f"/activities/new?customer={scene.by_name[LINDE].id}&kind=ROI_CONSULTATION"
    reader.sign_in(MIRIAM).get(form)
    assert "noch keine Berechnung gespeichert" in reader.text
    (way,) = re.findall(r'href="(/roi\?[^"]*)"', reader.last.text.split('id="activity"')[1])
    reader.get(unescape(way))
    assert LINDE in reader.text
    reader.send("/roi", **{**GERMAN, "mealsPerDay": "viele"}, do="save")
    reader.send("/roi", **GERMAN, do="save")

    (made,) = kept(scene)
    assert reader.last.headers["location"] == f"{form}&scenario={made.id}"
    assert "ist festgehalten" in reader.follow().text
    assert reader.form(f"{form}&scenario={made.id}").fields["roiScenarioId"] == str(made.id)
    assert "/roi?" not in reader.last.text.split('id="activity"')[1]


@pytest.mark.parametrize("back", ["https://elsewhere.example", "//elsewhere.example", "/customers"])
def test_nobody_is_led_elsewhere(reader: Reader, scene: Scene, back: str) -> None:
    reader.sign_in(MIRIAM).get(f"/roi?{urlencode({'customer': scene.by_name[LINDE].id, 'back': back})}")
    reader.send("/roi", **GERMAN, do="save")
    assert reader.last.headers["location"] == f"/roi/{kept(scene)[0].id}"


def test_the_golden_example_is_calculated_by_a_button_in_german(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/roi")
    assert "das Ergebnis erscheint, während Sie schreiben" in reader.text
    assert reader.send("/roi", **GERMAN, do="calc").status_code == HTTPStatus.OK
    for words in ("3.658,72 € im Monat", "43.904,64 € im Jahr", "nach 4,1 Monaten", "2.860,00 €", "798,72 €"):
        assert words in reader.text, words
    assert reader.form("/roi").fields["foodCostPerMeal"] == "3,20 €"


def test_the_same_in_english_and_in_the_money_of_the_customer(reader: Reader, scene: Scene) -> None:
    reader.client.cookies.set("lang", "en")
    reader.sign_in(HELENE).get(f"/roi?customer={scene.by_name[LIMMAT].id}")
    reader.send("/roi", **ENGLISH, do="calc")
    for words in ("CHF 3,658.72 a month", "after 4.1 months"):
        assert words in reader.text.replace("\N{NO-BREAK SPACE}", " "), words


def test_three_outlooks_stand_side_by_side_with_a_bar_each(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/roi?example=1")
    assert "Zusammen im Monat 2.926,98 € 3.658,72 € 4.390,46 €" in reader.text
    assert reader.last.text.count('class="bar"') == 3
    assert reader.last.text.count("months__line--") == 3
    reader.send("/roi", investment="", do="calc")
    assert "months__line--" not in reader.last.text
    assert "Investition zurück" not in reader.text


def test_typing_is_answered_with_the_result_alone_or_with_what_is_missing(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/roi")
    form = reader.form("/roi").fields
    htmx = {"hx-request": "true"}
    half = {name: value for name, value in GERMAN.items() if name not in ("daysPerMonth", "foodCostPerMeal")}
    reader.post("/roi", form | half, **htmx)
    assert "<html" not in reader.last.text
    assert "Noch offen: Tage je Monat Wareneinsatz je Essen" in reader.text
    reader.post("/roi", form | GERMAN | {"wasteReductionPct": "101"}, **htmx)
    assert "Weniger Abfall: Höchstens 100." in reader.text
    reader.post("/roi", form | GERMAN, **htmx)
    assert "3.658,72 € im Monat" in reader.text


def test_every_bad_figure_is_named(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/roi")
    wrong = {
        "mealsPerDay": "0",
        "daysPerMonth": "32",
        "laborMinutesSavedPerMeal": "viele",
        "laborCostPerHour": "-1",
        "foodCostPerMeal": "",
        "wasteReductionPct": "8,5,5",
        "investment": "x",
    }
    assert reader.send("/roi", **wrong, do="calc").status_code == HTTPStatus.BAD_REQUEST
    assert reader.last.text.count('class="field__error" id="f-') == 7
    assert reader.form("/roi").fields["laborMinutesSavedPerMeal"] == "viele"


def test_what_is_known_of_a_customer_stands_in_the_form(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get(f"/roi?customer={scene.by_name[SPREEBOGEN].id}")
    fields = reader.form("/roi").fields
    assert (fields["mealsPerDay"], fields["channel"]) == ("520", "DIRECT")
    reader.get(f"/roi?customer={scene.by_name['Catering Elbufer'].id}")
    assert reader.form("/roi").fields["channel"] == "PARTNER"


def test_a_calculation_is_kept_with_its_assumptions_and_shown_as_it_was(reader: Reader, scene: Scene) -> None:
    at = save(reader.sign_in(MIRIAM), scene, name="Mittagstisch")
    reader.follow()
    (one,) = kept(scene)
    assert (at, one.name, one.assumptions_version) == (f"/roi/{one.id}", "Mittagstisch", "2025-1")
    for words in ("„Mittagstisch“ ist festgehalten.", "3.658,72 €", "Fassung 2025-1", "15.000,00 €", "8 %"):
        assert words in reader.text.replace("\N{NO-BREAK SPACE}", " "), words
    reader.get(place(scene.by_name[LINDE]))
    assert "Mittagstisch" in reader.text
    reader.get(f"/roi?from={one.id}")
    fields = reader.form("/roi").fields
    assert (fields["foodCostPerMeal"], fields["investment"]) == ("3,20", "15000")


def test_without_a_name_it_is_called_after_its_day_and_without_a_customer_it_is_not_kept(
    reader: Reader, scene: Scene
) -> None:
    reader.sign_in(MIRIAM).get("/roi")
    assert reader.send("/roi", **GERMAN, do="save").status_code == HTTPStatus.BAD_REQUEST
    assert "Für welchen Kunden?" in reader.text
    assert kept(scene) == []
    reader.send("/roi", **GERMAN, do="save", customer=str(scene.by_name[LINDE].id))
    assert kept(scene)[0].name == scene.clock.now().date().isoformat()


def test_up_to_three_are_compared(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    for meals in ("100", "200", "300", "400"):
        save(reader, scene, name=f"{meals} Essen", mealsPerDay=meals)
    found = {one.name: one.id for one in kept(scene)}
    at = f"{place(scene.by_name[LINDE])}/roi"
    reader.get(at)
    assert "Nebeneinander" not in reader.text
    chosen = "&".join(f"compare.{found[f'{meals} Essen']}=1" for meals in (300, 100, 200, 400))
    reader.get(f"{at}?{chosen}")
    assert "Zusammen im Monat 9.146,80 € 3.048,93 € 6.097,87 €" in reader.text
    assert "Essen je Tag 300 100 200 Tage je Monat" in reader.text
    assert reader.get(f"{at}?compare.nonsense=1&compare.{found['100 Essen']}=1").status_code == 404


def test_a_customer_without_any_invites_to_the_first(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get(f"{place(scene.by_name[LINDE])}/roi")
    assert "Noch keine Berechnung" in reader.text
    assert f'href="/roi?customer={scene.by_name[LINDE].id}"' in reader.last.text


def test_many_are_told_page_by_page(reader: Reader, scene: Scene) -> None:
    for number in range(22):
        scene.clock.pass_by(minutes=1)
        command = SaveScenario(scene.by_name[LINDE].id, Wish(f"Nummer {number}.", "2025-1", EXAMPLE))
        save_scenario(command, actor=given.MANAGER, world=scene.world)
    reader.sign_in(MIRIAM).get(f"{place(scene.by_name[LINDE])}/roi")
    assert ("Nummer 21." in reader.text, "Nummer 1." in reader.text) == (True, False)
    more = next(
        part.split('"')[0] for part in reader.last.text.split('href="') if "/roi?cursor=" in part[:90]
    )
    reader.get(more)
    assert ("Nummer 21." in reader.text, "Nummer 1." in reader.text) == (False, True)


@pytest.mark.parametrize(
    ("language", "title"), [("de", "Was Ihre Küche spart"), ("en", "What your kitchen saves")]
)
def test_the_sheet_and_its_pdf_speak_the_customer_s_language(
    reader: Reader, scene: Scene, language: str, title: str
) -> None:
    at = save(reader.sign_in(MIRIAM), scene, name="Mittagstisch")
    reader.get(f"{at}/print?lang={language}")
    assert title in reader.text
    assert LINDE in reader.text
    assert "Miriam Okafor" not in reader.text
    assert reader.last.headers["content-language"] == language
    made = reader.get(f"{at}/paper.pdf?lang={language}")
    assert (made.headers["content-type"], made.headers["cache-control"]) == ("application/pdf", "no-store")
    assert made.content.startswith(b"%PDF-")
    assert made.content == reader.get(f"{at}/paper.pdf?lang={language}").content
    other = "en" if language == "de" else "de"
    assert made.content != reader.get(f"{at}/paper.pdf?lang={other}").content


def test_nobody_sees_the_figures_of_a_stranger(reader: Reader, scene: Scene) -> None:
    at = save(reader.sign_in(MIRIAM), scene)
    reader.client.cookies.clear()
    reader.sign_in(JOERG)
    customer = scene.by_name[LINDE].id
    for path in (
        at,
        f"{at}/print",
        f"{at}/paper.pdf",
        f"/roi?from={at.rpartition('/')[2]}",
        f"/customers/{customer}/roi",
    ):
        assert reader.get(path).status_code == HTTPStatus.NOT_FOUND, path
    for path in ("/roi/x", f"/roi?customer={customer}"):
        assert reader.get(path).status_code == HTTPStatus.NOT_FOUND, path


def test_whoever_only_reads_a_customer_keeps_nothing_for_it(reader: Reader, scene: Scene) -> None:
    kiel = str(scene.by_name["Nordsee Kiel"].id)
    assert reader.sign_in(JOERG).get(f"/roi?customer={kiel}").status_code == HTTPStatus.FORBIDDEN
    reader.get("/roi")
    assert reader.send("/roi", **GERMAN, customer=kiel, do="save").status_code == HTTPStatus.FORBIDDEN
    assert "dürfen Sie nichts festhalten" in reader.text
    assert reader.form("/roi").fields["mealsPerDay"] == "120"


def test_customers_are_found_by_what_is_typed_beside_the_choice(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get("/roi/customers?customer_q=linde")
    assert f'value="{scene.by_name[LINDE].id}"' in reader.last.text
    assert str(scene.by_name[SPREEBOGEN].id) not in reader.last.text
