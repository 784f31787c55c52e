"""Steps on a lead without a script: offered to whom they are allowed, refused in words, told afterwards."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from adapters.web.values.moments import moment_shown
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import CollaboratorRole, Lead, Phase
from tests.web.leads import Leads, at_lead
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, SABINE, URS, Scene

DOCUMENT = "0190a5c2-7d3e-7c11-9a2b-3f4d5e6f7a8b"


@pytest.fixture
def leads(scene: Scene) -> Leads:
    return Leads(scene)


@pytest.fixture
def lead(leads: Leads) -> Lead:
    return leads.registered()


def _take(reader: Reader, lead: Lead, step: str, **fields: str) -> None:
    at = f"{at_lead(lead)}/steps/{step}"
    reader.get(at)
    reader.send(at, **fields)


def _said(reader: Reader) -> str:
    assert reader.last.status_code == HTTPStatus.SEE_OTHER, reader.text
    reader.follow()
    return reader.text


def _again(reader: Reader, user: object) -> Reader:
    reader.client.cookies.clear()
    return reader.sign_in(user)  # type: ignore[arg-type]  # one of the scene's people


@pytest.mark.parametrize(
    ("user", "offered"),
    [
        (MIRIAM, {"activity", "hold", "convert", "collaborator"}),
        (SABINE, {"activity", "hold", "convert", "collaborator", "extension", "transfer"}),
        (HELENE, {"activity", "hold", "convert", "collaborator", "extension", "transfer", "backdate"}),
        (URS, set()),
    ],
    ids=["owner", "team lead", "manager", "auditor"],
)
def test_steps_are_offered_to_whom_they_are_allowed(
    reader: Reader, lead: Lead, user: object, offered: set[str]
) -> None:
    _again(reader, user).get(at_lead(lead))
    steps = {"activity", "hold", "convert", "collaborator", "extension", "transfer", "backdate"}
    assert {one for one in steps if f"/steps/{one}" in reader.last.text} == offered
    for step in steps:
        reader.get(f"{at_lead(lead)}/steps/{step}")
        assert (reader.last.status_code == HTTPStatus.OK) is (step in offered), step
        assert step in offered or reader.last.status_code == HTTPStatus.FORBIDDEN


def test_what_has_lapsed_takes_no_step_any_more(reader: Reader, leads: Leads) -> None:
    lead = leads.lapsed("Alte Post")
    reader.sign_in(MIRIAM).get(at_lead(lead))
    assert "/steps/" not in reader.last.text
    assert reader.get(f"{at_lead(lead)}/steps/activity").status_code == HTTPStatus.CONFLICT
    assert "Der Schutz ist erloschen" in reader.text


def test_a_step_that_nobody_knows_is_nowhere(reader: Reader, lead: Lead) -> None:
    assert reader.sign_in(MIRIAM).get(f"{at_lead(lead)}/steps/sing").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("kind", "days_ago", "told"),
    [
        ("QUALIFIED_CALL", 0, "Sie hält den Schutz von „Gasthaus Rose“ aufrecht."),
        ("QUALIFIED_CALL", 9, "sobald die Teamleitung sie bestätigt"),
        ("NOTE", 0, "Für den Schutz zählt diese Art nicht."),
    ],
)
def test_whoever_records_an_activity_is_told_whether_it_counts(
    reader: Reader, leads: Leads, lead: Lead, kind: str, days_ago: int, told: str
) -> None:
    leads.later(days=20)
    at = moment_shown(leads.scene.clock.at - timedelta(days=days_ago)) if days_ago else ""
    _take(reader.sign_in(MIRIAM), lead, "activity", kind=kind, occurredAt=at, note="Am Herd")
    assert told in _said(reader)
    assert "Am Herd" in reader.text


def test_a_late_activity_is_confirmed_by_the_team_lead(reader: Reader, leads: Leads, lead: Lead) -> None:
    activity = leads.later(days=20).logged(lead, days_ago=9)
    confirm = f"{at_lead(lead)}/activities/{activity.id}/confirm"
    assert confirm not in reader.sign_in(MIRIAM).get(at_lead(lead)).text
    _again(reader, SABINE).get(at_lead(lead))
    reader.send(confirm)
    assert "Die Aktivität zählt ab dem Tag" in _said(reader)
    assert "Bestätigt am" in reader.text


def test_what_we_owe_stops_the_clock_at_once(reader: Reader, lead: Lead) -> None:
    _take(reader.sign_in(MIRIAM), lead, "hold", reason="FFZ_PRICE_APPROVAL")
    assert "Die Uhr von „Gasthaus Rose“ ruht." in _said(reader)
    assert "Die Uhr ruht." in reader.text


def test_other_holds_wait_for_a_team_lead_who_decides(reader: Reader, leads: Leads, lead: Lead) -> None:
    _take(reader.sign_in(MIRIAM), lead, "hold", reason="CUSTOMER_BLOCKED")
    assert "wartet auf die Teamleitung" in _said(reader)
    (hold,) = leads.scene.store.state.leads[lead.id].facts.holds
    decide = f"{at_lead(lead)}/holds/{hold.id}/decide"
    assert decide not in reader.last.text
    _again(reader, SABINE).get(at_lead(lead))
    reader.send(decide, decision="approve")
    assert "Die Pause gilt ab ihrem Beginn" in _said(reader)
    assert "Genehmigt von Sabine Lindqvist" in reader.text


def test_a_hold_is_rejected_withdrawn_or_ended(reader: Reader, leads: Leads, lead: Lead) -> None:
    rejected, withdrawn = (leads.held(lead, HoldReason.CUSTOMER_BLOCKED) for _ in range(2))
    running = leads.held(lead)
    _again(reader, SABINE).get(at_lead(lead))
    reader.send(f"{at_lead(lead)}/holds/{rejected.id}/decide", decision="reject")
    assert "Die Pause ist abgelehnt." in _said(reader)
    _again(reader, MIRIAM).get(at_lead(lead))
    reader.send(f"{at_lead(lead)}/holds/{withdrawn.id}/end")
    assert "Die Pause ist zurückgezogen." in _said(reader)
    leads.later(hours=2)
    reader.send(f"{at_lead(lead)}/holds/{running.id}/end")
    assert "die Uhr läuft weiter" in _said(reader)
    assert "/holds/" not in reader.last.text


def test_a_hold_out_of_its_limits_is_told_at_its_fields(reader: Reader, leads: Leads, lead: Lead) -> None:
    long_ago = moment_shown(leads.later(days=20).scene.clock.at - timedelta(days=9))
    _take(reader.sign_in(MIRIAM), lead, "hold", reason="FFZ_SAMPLE_DELAY", startAt=long_ago, endAt=long_ago)
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Höchstens 7 Tage zurück." in reader.text
    assert "Liegt vor dem Beginn." in reader.text


def test_protection_is_extended_by_months_or_days_within_limits(reader: Reader, lead: Lead) -> None:
    _again(reader, SABINE)
    _take(reader, lead, "extension", months="2", days="3", reason="Verkostung ist vereinbart")
    assert "Bitte genau eines von beiden angeben." in reader.text
    _take(reader, lead, "extension", months="23", reason="Verkostung ist vereinbart")
    assert reader.last.status_code == HTTPStatus.CONFLICT
    assert "reichen zusammen höchstens bis zum" in reader.text
    _take(reader, lead, "extension", months="2", reason="Verkostung ist vereinbart")
    assert "Um 2 Monate verlängert" in _said(reader)
    assert "Verkostung ist vereinbart" in reader.text


def test_a_lead_is_transferred_with_a_reason(reader: Reader, leads: Leads, lead: Lead) -> None:
    _again(reader, SABINE)
    _take(reader, lead, "transfer", userId=str(NADIA.id), reason="kurz")
    assert "Bitte etwas ausführlicher" in reader.text
    _take(reader, lead, "transfer", userId=str(NADIA.id), reason="Miriam geht in Elternzeit")
    assert "übergeben an Nadia Benali" in _said(reader)
    assert leads.present(lead).owner_user_id == NADIA.id
    assert "Miriam geht in Elternzeit" in reader.text


def test_somebody_is_asked_to_help_and_let_go(reader: Reader, leads: Leads, lead: Lead) -> None:
    _take(reader.sign_in(MIRIAM), lead, "collaborator", userId=str(JOERG.id), role="NEGOTIATE")
    assert "Jörg Brandstätter arbeitet jetzt" in _said(reader)
    assert leads.present(lead).collaborators == {JOERG.id: CollaboratorRole.NEGOTIATE}
    reader.send(f"{at_lead(lead)}/collaborators/{JOERG.id}/end")
    assert "arbeitet hier nicht mehr mit" in _said(reader)


def test_who_negotiates_is_offered_what_we_owe_alone(reader: Reader, leads: Leads, lead: Lead) -> None:
    _take(reader.sign_in(MIRIAM), lead, "collaborator", userId=str(JOERG.id), role="NEGOTIATE")
    _again(reader, JOERG).get(f"{at_lead(lead)}/steps/hold")
    assert "FFZ_SAMPLE_DELAY" in reader.last.text
    assert "CUSTOMER_BLOCKED" not in reader.last.text
    assert "/steps/transfer" not in reader.get(at_lead(lead)).text


def test_an_agreement_makes_a_new_customer_or_joins_one(reader: Reader, leads: Leads, lead: Lead) -> None:
    reader.sign_in(MIRIAM)
    _take(reader, lead, "convert", agreementDocumentId="?", signedAt="")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    for told in ("Bitte ausfüllen.", "Bitte wählen Sie eine Art."):
        assert told in reader.text, told
    signed = moment_shown(leads.scene.clock.at - timedelta(hours=2))
    _take(reader, lead, "convert", agreementDocumentId=DOCUMENT, signedAt=signed, type="RESTAURANT")
    assert "Aus „Gasthaus Rose“ ist ein Kunde geworden." in _said(reader)
    conversion = leads.present(lead).conversion
    assert conversion is not None
    assert f"/customers/{conversion.customer_id}" in reader.last.text
    assert "/steps/" not in reader.last.text
    other = leads.registered("Gasthaus zur Alten Eiche", contact={"lastName": "Vogt"})
    joined = str(leads.scene.by_name["Gasthaus zur Alten Linde"].id)
    _take(reader, other, "convert", agreementDocumentId=DOCUMENT, signedAt=signed, customerId=joined)
    assert leads.present(other).phase is Phase.CONVERTED


def test_a_start_is_set_back_by_a_manager_unless_it_would_lapse(
    reader: Reader, leads: Leads, lead: Lead
) -> None:
    leads.later(days=3)
    _again(reader, HELENE)
    before, long_before = (moment_shown(leads.scene.clock.at - timedelta(days=days)) for days in (20, 400))
    told = {"reason": "Visitenkarte von der Messe", "evidenceId": DOCUMENT}
    _take(reader, lead, "backdate", startedAt=long_before, **told)
    assert reader.last.status_code == HTTPStatus.CONFLICT
    assert "wäre der Schutz schon erloschen" in reader.text
    _take(reader, lead, "backdate", startedAt=before, **told)
    assert "beginnt früher" in _said(reader)
    assert "Beginn zurückgesetzt auf den" in reader.text


def test_who_was_slower_is_told_and_shown_the_form_again(reader: Reader, leads: Leads, lead: Lead) -> None:
    at = f"{at_lead(lead)}/steps/transfer"
    _again(reader, SABINE).get(at)
    leads.logged(lead)
    reader.send(at, userId=str(NADIA.id), reason="Miriam geht in Elternzeit")
    assert reader.last.status_code == HTTPStatus.PRECONDITION_FAILED
    assert "inzwischen geändert" in reader.text
    reader.send(at)
    assert leads.present(lead).owner_user_id == NADIA.id
