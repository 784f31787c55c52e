"""What stands around a customer, without a script: people, what is due, bounces, and what happened."""

import re
from http import HTTPStatus
from uuid import UUID

import pytest

from crm_core.domain.customers.contact import ContactId
from crm_core.domain.customers.customer import Contactability
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.boxes import moved, requested
from tests.logged import logged
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, URS, Scene, place

LINDE = "Gasthaus zur Alten Linde"
KIEL, LUEBECK = "Nordsee Kiel", "Nordsee Lübeck"


@pytest.fixture
def linde(scene: Scene) -> str:
    return place(scene.by_name[LINDE])


def _add(reader: Reader, at: str, **person: str) -> None:
    reader.get(f"{at}/contacts/new")
    reader.send(f"{at}/contacts/new", **person)


def _ways(reader: Reader, part: str) -> list[str]:
    return [found.split('"')[0] for found in reader.last.text.split('href="') if part in found.split('"')[0]]


def test_a_contact_is_added_changed_and_forgotten(reader: Reader, linde: str) -> None:
    _add(reader.sign_in(MIRIAM), linde, name="Herta Linde", role="GM", phone="0331 270000")
    assert "Herta Linde ist eingetragen." in reader.get(linde).text
    assert "Herta Linde · Geschäftsführung" in reader.text
    edit = _ways(reader, "/contacts/")[1]
    reader.get(edit)
    reader.send(edit, name="Herta Linde-Vogt", role="BUYER")
    reader.get(linde)
    assert "Herta Linde-Vogt · Einkauf" in reader.text
    reader.get(edit)
    reader.send(f"{edit}/remove")
    assert "Herta Linde-Vogt ist vergessen." in reader.get(linde).text
    assert reader.get(edit).status_code == HTTPStatus.NOT_FOUND


def test_somebody_who_was_slower_chooses_between_both_versions(
    reader: Reader, scene: Scene, linde: str
) -> None:
    _add(reader.sign_in(MIRIAM), linde, name="Herta Linde", role="GM", note="Mag Kaffee\nund Kuchen")
    reader.get(linde)
    edit = _ways(reader, "/contacts/")[1]
    reader.get(edit)
    _told_elsewhere(scene, edit, name="Herta Vogt", note="Geht in Rente", phone="+49 331 100")
    reader.send(edit, note="Kocht selbst", role="BUYER")
    assert reader.last.status_code == HTTPStatus.PRECONDITION_FAILED
    for words in (
        *("Jemand war schneller", "Geht in Rente", "Kocht selbst"),
        *("Herta Vogt · nur dort geändert", "Einkauf · nur von Ihnen geändert"),
    ):
        assert words in reader.text, words

    reader.send(edit)
    reader.get(edit)
    now = reader.form(edit).fields
    assert (now["name"], now["note"], now["phone"]) == ("Herta Vogt", "Geht in Rente", "+49331100")
    assert now["role"] == "BUYER"


def test_a_change_in_between_the_choice_is_noticed_too(reader: Reader, scene: Scene, linde: str) -> None:
    _add(reader.sign_in(MIRIAM), linde, name="Herta Linde", note="Mag Kaffee")
    reader.get(linde)
    edit = _ways(reader, "/contacts/")[1]
    reader.get(edit)
    _told_elsewhere(scene, edit, note="Geht in Rente")
    reader.send(edit, note="Kocht selbst")
    _told_elsewhere(scene, edit, note="Bleibt doch")
    assert reader.send(edit, note="Kocht selbst").status_code == HTTPStatus.PRECONDITION_FAILED
    assert "Bleibt doch" in reader.text
    assert reader.send(edit, note="Kocht selbst").status_code == HTTPStatus.SEE_OTHER
    reader.get(edit)
    assert reader.form(edit).fields["note"] == "Kocht selbst"


def test_a_form_that_forgot_what_it_showed_changes_nothing_unasked(
    reader: Reader, scene: Scene, linde: str
) -> None:
    _add(reader.sign_in(MIRIAM), linde, name="Herta Linde", note="Mag Kaffee")
    reader.get(linde)
    edit = _ways(reader, "/contacts/")[1]
    reader.get(edit)
    _told_elsewhere(scene, edit, note="Geht in Rente")
    assert reader.send(edit, base="").status_code == HTTPStatus.PRECONDITION_FAILED
    reader.send(edit)
    reader.get(edit)
    assert reader.form(edit).fields["note"] == "Geht in Rente"


def _told_elsewhere(scene: Scene, edit: str, **patch: str) -> None:
    """Somebody else changes a contact behind the back of the page."""
    scene.clock.pass_by(minutes=1)
    command = UpdateContact(ContactId(UUID(edit.rpartition("/")[2])), patch)
    update_contact(command, actor=given.MANAGER, world=scene.world)


def test_every_fault_of_a_contact_is_named_at_once(reader: Reader, linde: str) -> None:
    _add(reader.sign_in(MIRIAM), linde, name="", email="nirgends", phone="x")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert reader.last.text.count('class="field__error"') == 3
    assert reader.form(f"{linde}/contacts/new").fields["email"] == "nirgends"


def test_whoever_may_not_change_a_customer_adds_nobody(reader: Reader, scene: Scene) -> None:
    sylt = place(scene.by_name["Nordsee Sylt"])
    reader.sign_in(MIRIAM).get(sylt)
    assert "/contacts/new" not in reader.last.text
    assert reader.get(f"{sylt}/contacts/new").status_code == HTTPStatus.FORBIDDEN
    sent = {"csrf": reader.token(), "name": "Wer auch immer"}
    assert reader.post(f"{sylt}/contacts/new", sent).status_code == HTTPStatus.FORBIDDEN
    reader.client.cookies.clear()
    assert reader.sign_in(JOERG).get(f"{place(scene.by_name[LINDE])}/contacts/new").status_code == 404


def test_a_bounce_demands_another_way_which_alone_ends_it(reader: Reader, scene: Scene, linde: str) -> None:
    scene.change(LINDE, contact_email="kueche@linde.example")
    reader.sign_in(MIRIAM).get(linde)
    reader.send(f"{linde}/contactability", status="HARD_BOUNCE")
    reader.get(linde)
    assert "Mails kommen hier nicht an" in reader.text
    due = _ways(reader, "/follow-ups/")[0]
    reader.get(due)
    reader.send(f"{due}/complete")
    assert reader.last.status_code == HTTPStatus.CONFLICT
    assert "Zuerst wird ein anderer Weg" in reader.text
    _add(reader, linde, name="Herta Linde", phone="0331 270001")
    reader.get(linde)
    assert "Mails kommen hier nicht an" not in reader.text
    assert scene.present(LINDE).contactability is Contactability.OK
    for told in ("Mail unzustellbar", "Wieder erreichbar", "Erledigt:"):
        assert told in reader.text, told


def test_what_is_due_can_be_put_off_with_a_reason(reader: Reader, scene: Scene, linde: str) -> None:
    scene.change(LINDE, contact_email="kueche@linde.example")
    reader.sign_in(MIRIAM).get(linde)
    reader.send(f"{linde}/contactability", status="HARD_BOUNCE")
    reader.get(linde)
    due = _ways(reader, "/follow-ups/")[0]
    reader.get(due)
    reader.send(f"{due}/snooze", until="", reason="")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    reader.send(f"{due}/snooze", until="2026-06-01", reason="Betriebsferien")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER


def test_the_timeline_tells_who_changed_what_and_goes_on(reader: Reader, scene: Scene, linde: str) -> None:
    for meals in range(20, 35):
        scene.note(LINDE, meals_per_day=meals)
    reader.sign_in(MIRIAM).get(linde)
    assert "Kunde angelegt" not in reader.text
    reader.get(_ways(reader, "/timeline?of=&amp;cursor=")[0].replace("&amp;", "&"))
    assert "Kunde angelegt" in reader.text
    assert "Essen je Tag" in reader.text
    reader.get(f"{linde}/timeline?of=customer", **{"hx-request": "true"})
    assert "Kunde angelegt" in reader.text
    assert "Essen je Tag" not in reader.text


def test_the_timeline_tells_of_activities_and_samples_in_words(
    reader: Reader, scene: Scene, linde: str
) -> None:
    house = scene.by_name[LINDE].id
    box = requested(scene.world, house, deliveryDate="2030-03-09")
    moved(scene.world, box.id, SampleStatus.PACKED)
    logged(scene.world, house, "CALL", note="Wünscht Rouladen")
    logged(scene.world, house, "DECISION_ALIGNMENT", outcome="PARTIAL", roles=["CHEF"])
    told = reader.sign_in(MIRIAM).get(f"{linde}/timeline?of=activities").text
    for words in ("Telefonat", "Wünscht Rouladen", "Teilweise einig"):
        assert words in told, words
    assert "Muster: " not in told
    told = reader.get(f"{linde}/timeline?of=samples").text
    assert "Muster angefragt" in told
    assert "Muster: Gepackt" in told
    assert "Telefonat" not in told


def test_a_past_day_shows_what_stood_then_and_cannot_be_changed(
    reader: Reader, scene: Scene, linde: str
) -> None:
    scene.note(LINDE, meals_per_day=80)
    then = scene.clock.now().date().isoformat()
    scene.later(days=30)
    scene.note(LINDE, meals_per_day=210)
    reader.sign_in(MIRIAM).get(f"{linde}?as_of={then}")
    row = reader.last.text.split('id="field-meals_per_day"')[1].split("</div>")[0]
    assert ("80" in row, "210" in row) == (True, False)
    assert "/fields/meals_per_day/edit" not in reader.last.text
    assert reader.get(f"{linde}?as_of=gestern").status_code == HTTPStatus.BAD_REQUEST


def test_who_sees_a_customer_is_told_to_those_who_answer_for_it(reader: Reader, scene: Scene) -> None:
    kiel = place(scene.by_name[KIEL])
    reader.sign_in(URS).get(f"{kiel}/access")
    for words in ("Vertrieb: betreut diesen Kunden Miriam Okafor", "verantwortet die Kette Nordsee Hotels"):
        assert words in reader.text, words
    reader.client.cookies.clear()
    reader.sign_in(MIRIAM).get(kiel)
    assert f"{kiel}/access" not in reader.last.text
    assert reader.get(f"{kiel}/access").status_code == HTTPStatus.FORBIDDEN


def test_a_customer_stands_in_five_words(reader: Reader) -> None:
    scene_name = "Betriebsrestaurant Spreebogen"
    reader.sign_in(HELENE).get("/customers?q=spreebogen")
    reader.get(next(way for way in _ways(reader, "/customers/0") if "?" not in way))
    assert scene_name in reader.text
    for words in ("Potenzial Hoch", "2.860,00 € je Monat", "Entscheider 2", "30.06.2026", "exklusiv"):
        assert words in reader.text, words


def test_a_representative_sees_nobody_of_a_stranger(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    assert reader.get(f"{place(scene.by_name['Hotel Limmatblick'])}/timeline").status_code == 404
    assert reader.get(f"/follow-ups/{given.nobody_knows()}").status_code == 404


def test_a_past_day_shows_nothing_of_today_beside_it(reader: Reader, scene: Scene) -> None:
    house = scene.by_name["Betriebsrestaurant Spreebogen"]
    at, known = place(house), scene.clock.now()
    scene.later(20)
    sample = requested(scene.world, house.id)
    moved(scene.world, sample.id, SampleStatus.SHIPPED)
    reader.sign_in(MIRIAM).get(at)
    assert "Versandt" in reader.text
    days = int(re.findall(r"in (\d+) Tagen", reader.text)[0])

    reader.get(f"{at}?as_of={known:%Y-%m-%d}")
    tiles = reader.last.text.split('class="tiles"')[1].split("</ul>")[0]
    assert "Versandt" not in tiles
    assert "/samples" not in reader.last.text.split('class="detail__aside')[1].split("detail__known")[0]
    assert f"in {days + 20} Tagen" in reader.text
    assert "stehen hier wie heute" in reader.text
