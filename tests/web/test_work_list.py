"""The work list: one's own and all that one sees, by urgency, each with its reason and its way to be done."""

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

import pytest

from crm_core.domain.follow_ups.follow_up import FollowUp, State
from crm_core.domain.follow_ups.waiting import paused
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from tests import due, given
from tests.web.at_work import KIEL, LINDE, LUEBECK, busy, house
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, Scene


@pytest.fixture
def miriam(reader: Reader, scene: Scene) -> Reader:
    busy(scene)
    return reader.sign_in(MIRIAM)


def of(scene: Scene, name: str) -> FollowUp:
    whose = house(scene, name)
    return next(one for one in scene.store.state.follow_ups.values() if one.party.customer_id == whose)


def test_what_is_due_first_comes_first_and_says_why_and_when(miriam: Reader) -> None:
    miriam.get("/follow-ups")
    text = miriam.text
    for words in (
        f"Rückmeldung zum Muster einholen {LINDE} Überfällig überfällig seit 17.04.2026 "
        "· Muster zugestellt am 12.04.2026",
        "Nordsee Kiel Überfällig seit gestern überfällig",
        "Nordsee Lübeck Im Plan fällig in 6 Tagen, 08.05.2026",
        "Nach der ROI-Beratung nachfassen",
        "Nach der Aktivität vom 02.05.2026",
    ):
        assert words in text, words
    places = [text.index(name) for name in (LINDE, KIEL, LUEBECK)]
    assert places == sorted(places)


def test_badges_narrow_the_list(miriam: Reader, scene: Scene) -> None:
    miriam.get("/follow-ups?badge=ON_TRACK")
    assert (LUEBECK in miriam.text, LINDE in miriam.text) == (True, False)
    miriam.get("/follow-ups?badge=OVERDUE")
    assert (LUEBECK in miriam.text, LINDE in miriam.text) == (False, True)
    miriam.get("/follow-ups?badge=DUE_SOON")
    assert "Nichts davon" in miriam.text
    scene.later(days=6)
    miriam.client.cookies.clear()
    miriam.sign_in(MIRIAM).get("/follow-ups?badge=DUE_SOON")
    assert f"{LUEBECK} Bald fällig heute fällig" in miriam.text
    assert miriam.get("/follow-ups?badge=SOON").status_code == HTTPStatus.BAD_REQUEST


def test_one_sees_one_s_own_or_all_that_one_may(reader: Reader, scene: Scene) -> None:
    busy(scene)
    reader.sign_in(HELENE).get("/follow-ups")
    assert "Alles erledigt" in reader.text
    reader.get("/follow-ups?of=team")
    assert f"{LINDE}" in reader.text
    assert "Miriam Okafor" in reader.text
    reader.client.cookies.clear()
    reader.sign_in(NADIA).get("/follow-ups?of=team")
    assert "Alles erledigt" in reader.text


def test_a_siblings_follow_up_names_its_customer_a_hidden_one_does_not(reader: Reader, scene: Scene) -> None:
    hidden = house(scene, "Hotel Limmatblick")
    due.opened(scene.world, hidden, owner=NADIA.id)
    reader.sign_in(NADIA).get("/follow-ups")
    assert "nicht sichtbar" in reader.text
    assert "Limmatblick" not in reader.text


def test_a_long_list_goes_on_behind_its_last_row(reader: Reader, scene: Scene) -> None:
    for day in range(30):
        due.opened(scene.world, house(scene, LINDE), owner=MIRIAM.id, since=given.START + timedelta(days=day))
    reader.sign_in(MIRIAM).get("/follow-ups")
    assert reader.last.text.count('class="row-link"') == 25
    more = reader.last.text.split('class="work__more"')[1].split('href="')[1].split('"')[0]
    reader.get(more.replace("&amp;", "&"), **{"hx-request": "true"})
    assert reader.last.text.count('class="row-link"') == 5
    assert "<html" not in reader.last.text
    assert reader.get("/follow-ups?cursor=none").status_code == HTTPStatus.BAD_REQUEST


def test_a_paused_one_says_so(reader: Reader, scene: Scene) -> None:
    made = due.drafted(scene.world, house(scene, LINDE), owner=MIRIAM.id)
    due.kept(scene.world, paused(made, given.START))
    assert "ruht zurzeit" in reader.sign_in(MIRIAM).get("/follow-ups").text


def test_it_is_done_with_an_outcome_and_a_note_and_one_is_back_on_the_list(
    miriam: Reader, scene: Scene
) -> None:
    back, one = "/follow-ups?badge=OVERDUE", of(scene, LINDE)
    miriam.get(back)
    assert f"/follow-ups/{one.id}?back={quote(back, safe='')}" in miriam.last.text
    miriam.get(f"/follow-ups/{one.id}?back={quote(back, safe='')}")
    assert f"{LINDE} · überfällig seit 17.04.2026 · Muster zugestellt am 12.04.2026" in miriam.text
    miriam.send(f"/follow-ups/{one.id}/complete", outcome="NOT_NEEDED", note="Küche ist zu")
    assert miriam.last.headers["location"] == back
    assert "Erledigt: Rückmeldung" in miriam.follow().text
    closed = scene.store.state.follow_ups[one.id]
    assert closed.state is State.DONE
    assert closed.closing is not None
    assert (closed.closing.outcome, closed.closing.note) == ("NOT_NEEDED", "Küche ist zu")
    miriam.get(f"/customers/{house(scene, LINDE)}/timeline")
    assert "Nicht mehr nötig · Küche ist zu" in miriam.text


def test_an_outcome_that_nobody_offered_is_refused(miriam: Reader, scene: Scene) -> None:
    one = of(scene, LINDE)
    miriam.get(f"/follow-ups/{one.id}")
    miriam.send(f"/follow-ups/{one.id}/complete", outcome="PERHAPS")
    assert miriam.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Bitte wählen Sie einen der Vorschläge." in miriam.text


def test_it_is_put_off_to_the_end_of_a_day_with_a_reason(miriam: Reader, scene: Scene) -> None:
    one = of(scene, LINDE)
    miriam.get(f"/follow-ups/{one.id}?back=/follow-ups")
    miriam.send(f"/follow-ups/{one.id}/snooze", until="2026-05-04", reason="Betriebsferien")
    miriam.follow()
    assert f"{LINDE} Bald fällig" not in miriam.text
    assert f"{LINDE} Im Plan fällig in 2 Tagen, 04.05.2026" in miriam.text
    assert "verschoben: Betriebsferien" in miriam.text


def test_a_day_that_is_over_is_refused_beside_its_field(miriam: Reader, scene: Scene) -> None:
    one = of(scene, LINDE)
    miriam.get(f"/follow-ups/{one.id}")
    miriam.send(f"/follow-ups/{one.id}/snooze", until="2026-05-01", reason="Betriebsferien")
    assert miriam.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Liegt nicht in der Zukunft." in miriam.text


def test_one_that_rests_is_not_put_off_but_let_go_on(miriam: Reader, scene: Scene) -> None:
    drafted = due.drafted(scene.world, house(scene, LINDE), since=scene.clock.now())
    one = due.kept(scene.world, paused(drafted, scene.clock.now()))
    miriam.get(f"/follow-ups/{one.id}?back=/follow-ups")
    assert "Ruht seit" in miriam.text
    assert "/snooze" not in miriam.last.text
    miriam.send(f"/follow-ups/{one.id}/resume")
    assert "Läuft weiter" in miriam.follow().text
    assert not scene.store.state.follow_ups[one.id].is_paused


def test_what_is_due_to_an_archived_customer_is_shown_without_ways(miriam: Reader, scene: Scene) -> None:
    one = of(scene, LINDE)
    version = scene.store.state.customers[house(scene, LINDE)].version
    archive_customer(ArchiveCustomer(house(scene, LINDE), version), actor=given.MANAGER, world=scene.world)

    miriam.get(f"/follow-ups?customer={house(scene, LINDE)}")
    assert f"Rückmeldung zum Muster einholen {LINDE}" in miriam.text
    assert "/activities/new?follow_up" not in miriam.last.text
    miriam.get(f"/follow-ups/{one.id}")
    assert "Dieser Kunde ist archiviert" in miriam.text
    for way in ("/complete", "/snooze", "/activities/new?follow_up"):
        assert way not in miriam.last.text


def test_each_row_leads_to_the_activity_that_does_it(miriam: Reader, scene: Scene) -> None:
    miriam.get("/follow-ups")
    ways = f"/activities/new?follow_up={of(scene, LINDE).id}&amp;back={quote('/follow-ups', safe='')}"
    assert ways in miriam.last.text


def test_another_person_s_follow_up_is_not_there(reader: Reader, scene: Scene) -> None:
    busy(scene)
    one = of(scene, LINDE)
    assert reader.sign_in(JOERG).get(f"/follow-ups/{one.id}").status_code == HTTPStatus.NOT_FOUND


def test_a_chain_adds_up_and_each_number_leads_to_what_it_counts(reader: Reader, scene: Scene) -> None:
    busy(scene)
    chain = scene.chain.id
    reader.sign_in(HELENE).get(f"/customers/{chain}")
    for words in ("Standorte 4", "Muster 2 Zugestellt", "Zu tun 1 Überfällig 1 Im Plan"):
        assert words in reader.text, words
    for way in (
        f"/customers?parent={chain}&amp;sample_status=DELIVERED",
        f"/follow-ups?chain={chain}&amp;badge=OVERDUE",
    ):
        assert f'href="{way}"' in reader.last.text, way
    reader.get(f"/follow-ups?chain={chain}&badge=OVERDUE")
    assert (KIEL in reader.text, LINDE in reader.text, LUEBECK in reader.text) == (True, False, False)
    assert "Nordsee Hotels" in reader.text


def test_money_of_a_chain_is_added_by_currency_and_who_sees_a_part_is_told(
    reader: Reader, scene: Scene
) -> None:
    scene.note(KIEL, roi_potential={"bucket": "MID", "value": "1450.00"})
    scene.note(LUEBECK, roi_potential={"bucket": "HIGH", "value": "2860.50"})
    reader.sign_in(HELENE).get(f"/customers/{scene.chain.id}")
    assert "Ersparnis je Monat 4.310,50 €" in reader.text
    assert "Potenzial 1 Mittel 1 Hoch" in reader.text
    assert "was Sie von der Kette sehen" not in reader.text
    reader.client.cookies.clear()
    reader.sign_in(JOERG).get(f"/customers/{scene.chain.id}")
    assert "was Sie von der Kette sehen" in reader.text


def test_another_channel_is_recorded_not_logged(reader: Reader, scene: Scene) -> None:
    scene.change(LINDE, contact_email="kueche@linde.example")
    linde = house(scene, LINDE)
    reader.sign_in(MIRIAM).get(f"/customers/{linde}")
    reader.send(f"/customers/{linde}/contactability", status="HARD_BOUNCE")
    reader.get("/follow-ups")
    assert "Mail unzustellbar seit" in reader.text
    row = reader.last.text.split('class="work__row"')[1]
    assert (f"/customers/{linde}/contacts/new" in row, "/activities/new" in row) == (True, False)
    here = f"/activities/new?kind=CALL&follow_up={of(scene, LINDE).id}"
    assert "Damit erledigt sich" not in reader.get(here).text
