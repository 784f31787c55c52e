"""Registering leads and changing them without a script: every fault at once, and answers that name nobody."""

from http import HTTPStatus

import pytest

from crm_core.domain.leads.lead import Phase
from tests.web.leads import Leads, at_lead
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, URS, Scene

NEW = "/leads/new"
PLACE = {"city": "Berlin", "postalCode": "10115", "territory": "DE", "region": "BERLIN"}


@pytest.fixture
def leads(scene: Scene) -> Leads:
    return Leads(scene)


def _register(reader: Reader, company: str, **more: str) -> None:
    reader.get(NEW)
    reader.send(NEW, companyName=company, **{**PLACE, **more})


def _only_lead(leads: Leads) -> Phase:
    (kept,) = leads.scene.store.state.leads.values()
    return kept.lead.phase


def test_with_a_contact_a_company_is_protected(reader: Reader, leads: Leads) -> None:
    _register(reader.sign_in(MIRIAM), "Gasthaus Rose", contact__lastName="Koch", estimatedVolume="12.500,50")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER
    assert "ab jetzt geschützt" in reader.follow().text
    assert "12.500,5" in reader.text
    assert _only_lead(leads) is Phase.RUNNING


def test_with_company_and_place_alone_it_is_reserved_and_completed_later(
    reader: Reader, leads: Leads
) -> None:
    _register(reader.sign_in(MIRIAM), "Gasthaus Rose")
    assert "ist vorgemerkt" in reader.follow().text
    assert _only_lead(leads) is Phase.RESERVED
    (lead,) = leads.scene.store.state.leads
    reader.get(f"/leads/{lead}/edit")
    reader.send(f"/leads/{lead}/edit", contact__phone="030 123456")
    assert "ab jetzt geschützt" in reader.follow().text
    assert _only_lead(leads) is Phase.RUNNING


def test_every_fault_is_named_at_once_at_its_field(reader: Reader) -> None:
    _register(
        reader.sign_in(MIRIAM),
        "",
        source="MESSE",
        contact__email="nirgends",
        firstContact__note="kurz",
        city="",
    )
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    for told in ("Wie heißt die Firma?", "In welchem Ort?", "Eine Adresse wie", "Mindestens 10 Zeichen."):
        assert told in reader.text, told
    assert reader.form(NEW).fields["contact.email"] == "nirgends"


def test_somebody_else_s_company_is_told_with_a_day_and_without_a_name(reader: Reader, leads: Leads) -> None:
    lead = leads.registered("Gasthaus Rose", by=JOERG)
    _register(reader.sign_in(NADIA), "Gasthaus Rose", contact__lastName="Koch")
    assert reader.last.status_code == HTTPStatus.CONFLICT
    day = leads.present(lead).standing
    assert day is not None
    assert day.base_expiry_at is not None
    assert f"bis zum {day.base_expiry_at:%d.%m.%Y} geschützt" in reader.text
    assert "Jörg" not in reader.text
    assert str(lead.id) not in reader.last.text
    assert "override.reason" not in reader.last.text


def test_a_manager_registers_it_all_the_same_with_a_reason(reader: Reader, leads: Leads) -> None:
    leads.registered("Gasthaus Rose", by=JOERG)
    _register(reader.sign_in(HELENE), "Gasthaus Rose", contact__lastName="Koch")
    assert reader.last.status_code == HTTPStatus.CONFLICT
    reader.send(NEW, override__reason="Zweites Haus, anderer Inhaber")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER


def test_a_similar_name_is_shown_and_may_be_another_company(reader: Reader, leads: Leads) -> None:
    alike = leads.registered("Gasthaus zur Rose")
    _register(reader.sign_in(MIRIAM), "Gasthaus zur Rosen", contact__lastName="Koch")
    assert reader.last.status_code == HTTPStatus.CONFLICT
    assert at_lead(alike) in reader.last.text
    reader.send(NEW, override__reason="Liegt zwei Orte weiter")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER


def test_an_existing_customer_is_told_without_its_owner(reader: Reader, leads: Leads) -> None:
    house = leads.scene.by_name["Kantine Technologiepark"].details
    _register(
        reader.sign_in(NADIA), house.name, city=house.address.city or "", postalCode="", contact__lastName="X"
    )
    assert "Diese Firma kauft bereits" in reader.text
    assert "Jörg" not in reader.text


def test_probing_is_answered_a_few_times_only(reader: Reader, leads: Leads) -> None:
    leads.registered("Gasthaus Rose", by=JOERG)
    reader.sign_in(NADIA)
    for _ in range(11):
        _register(reader, "Gasthaus Rose", contact__lastName="Koch")
    assert reader.last.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Bitte warten Sie eine Minute" in reader.text
    assert "Diese Firma ist bis" not in reader.text


def test_who_was_slower_chooses_between_both(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    at = f"{at_lead(lead)}/edit"
    reader.sign_in(MIRIAM).get(at)
    form = reader.form(at).fields
    reader.post(at, {**form, "industry": "HOTEL", "city": "Potsdam"})
    reader.post(at, {**form, "industry": "KLINIK", "source": "EMPFEHLUNG"})
    assert reader.last.status_code == HTTPStatus.PRECONDITION_FAILED
    for words in (
        "Jemand war schneller",
        "HOTEL",
        "KLINIK",
        "Potsdam · nur dort geändert",
        "Empfehlung · nur von",
    ):
        assert words in reader.text, words
    assert leads.present(lead).details.industry == "HOTEL"

    reader.send(at, industry="KLINIK")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER, reader.text
    details = leads.present(lead).details
    assert (details.industry, details.city, str(details.source)) == ("KLINIK", "Potsdam", "EMPFEHLUNG")


def test_what_one_may_not_change_is_not_offered_and_refused(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    reader.sign_in(URS).get(at_lead(lead))
    assert f"{at_lead(lead)}/edit" not in reader.last.text
    assert reader.get(f"{at_lead(lead)}/edit").status_code == HTTPStatus.FORBIDDEN


def test_what_has_lapsed_is_not_edited(reader: Reader, leads: Leads) -> None:
    lead = leads.lapsed()
    assert f"{at_lead(lead)}/edit" not in reader.sign_in(MIRIAM).get(at_lead(lead)).text
    reader.get(f"{at_lead(lead)}/edit")
    assert reader.last.status_code == HTTPStatus.CONFLICT
    assert "Der Schutz ist erloschen" in reader.text
