"""Messages about leads in the inbox: the day's summary with its leads, and what must be looked at."""

import pytest

from adapters.memory.mailer import MemoryMailer
from adapters.web.parts import DemoUser
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.message import Message
from crm_core.use_cases.daily_work import DailyWork
from tests import given
from tests.web.leads import Leads, at_lead
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, Scene


@pytest.fixture
def leads(scene: Scene) -> Leads:
    return Leads(scene)


def at_night(leads: Leads) -> None:
    DailyWork(leads.scene.world, MemoryMailer(leads.scene.clock)).run(given.SYSTEM)


def told_to(leads: Leads, user: DemoUser) -> Message:
    told = leads.scene.store.state.messages.values()
    return next(one for one in told if one.owner_user_id == user.id and not one.by_letter)


def test_the_summary_names_its_leads_and_leads_to_them(reader: Reader, leads: Leads) -> None:
    lead = leads.registered("Alte Post")
    leads.later(days=57)
    at_night(leads)
    reader.sign_in(MIRIAM).get("/inbox")
    assert "Aktivität fällig binnen sieben Tagen (1)" in reader.text
    assert f'href="{at_lead(lead)}">Alte Post</a>' in reader.last.text
    message = told_to(leads, MIRIAM)
    reader.send(f"/inbox/messages/{message.id}/open", then="stay")
    assert "Alles gelesen" in reader.follow().text
    reader.client.cookies.clear()
    assert "Alte Post" not in reader.sign_in(JOERG).get("/inbox").text
    assert "/inbox/messages/" not in reader.last.text


def test_what_waits_before_a_lapse_leads_the_manager_to_its_lead(reader: Reader, leads: Leads) -> None:
    lead = leads.registered("Alte Post")
    leads.later(days=61).reminded(lead)
    leads.later(days=8, hours=2).held(lead, HoldReason.CUSTOMER_BLOCKED)
    at_night(leads)
    reader.sign_in(HELENE).get("/inbox")
    assert "Alte Post: Eine Unterbrechung wartet auf Genehmigung, der Schutz endet bald" in reader.text
    message = next(one for one in leads.scene.store.state.messages.values() if one.lead_id == lead.id)
    reader.send(f"/inbox/messages/{message.id}/open")
    assert reader.last.headers["location"] == at_lead(lead)
    reader.get("/inbox")
    assert "Alles gelesen" in reader.text
