"""Leads without a script: the list, one lead with its course, and asking as of an instant."""

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from attrs import evolve

from adapters.web.values.moments import moment_shown
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.use_cases.leads.pseudonymise_leads import PseudonymiseLeads, pseudonymise_leads
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from tests import given
from tests.web.leads import Leads, at_lead
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, SABINE, URS, Scene


@pytest.fixture
def leads(scene: Scene) -> Leads:
    return Leads(scene)


def _line(reader: Reader, company: str) -> str:
    """The words of one line of the list."""
    rows = re.findall(r"<tr>.*?</tr>", reader.last.text, re.DOTALL)
    row = next(row for row in rows if company in row)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))


def _stretches(reader: Reader) -> list[str]:
    """The kinds of the drawn stretches, `+` before those that are ahead."""
    found = re.findall(
        r'<a class="course__stretch course__stretch--(\w+)( course__stretch--ahead)?"', reader.last.text
    )
    return [("+" if ahead else "") + kind for kind, ahead in found]


def test_the_list_tells_how_each_stands_and_what_happens_when(reader: Reader, leads: Leads) -> None:
    leads.lapsed("Alte Post")
    graced, held = leads.registered("Bergblick"), leads.registered("Chiemsee")
    leads.later(days=20).held(held)
    leads.later(days=41).reminded(graced)
    leads.registered("Drei Eichen")
    leads.reserved("Engel")
    reader.sign_in(MIRIAM).get("/leads")
    assert "Nachfrist läuft" in _line(reader, "Bergblick")
    assert "Nachfrist endet" in _line(reader, "Bergblick")
    assert "Uhr ruht" in _line(reader, "Chiemsee")
    assert "ruht seitdem, Ende offen" in _line(reader, "Chiemsee")
    assert "Erinnerung wird fällig" in _line(reader, "Drei Eichen")
    assert "Vormerkung endet" in _line(reader, "Engel")
    assert "Schutz erloschen" in _line(reader, "Alte Post")
    assert "Miriam Okafor" in _line(reader, "Drei Eichen")


def test_the_list_is_narrowed_by_what_its_chips_say(reader: Reader, leads: Leads) -> None:
    leads.registered("Alte Post")
    leads.reserved("Bergblick")
    leads.registered("Chiemsee", by=JOERG, region="SUED")
    reader.sign_in(HELENE)
    assert "Bergblick" not in reader.get("/leads?state=PROTECTED").text
    assert "Alte Post" in reader.last.text
    assert 'id="filter-state"' in reader.last.text
    assert "Alte Post" not in reader.get("/leads?region=SUED").text
    assert "Chiemsee" in reader.get(f"/leads?owner={JOERG.id}&q=chiem").text
    assert "Kein Lead passt dazu" in reader.get("/leads?owner=me").text
    assert reader.get("/leads?state=GONE").status_code == HTTPStatus.BAD_REQUEST
    day = (leads.scene.clock.at + timedelta(days=300)).date().isoformat()
    assert "Bergblick" not in reader.get(f"/leads?lapsing_before={day}").text
    assert "Alte Post" in reader.last.text
    reader.get("/leads/filter?state=PROTECTED&owner=me&apply=yes")
    assert reader.last.headers["location"] == "/leads?state=PROTECTED&owner=me"


def test_the_list_is_turned_page_by_page(reader: Reader, leads: Leads) -> None:
    for number in range(51):
        given.kept_lead(leads.scene.world, given.lead_made(leads.scene.world, f"Gasthaus {number:02}"))
    reader.sign_in(MIRIAM).get("/leads")
    assert "Gasthaus 49" in reader.text
    assert "Gasthaus 50" not in reader.text
    after = re.search(r'id="page-after" rel="next" href="([^"]+)"', reader.last.text)
    assert after is not None
    assert "Gasthaus 50" in reader.get(after.group(1).replace("&amp;", "&")).text
    assert "Gasthaus 49" not in reader.text


def test_whoever_owns_nothing_is_told_how_to_begin(reader: Reader) -> None:
    assert "Noch keine Leads" in reader.sign_in(NADIA).get("/leads").text
    assert 'href="/leads/new"' in reader.last.text
    reader.client.cookies.clear()
    assert 'href="/leads/new"' not in reader.sign_in(URS).get("/leads").text


def test_the_bar_tells_what_was_and_what_follows(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    leads.later(days=10).held(lead, days=5)
    leads.later(days=20).logged(lead)
    leads.later(days=61).reminded(lead)
    leads.later(days=2)
    reader.sign_in(MIRIAM).get(at_lead(lead))
    past = ["running", "paused", "running", "running", "reminder_due", "grace"]
    assert _stretches(reader) == [*past, "+grace", "+lapsed"]
    assert "läuft für den Lead die Nachfrist" in reader.text
    assert "UTC" not in reader.text


def test_every_stretch_leads_to_a_fact_on_the_page(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    hold = leads.later(days=10).held(lead, days=5)
    activity = leads.later(days=20).logged(lead, note="Karte besprochen")
    notice = leads.later(days=61).reminded(lead)
    leads.later(days=2)
    page = reader.sign_in(MIRIAM).get(at_lead(lead)).text
    targets = re.findall(r'<a class="course__stretch[^"]*" href="#([^"]+)"', page)
    assert {f"hold-{hold.id}", f"activity-{activity.id}", f"notice-{notice.id}"} <= set(targets)
    assert all(f'id="{target}"' in page for target in targets)
    assert "Karte besprochen" in reader.text


def test_as_of_an_instant_the_page_tells_what_was_true_then(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    began = leads.scene.clock.at
    leads.later(days=61).reminded(lead)
    leads.later(days=11)
    reader.sign_in(MIRIAM).get(at_lead(lead))
    assert "Der Schutz endete am" in reader.text
    then = moment_shown(began + timedelta(days=30))
    reader.get(f"{at_lead(lead)}?as_of={then}")
    assert "ist der Lead geschützt" in reader.text
    assert _stretches(reader)[0] == "running"
    assert "Zurück zu heute" in reader.text
    reader.get(f"{at_lead(lead)}?as_of={then}", **{"hx-request": "true"})
    assert "<html" not in reader.last.text


@pytest.mark.parametrize(
    ("asked", "why"),
    [({"days": 1}, "Liegt in der Zukunft."), ({"days": -90}, "Damals gab es den Schutz noch nicht.")],
)
def test_an_instant_that_cannot_be_asked_is_told_at_its_field(
    reader: Reader, leads: Leads, asked: dict[str, int], why: str
) -> None:
    lead = leads.registered()
    leads.later(days=3)
    at = moment_shown(leads.scene.clock.at + timedelta(**asked))
    reader.sign_in(MIRIAM).get(f"{at_lead(lead)}?as_of={at}")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert why in reader.text


def test_what_was_known_then_leaves_out_what_came_later(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    leads.later(days=40)
    then = moment_shown(leads.scene.clock.at)
    leads.later(days=3).logged(lead, days_ago=5)
    at = moment_shown(leads.scene.clock.at)
    reader.sign_in(MIRIAM).get(f"{at_lead(lead)}?as_of={at}")
    assert _stretches(reader)[:2] == ["running", "running"]
    reader.get(f"{at_lead(lead)}?as_of={at}&known_at={then}")
    assert [one for one in _stretches(reader) if not one.startswith("+")] == ["running"]


def test_somebody_else_s_reservation_shows_company_town_and_end_alone(reader: Reader, leads: Leads) -> None:
    lead = leads.reserved("Bierhalle")
    reader.sign_in(NADIA).get(at_lead(lead))
    assert "Bierhalle" in reader.text
    assert "Eine Vormerkung ist kein Schutz" in reader.text
    assert "Miriam" not in reader.text
    assert "10115" not in reader.text


def test_a_lead_that_one_may_not_see_is_nowhere(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    reader.sign_in(NADIA)
    assert reader.get(at_lead(lead)).status_code == HTTPStatus.NOT_FOUND
    assert reader.get("/leads/none").status_code == HTTPStatus.NOT_FOUND


def test_who_sees_a_lead_is_told_to_those_who_answer_for_it(reader: Reader, leads: Leads) -> None:
    lead = leads.registered()
    assert "betreut diesen Lead" in reader.sign_in(HELENE).get(f"{at_lead(lead)}/access").text
    assert "Miriam Okafor" in reader.text
    reader.client.cookies.clear()
    assert reader.sign_in(MIRIAM).get(f"{at_lead(lead)}/access").status_code == HTTPStatus.FORBIDDEN


def test_a_lapsed_lead_no_longer_tells_its_owner_of_persons(reader: Reader, leads: Leads) -> None:
    lead = leads.lapsed()
    reader.sign_in(MIRIAM).get(at_lead(lead))
    assert "Koch" not in reader.text
    assert "Andere können diese Firma ab" in reader.text
    reader.client.cookies.clear()
    assert "Koch" in reader.sign_in(SABINE).get(at_lead(lead)).text


def test_of_a_lead_that_is_known_no_more_the_page_says_so_and_names_nobody(
    reader: Reader, leads: Leads
) -> None:
    lead = leads.lapsed("Alte Post")
    leads.later(days=1)
    world = evolve(leads.scene.world, pseudonyms=Pseudonyms({1: b"key"}))
    assert release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=world) == 1
    assert pseudonymise_leads(PseudonymiseLeads((lead.id,)), actor=given.SYSTEM, world=world) == 1
    reader.sign_in(HELENE).get(at_lead(lead))
    assert "Um wen es ging, weiß niemand mehr" in reader.text
    assert not any(name in reader.text for name in ("Alte Post", "Koch", "10115"))
    assert leads.present(lead).details.company_name in reader.get("/leads").text
