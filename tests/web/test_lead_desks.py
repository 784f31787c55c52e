"""What waits for somebody: decisions of a team lead, and one's own inbox."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from adapters.web.language import ZONE
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import HoldState
from tests.web.leads import Leads, at_lead
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, SABINE, Scene


@pytest.fixture
def leads(scene: Scene) -> Leads:
    return Leads(scene)


def test_what_waits_stands_with_the_instant_before_which_it_matters(reader: Reader, leads: Leads) -> None:
    later = leads.registered("Später")
    urgent = leads.registered("Alte Post")
    leads.later(days=20).logged(later, days_ago=9, note="Am Herd")
    leads.later(days=41).reminded(urgent)
    leads.later(days=8, hours=2).held(urgent, HoldReason.CUSTOMER_BLOCKED)
    reader.sign_in(SABINE).get("/approvals")
    assert reader.text.index("Alte Post") < reader.text.index("Später")
    lapse = leads.present(urgent).standing
    assert lapse is not None
    assert lapse.lapse is not None
    assert "Entscheiden Sie vor dem" in reader.text
    assert 'class="approvals__before is-waiting"' in reader.last.text
    assert "Am Herd" in reader.text
    assert "Uhr anhalten: Sperrzeit beim Kunden" in reader.text


def test_what_is_decided_makes_room(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    hold = leads.held(lead, HoldReason.CUSTOMER_BLOCKED)
    fact = leads.later(days=20).logged(lead, days_ago=9)
    reader.sign_in(SABINE).get("/approvals")
    reader.send(f"{at_lead(lead)}/holds/{hold.id}/decide", decision="approve")
    assert reader.last.headers["location"] == "/approvals"
    assert "Genehmigt" in reader.follow().text
    reader.send(f"{at_lead(lead)}/activities/{fact.id}/confirm")
    assert "Nichts zu entscheiden" in reader.follow().text
    kept = leads.scene.store.state.leads[lead.id].facts.holds[0]
    assert kept.state_at(leads.scene.clock.at) is HoldState.EFFECTIVE


def test_what_was_decided_meanwhile_is_told(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    hold = leads.held(lead, HoldReason.CUSTOMER_BLOCKED)
    reader.sign_in(SABINE).get("/approvals")
    decide = f"{at_lead(lead)}/holds/{hold.id}/decide"
    form = reader.form(decide).fields
    reader.post(decide, {**form, "decision": "reject"})
    reader.post(decide, {**form, "decision": "approve"})
    assert "Über diese Pause ist schon entschieden." in reader.follow().text


def test_nobody_decides_on_their_own_or_without_answering_for_it(reader: Reader, leads: Leads) -> None:
    leads.held(leads.registered("Eigen", by=SABINE), HoldReason.CUSTOMER_BLOCKED, by=SABINE)
    assert "Nichts zu entscheiden" in reader.sign_in(SABINE).get("/approvals").text
    assert 'href="/approvals"' in reader.get("/leads").text
    reader.client.cookies.clear()
    assert reader.sign_in(MIRIAM).get("/approvals").status_code == HTTPStatus.FORBIDDEN
    assert 'href="/approvals"' not in reader.get("/leads").text


def test_a_notice_counts_as_delivered_when_its_owner_opens_it(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    notice = leads.later(days=61).reminded(lead, channel=Channel.INAPP)
    opened = f"{at_lead(lead)}/notices/{notice.id}"
    reader.sign_in(MIRIAM).get("/customers")
    assert "1 ungelesen" in reader.text
    assert reader.get(opened).status_code == HTTPStatus.NOT_FOUND
    assert "Gasthaus Rose" in reader.get("/inbox").text
    assert "Erinnerung fällig" in reader.get(at_lead(lead)).text
    reader.get("/inbox")
    reader.send(f"{opened}/open")
    assert "Mit der Zustellung dieser Erinnerung beginnt eine Nachfrist" in reader.follow().text
    assert "ungelesen" not in reader.text
    assert "Nachfrist läuft" in reader.get(at_lead(lead)).text
    assert "Alles gelesen" in reader.get("/inbox").text


def test_nobody_opens_somebody_else_s_notice(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    notice = leads.later(days=61).reminded(lead, channel=Channel.INAPP)
    at = f"{at_lead(lead)}/notices/{notice.id}/open"
    for user, status in ((HELENE, HTTPStatus.FORBIDDEN), (NADIA, HTTPStatus.NOT_FOUND)):
        reader.client.cookies.clear()
        reader.sign_in(user).get("/leads/new" if user is HELENE else "/inbox")
        assert "ungelesen" not in reader.text
        token = reader.get("/me").text and reader.form("/preferences").fields["csrf"]
        reader.post(at, {"csrf": token})
        assert reader.last.status_code == status
    reader.client.cookies.clear()
    assert "Alles gelesen" in reader.sign_in(JOERG).get("/inbox").text


def test_what_a_notice_said_stays_whatever_comes_after(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    due = leads.scene.clock.at + timedelta(days=60)
    notice = leads.later(days=61).reminded(lead)
    leads.later(days=2).logged(lead)
    reader.sign_in(MIRIAM).get(f"{at_lead(lead)}/notices/{notice.id}")
    assert f"ist seit dem {due.astimezone(ZONE):%d.%m.%Y} eine Aktivität fällig" in reader.text
    assert "Zugestellt am" in reader.text
