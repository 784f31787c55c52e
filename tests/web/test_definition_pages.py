"""Fields on pages, without a script: listed, declared, declared anew, and who stands in the way by name."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from litestar.testing import TestClient

from adapters.web.definition_form import KINDS
from adapters.web.parts import DemoSignIn, DemoUser
from crm_core.domain.access.role import Role
from crm_core.domain.definitions.check import DefinitionCheck
from crm_core.domain.fields.definition import Definition
from crm_core.domain.fields.definition_form import definition_record
from crm_core.domain.fields.numbers import Number
from crm_core.queries.field_definitions import field_definition
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.definitions.add_definition import AddDefinition, add_definition
from crm_core.use_cases.definitions.change_definition import ChangeDefinition, change_definition
from tests import given
from tests.web.browsing import DESK, PHONE, Onlooker, serving
from tests.web.reader import Reader
from tests.web.scene import MIRIAM, URS, Scene, application, parts

ADA = DemoUser(given.user(91), "Ada Roth", Role.ADMIN)
OFFER_BEFORE_STEP = {"rule": "not-after", "earlier": "first_offer", "later": "renewal_step"}
SEATS = {
    "definition.key": "dining_seats",
    "definition.labelDe": "Plätze",
    "definition.labelEn": "Seats",
    "definition.group": "kitchen",
    "definition.minimum": "1",
    "definition.places": "0",
}


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def reader(scene: Scene) -> Iterator[Reader]:
    made_of = parts(scene, DemoSignIn(given.TENANT, (ADA, MIRIAM, URS)))
    with TestClient(application(made_of), raise_server_exceptions=False) as client:
        yield Reader(client)


def declared(scene: Scene, key: str) -> dict[str, object]:
    return definition_record(field_definition(key, actor=given.ADMIN, world=scene.world).definition)


def number(**limits: Any) -> Definition:
    return Definition("dining_seats", Number(**limits), "x", "x", "kitchen")


def with_seats(reader: Reader) -> Reader:
    """An admin who has declared a number."""
    reader.sign_in(ADA).get("/new-field?kind=number")
    filled = {name.replace(".", "__"): value for name, value in SEATS.items()}
    assert reader.send("/new-field", **filled).status_code == 303
    return reader


def test_everybody_sees_which_fields_there_are(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/settings")
    assert "/fields" in reader.last.text
    reader.get("/fields")
    for words in ("ROI-Potenzial", "Küchengröße (m²)", "Objekt", "Zahl", "Preis"):
        assert words in reader.text, words
    assert "/new-field" not in reader.last.text

    reader.get("/fields/roi_potential")
    assert "sampleStatus" not in reader.text
    assert "roiBucket, roiValue" in reader.text
    assert "/fields/roi_potential/edit" not in reader.last.text


def test_only_admins_declare(reader: Reader) -> None:
    reader.sign_in(URS)
    for place in ("/new-field", "/new-field?kind=text", "/fields/meals_per_day/edit"):
        assert reader.get(place).status_code == 403
    assert reader.get("/fields/meals_per_day").status_code == 200
    assert "Verlauf" in reader.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_form(reader: Reader, kind: str) -> None:
    reader.sign_in(ADA).get("/new-field")
    assert f"/new-field?kind={kind}" in reader.last.text
    assert reader.get(f"/new-field?kind={kind}").status_code == 200
    assert "definition.labelDe" in reader.form("/new-field").fields


def test_a_field_is_declared_and_told(reader: Reader, scene: Scene) -> None:
    with_seats(reader).follow()

    assert "Angelegt: Plätze" in reader.text
    assert "Eigenes Feld" in reader.text
    made = declared(scene, "dining_seats")
    assert (made["labelDe"], made["labelEn"], made["group"]) == ("Plätze", "Seats", "kitchen")
    assert made["kind"] == definition_record(number(minimum=Decimal(1), places=0))["kind"]


def word(place: int, key: str, german: str, english: str) -> dict[str, str]:
    at = f"definition__words__{place}__"
    return {f"{at}word": key, f"{at}labelDe": german, f"{at}labelEn": english}


def test_words_grow_one_by_one_with_their_names(reader: Reader, scene: Scene) -> None:
    reader.sign_in(ADA).get("/new-field?kind=choice")
    named = {name.replace(".", "__"): value for name, value in list(SEATS.items())[:4]}
    reader.send("/new-field", **named, **word(0, "GAS", "Gas", "Gas"), _add="definition.words")
    assert reader.last.status_code == 200
    assert reader.send("/new-field", **word(1, "OIL", "Öl", "Oil")).status_code == 303

    made = declared(scene, "dining_seats")
    assert made["kind"] == {"kind": "choice", "options": ["GAS", "OIL"]}
    assert made["parts"] == [
        {"name": "GAS", "labelDe": "Gas", "labelEn": "Gas"},
        {"name": "OIL", "labelDe": "Öl", "labelEn": "Oil"},
    ]
    reader.get("/fields/dining_seats/edit")
    assert reader.form("/fields/dining_seats/edit").fields["definition.words.1.labelDe"] == "Öl"


def test_every_bad_input_is_told_at_once_and_what_was_typed_stays(reader: Reader) -> None:
    reader.sign_in(ADA).get("/new-field?kind=text")
    bad = {
        "definition__key": "Dining Seats",
        "definition__labelDe": "Plätze",
        "definition__pattern": "(a+)+$",
    }
    assert reader.send("/new-field", **bad).status_code == 400

    assert reader.text.count("Bitte ausfüllen") >= 3
    assert "Kleine Buchstaben, Ziffern und Unterstriche" in reader.text
    assert "könnte sehr lange rechnen" in reader.text
    assert reader.form("/new-field").fields["definition.labelDe"] == "Plätze"


def test_a_fault_without_an_input_is_told_above_the_form(reader: Reader, scene: Scene) -> None:
    for key, member in (("renewal_step", {}), ("first_offer", {"rules": [OFFER_BEFORE_STEP]})):
        told = {
            "key": key,
            "labelDe": key,
            "labelEn": key,
            "group": "terms",
            "kind": {"kind": "date"},
            **member,
        }
        add_definition(AddDefinition(told), actor=given.ADMIN, world=scene.world)
    reader.sign_in(ADA).get("/fields/renewal_step/edit")
    assert reader.send("/fields/renewal_step/edit", definition__restricted="price").status_code == 400

    assert "Eine Regel des Feldes „first_offer“ verbindet dieses Feld" in reader.text
    assert 'role="alert"' in reader.last.text
    assert reader.form("/fields/renewal_step/edit").fields["definition.restricted"] == "price"


def test_a_key_that_is_taken_is_refused(reader: Reader) -> None:
    with_seats(reader).get("/new-field?kind=number")
    filled = {name.replace(".", "__"): value for name, value in SEATS.items()}
    assert reader.send("/new-field", **filled).status_code == 400
    assert "Diesen Schlüssel gibt es schon." in reader.text


def test_what_was_emptied_is_taken_out(reader: Reader, scene: Scene) -> None:
    with_seats(reader).get("/fields/dining_seats/edit")
    changed = {"definition__minimum": "", "definition__labelDe": "Sitzplätze", "definition__unique": ""}
    assert reader.send("/fields/dining_seats/edit", **changed).status_code == 303
    reader.follow()

    assert "Geändert: Sitzplätze" in reader.text
    assert "kind, labelDe" in reader.text
    assert declared(scene, "dining_seats")["kind"] == definition_record(number(places=0))["kind"]


def test_who_stands_in_the_way_is_named(reader: Reader, scene: Scene) -> None:
    with_seats(reader)
    small, large = scene.house("Zum Bären"), scene.house("Adler")
    for customer, seats in ((small, 12), (large, 300)):
        patch_fields(PatchFields(customer.id, {"dining_seats": seats}), actor=given.ADMIN, world=scene.world)
    reader.get("/fields/dining_seats/edit")
    assert reader.send("/fields/dining_seats/edit", definition__maximum="100").status_code == 409

    assert "Vorhandene Werte passen nicht dazu." in reader.text
    assert "Adler" in reader.text
    assert f"/customers/{large.id}" in reader.last.text
    assert "Zum Bären" not in reader.text
    assert reader.form("/fields/dining_seats/edit").fields["definition.maximum"] == "100"
    assert (
        declared(scene, "dining_seats")["kind"]
        == definition_record(number(minimum=Decimal(1), places=0))["kind"]
    )


def test_of_a_packs_field_only_names_change(reader: Reader, scene: Scene) -> None:
    reader.sign_in(ADA).get("/fields/meals_per_day/edit")
    assert "definition.minimum" not in reader.form("/fields/meals_per_day/edit").fields
    assert reader.send("/fields/meals_per_day/edit", definition__labelDe="Mahlzeiten").status_code == 303
    assert declared(scene, "meals_per_day")["labelDe"] == "Mahlzeiten"


def test_somebody_who_was_slower_chooses_between_both(reader: Reader, scene: Scene) -> None:
    with_seats(reader).get("/fields/dining_seats/edit")
    patch = {"labelDe": "Tische", "labelEn": "Tables", "kind": {"minimum": None}}
    change_definition(ChangeDefinition("dining_seats", patch), actor=given.ADMIN, world=scene.world)
    assert reader.send("/fields/dining_seats/edit", definition__labelDe="Stühle").status_code == 412
    for words in ("Jemand war schneller", "Tische", "Stühle", "Tables · nur dort geändert"):
        assert words in reader.text, words

    assert reader.send("/fields/dining_seats/edit", choice__labelDe="mine").status_code == 303
    made = declared(scene, "dining_seats")
    assert (made["labelDe"], made["labelEn"]) == ("Stühle", "Tables")
    assert made["kind"] == definition_record(number(places=0))["kind"]


def test_what_two_admins_changed_apart_from_each_other_is_both_kept(reader: Reader, scene: Scene) -> None:
    with_seats(reader).get("/fields/dining_seats/edit")
    patch = {"labelEn": "Tables"}
    change_definition(ChangeDefinition("dining_seats", patch), actor=given.ADMIN, world=scene.world)
    assert reader.send("/fields/dining_seats/edit", definition__maximum="900").status_code == 412
    assert "beides bleibt" in reader.text
    change_definition(
        ChangeDefinition("dining_seats", {"labelEn": "Chairs"}), actor=given.ADMIN, world=scene.world
    )
    assert reader.send("/fields/dining_seats/edit").status_code == 412
    assert "Chairs · nur dort geändert" in reader.text
    assert reader.send("/fields/dining_seats/edit").status_code == 303

    made = declared(scene, "dining_seats")
    assert made["labelEn"] == "Chairs"
    assert (
        made["kind"] == definition_record(number(minimum=Decimal(1), maximum=Decimal(900), places=0))["kind"]
    )


def test_words_that_only_others_added_stay(reader: Reader, scene: Scene) -> None:
    reader.sign_in(ADA).get("/new-field?kind=choice")
    named = {name.replace(".", "__"): value for name, value in list(SEATS.items())[:4]}
    assert reader.send("/new-field", **named, **word(0, "GAS", "Gas", "Gas")).status_code == 303
    reader.get("/fields/dining_seats/edit")
    parts_of = [{"name": name, "labelDe": name.title(), "labelEn": name.title()} for name in ("GAS", "OIL")]
    patch = {"kind": {"options": ["GAS", "OIL"]}, "parts": parts_of, "group": "menu"}
    change_definition(ChangeDefinition("dining_seats", patch), actor=given.ADMIN, world=scene.world)
    assert reader.send("/fields/dining_seats/edit", definition__labelEn="Stove").status_code == 412
    assert reader.send("/fields/dining_seats/edit").status_code == 303

    made = declared(scene, "dining_seats")
    assert made["kind"] == {"kind": "choice", "options": ["GAS", "OIL"]}
    assert (made["labelEn"], made["group"]) == ("Stove", "menu")


def test_a_check_that_goes_on_shows_how_far_it_is(reader: Reader, scene: Scene) -> None:
    with_seats(reader)
    patch = {"kind": {"maximum": 100}}
    check = change_definition(ChangeDefinition("dining_seats", patch), actor=given.ADMIN, world=scene.world)
    assert isinstance(check, DefinitionCheck)
    place = f"/fields/dining_seats/checks/{check.id}"
    reader.get(place)
    assert "Die Werte werden angesehen." in reader.text
    assert place in reader.last.text
    reader.get("/fields/dining_seats")
    assert "Wird geprüft" in reader.text

    assert reader.get("/fields/dining_seats/checks/nonsense").status_code == 404
    reader.client.cookies.clear()
    assert reader.sign_in(MIRIAM).get(place).status_code == 403


def test_in_english_too(reader: Reader) -> None:
    reader.sign_in(ADA).get("/fields", **{"accept-language": "en"})
    assert "What we can keep about customers" in reader.text
    reader.get("/fields/roi_potential", **{"accept-language": "en"})
    assert "ROI potential" in reader.text


@pytest.mark.browser
@pytest.mark.parametrize(("size", "language"), [(DESK, "de"), (PHONE, "en")], ids=["desk", "phone"])
def test_every_page_is_open_to_everybody(
    scene: Scene, look: Callable[..., Onlooker], size: dict[str, int], language: str
) -> None:
    with serving(scene) as pages:
        onlooker = look(pages, size=size, language=language, user=None)
        onlooker.carry_session(ADA)
        for path in ("/fields", "/new-field", "/fields/roi_potential", "/fields/meals_per_day/edit"):
            onlooker.page.goto(path)
            assert onlooker.flaws() == [], path
        onlooker.page.goto("/new-field?kind=choice")
        onlooker.page.locator("[name='definition.key']").fill("Dining seats")
        onlooker.page.keyboard.press("Enter")
        onlooker.page.locator("[aria-invalid=true]").first.wait_for()
        assert onlooker.axe() == []
        assert onlooker.overflow() <= 0
