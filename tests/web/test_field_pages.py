"""Fields on a customer's page, without a script: read in words, changed one by one, taken back, looked up."""

from decimal import Decimal
from http import HTTPStatus

import pytest

from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from tests import given
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, URS, Scene, place

LINDE = "Gasthaus zur Alten Linde"
ROI = {"bucket": "MID", "value": Decimal("1450.00")}


def _fill(scene: Scene, **fields: object) -> None:
    scene.note(LINDE, **fields)


def _stands(scene: Scene, key: str) -> object:
    reading = scene.world.field_readings.now(given.MANAGER, scene.by_name[LINDE].id)
    assert reading is not None
    return reading.fields.plain().get(key)


@pytest.fixture
def linde(scene: Scene) -> str:
    return place(scene.by_name[LINDE])


def test_values_are_told_in_words(reader: Reader, scene: Scene, linde: str) -> None:
    _fill(
        scene,
        roi_potential=ROI,
        current_challenges=["FOOD_WASTE"],
        decision_makers={
            "has_exec_alignment": True,
            "members": [{"name": "Anke Dietz", "role": "CHEF"}, "Bo"],
        },
        seasonal_menu_cycle={"season_start": "2026-04-15"},
        meals_per_day=1250,
    )
    reader.sign_in(MIRIAM).get(linde)
    for words in (
        "Mittel",
        "1.450,00 €",
        "Lebensmittelabfall",
        "Anke Dietz · Küchenchef",
        "15.04.2026",
        "1.250",
    ):
        assert words in reader.text, words


def test_a_swiss_customer_saves_francs(reader: Reader, scene: Scene) -> None:
    swiss = scene.by_name["Hotel Limmatblick"]
    patch_fields(PatchFields(swiss.id, {"roi_potential": ROI}), actor=given.MANAGER, world=scene.world)
    reader.sign_in(HELENE).get(place(swiss))
    assert "1.450,00 CHF" in reader.text


def test_a_field_is_changed_and_the_change_taken_back(reader: Reader, scene: Scene, linde: str) -> None:
    _fill(scene, roi_potential=ROI)
    reader.sign_in(MIRIAM).get(f"{linde}/fields/roi_potential/edit")
    form = f"{linde}/fields/roi_potential/edit"
    reader.send(form, roi_potential__bucket="HIGH", roi_potential__value="2.860,50")
    assert reader.last.headers["location"] == f"{linde}#field-roi_potential"
    assert _stands(scene, "roi_potential") == {"bucket": "HIGH", "value": Decimal("2860.50")}
    assert "„ROI-Potenzial“ ist gespeichert." in reader.get(linde).text
    undo = reader.last.text.split('action="')[-1].split('"')[0]
    assert undo.startswith(f"{linde}/fields/roi_potential/undo?change=")
    reader.send(undo)
    assert _stands(scene, "roi_potential") == ROI


def test_nothing_is_taken_back_over_a_later_change(reader: Reader, scene: Scene, linde: str) -> None:
    reader.sign_in(MIRIAM).get(f"{linde}/fields/meals_per_day/edit")
    reader.send(f"{linde}/fields/meals_per_day/edit", meals_per_day="80")
    reader.get(linde)
    undo = reader.last.text.split('action="')[-1].split('"')[0]
    _fill(scene, meals_per_day=90)
    reader.send(undo)
    assert _stands(scene, "meals_per_day") == 90
    assert "inzwischen noch einmal geändert" in reader.follow().text


def test_an_emptied_field_says_nothing_any_more(reader: Reader, scene: Scene, linde: str) -> None:
    _fill(scene, roi_potential=ROI)
    form = f"{linde}/fields/roi_potential/edit"
    reader.sign_in(MIRIAM).get(form)
    reader.send(form, roi_potential__bucket="", roi_potential__value="")
    assert _stands(scene, "roi_potential") is None


def test_every_fault_stands_at_its_input_and_nothing_typed_is_lost(
    reader: Reader, scene: Scene, linde: str
) -> None:
    form = f"{linde}/fields/discount_terms/edit"
    reader.sign_in(HELENE).get(form)
    reader.send(
        form,
        discount_terms__discount_pct="viel",
        discount_terms__valid_from="2026-05-01",
        discount_terms__valid_until="31. Mai",
    )
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Bitte eine Zahl eingeben." in reader.text
    assert "Bitte ein Datum eingeben." in reader.text
    assert reader.form(form).fields["discount_terms.discount_pct"] == "viel"
    assert _stands(scene, "discount_terms") is None


def test_a_list_grows_and_shrinks_without_a_script(reader: Reader, scene: Scene, linde: str) -> None:
    form = f"{linde}/fields/decision_makers/edit"
    _fill(scene, decision_makers={"members": [{"name": "Anke"}, {"name": "Bernd"}]})
    reader.sign_in(MIRIAM).get(form)
    reader.send(form, _add="decision_makers.members", decision_makers__members__0__name="Anke Dietz")
    assert reader.form(form).fields["decision_makers.members.2.name"] == ""
    reader.send(form, _drop="decision_makers.members.1", decision_makers__members__2__name="Carla")
    reader.send(form)
    assert _stands(scene, "decision_makers") == {"members": [{"name": "Anke Dietz"}, {"name": "Carla"}]}


def test_a_change_of_another_field_is_no_conflict(reader: Reader, scene: Scene, linde: str) -> None:
    form = f"{linde}/fields/meals_per_day/edit"
    reader.sign_in(MIRIAM).get(form)
    _fill(scene, kitchen_size=95)
    reader.send(form, meals_per_day="80")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER
    assert (_stands(scene, "meals_per_day"), _stands(scene, "kitchen_size")) == (80, 95)


def test_a_conflict_is_chosen_part_by_part(reader: Reader, scene: Scene, linde: str) -> None:
    form = f"{linde}/fields/roi_potential/edit"
    _fill(scene, roi_potential=ROI)
    reader.sign_in(MIRIAM).get(form)
    _fill(scene, roi_potential={"bucket": "LOW", "value": Decimal("900.00")})
    reader.send(form, roi_potential__bucket="HIGH", roi_potential__value="2000")
    assert reader.last.status_code == HTTPStatus.PRECONDITION_FAILED
    for words in ("Jemand war schneller", "Niedrig", "900,00 €", "Hoch", "2.000,00 €"):
        assert words in reader.text, words
    values = {**reader.form(form).fields, "choice.bucket": "mine", "choice.value": "theirs"}
    reader.post(form, values)
    assert _stands(scene, "roi_potential") == {"bucket": "HIGH", "value": Decimal("900.00")}


def test_what_is_typed_after_a_refused_choice_counts(reader: Reader, scene: Scene, linde: str) -> None:
    form = f"{linde}/fields/meals_per_day/edit"
    reader.sign_in(MIRIAM).get(form)
    _fill(scene, meals_per_day=90)
    reader.send(form, meals_per_day="viel")
    assert reader.last.status_code == HTTPStatus.PRECONDITION_FAILED
    reader.post(form, {**reader.form(form).fields, "choice.": "mine"})
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    reader.send(form, meals_per_day="180")
    assert _stands(scene, "meals_per_day") == 180


def test_the_history_names_every_version_and_brings_one_back(
    reader: Reader, scene: Scene, linde: str
) -> None:
    for meals in (80, 180, 210):
        _fill(scene, meals_per_day=meals)
    reader.sign_in(MIRIAM).get(f"{linde}/fields/meals_per_day/history")
    for words in (
        "80",
        "180",
        "210",
        "Helene Vogt",
        "Diesen Wert zurückholen",
        str(given.CORRELATION),
    ):
        assert words in reader.text, words
    returns = [part.split('"')[0] for part in reader.last.text.split('action="') if "/return?" in part]
    reader.send(returns[-1])
    assert _stands(scene, "meals_per_day") == 80


def test_restricted_fields_are_not_there_for_whom_they_are_not(reader: Reader, scene: Scene) -> None:
    kiel = scene.by_name["Nordsee Kiel"]
    terms = {"discount_terms": {"discount_pct": 12}}
    patch_fields(PatchFields(kiel.id, terms), actor=given.MANAGER, world=scene.world)
    reader.sign_in(MIRIAM).get(place(kiel))
    assert "Rabatt" in reader.text
    assert "fields/discount_terms/edit" not in reader.last.text
    reader.get(f"{place(kiel)}/fields/discount_terms/edit")
    assert reader.last.status_code == HTTPStatus.FORBIDDEN
    reader.client.cookies.clear()
    reader.sign_in(JOERG).get(place(kiel))
    assert reader.last.status_code == HTTPStatus.OK
    assert "Rabatt" not in reader.text
    for way in ("", "/edit", "/history"):
        assert reader.get(f"{place(kiel)}/fields/discount_terms{way}").status_code == HTTPStatus.NOT_FOUND


def test_an_auditor_reads_and_changes_nothing(reader: Reader, scene: Scene, linde: str) -> None:
    _fill(scene, meals_per_day=80)
    reader.sign_in(URS).get(linde)
    assert "fields/meals_per_day/history" in reader.last.text
    assert "fields/meals_per_day/edit" not in reader.last.text


def test_a_form_that_was_made_for_another_field_is_refused(reader: Reader, scene: Scene, linde: str) -> None:
    reader.sign_in(MIRIAM).get(f"{linde}/fields/meals_per_day/edit")
    seen = reader.form(f"{linde}/fields/meals_per_day/edit").fields
    reader.post(f"{linde}/fields/kitchen_size/edit", {**seen, "kitchen_size": "5"})
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert _stands(scene, "kitchen_size") is None


def test_only_the_line_of_a_field_is_renewed_by_a_script(reader: Reader, linde: str) -> None:
    form = f"{linde}/fields/meals_per_day/edit"
    reader.sign_in(MIRIAM).get(form, **{"hx-request": "true"})
    assert reader.last.text.lstrip().startswith('<div class="fact fact--open" id="field-meals_per_day"')
    values = {**reader.form(form).fields, "meals_per_day": "80"}
    reader.post(form, values, **{"hx-request": "true"})
    assert reader.last.status_code == HTTPStatus.OK
    assert reader.last.text.lstrip().startswith('<div class="fact" id="field-meals_per_day"')
    assert 'id="customer-version"' in reader.last.text
    assert "<html" not in reader.last.text
