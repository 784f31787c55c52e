"""Logging an activity without a script: whom, which kind, how it went, and what it did."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

import pytest
from attrs import evolve
from litestar.testing import TestClient

from crm_core.domain.activities.activity import Activity
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.settings.setting import Scope
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from crm_food_pack.pack import FOOD
from tests import due, given
from tests.second_pack import STAGES
from tests.web.at_work import KIEL, LINDE, SPREEBOGEN, calculated, delivered, house
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, URS, Scene, application, parts

SYLT = "Nordsee Sylt"


def form_at(**chosen: object) -> str:
    return f"/activities/new?{urlencode({name: str(value) for name, value in chosen.items()})}"


def newest(scene: Scene) -> Activity:
    return list(scene.store.state.activities.values())[-1][0]


@pytest.fixture
def miriam(reader: Reader) -> Reader:
    return reader.sign_in(MIRIAM)


def test_whom_it_was_with_is_chosen_from_the_last_ones_and_by_name(miriam: Reader, scene: Scene) -> None:
    miriam.get("/activities/new")
    assert "Zuletzt" not in miriam.text
    assert "Meine Kunden" in miriam.text
    here = form_at(customer=house(scene, SPREEBOGEN), kind="CALL")
    miriam.get(here)
    miriam.send(here, note="Ruft zurück")
    miriam.get("/activities/new?kind=CALL")
    lately = miriam.last.text.split('id="lately"')[1].split("</section>")[0]
    assert SPREEBOGEN in lately
    assert form_at(customer=house(scene, SPREEBOGEN), kind="CALL").replace("&", "&amp;") in lately
    assert "Hotel Limmatblick" not in miriam.get("/activities/new?q=limmat").text
    assert "Gasthaus zur Alten Linde" in miriam.get("/activities/new?q=lindeh").text


def test_nobody_learns_with_whom_another_person_worked(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    here = form_at(customer=house(scene, LINDE), kind="CALL")
    reader.get(here)
    reader.send(here)
    for other in (HELENE, NADIA):
        reader.get("/me")
        reader.send("/logout")
        reader.sign_in(other).get("/activities/new")
        assert LINDE not in reader.text
    assert "Noch kein Kunde ist Ihnen zugeteilt" in reader.text


def test_a_call_is_logged_with_one_word(miriam: Reader, scene: Scene) -> None:
    here = form_at(customer=house(scene, LINDE))
    miriam.get(here)
    assert "Wann" not in miriam.text
    miriam.get(f"{here}&kind=CALL")
    miriam.send(f"{here}&kind=CALL")
    assert miriam.last.headers["location"] == f"/customers/{house(scene, LINDE)}"
    assert "„Telefonat“ ist eingetragen." in miriam.follow().text
    made = newest(scene)
    assert (made.entry.kind, made.author, made.entry.note) == ("CALL", MIRIAM.id, None)
    assert made.entry.occurred_at == scene.clock.now()


def test_everything_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    miriam: Reader, scene: Scene
) -> None:
    here = form_at(customer=house(scene, LINDE), kind="PRODUCTTEST_FEEDBACK")
    miriam.get(here)
    miriam.send(here, note="Die Köchin war begeistert", occurredAt="2031-01-01T10:00", rating="9")
    assert miriam.last.status_code == HTTPStatus.BAD_REQUEST
    assert miriam.last.text.count('class="field__error"') == 4
    assert "Liegt in der Zukunft." in miriam.text
    fields = miriam.form(here).fields
    assert (fields["note"], fields["occurredAt"]) == ("Die Köchin war begeistert", "2031-01-01T10:00")
    assert len(scene.store.state.activities) == 0


def test_feedback_moves_the_delivered_sample_and_closes_what_was_due(miriam: Reader, scene: Scene) -> None:
    box = delivered(scene, LINDE)
    late = delivered(scene, KIEL)
    here = form_at(customer=house(scene, LINDE), kind="PRODUCTTEST_FEEDBACK")
    miriam.get(here)
    assert str(late.id) not in miriam.last.text
    assert miriam.form(here).fields["sampleId"] == str(box.id)
    miriam.send(here, outcome="SUCCESS", rating="5")
    told = miriam.follow().text
    for words in ("Muster: Überzeugt.", "Erledigt: Rückmeldung zum Muster einholen."):
        assert words in told, words
    assert newest(scene).content["rating"] == 5


def test_what_was_logged_by_mistake_is_taken_back_with_all_it_did(miriam: Reader, scene: Scene) -> None:
    delivered(scene, LINDE)
    here = form_at(customer=house(scene, LINDE), kind="PRODUCTTEST_FEEDBACK")
    miriam.get(here)
    miriam.send(here, outcome="FAIL")
    made = newest(scene)
    miriam.follow()
    miriam.send(f"/activities/{made.id}/undo")
    assert "„Produkttest-Feedback“ ist zurückgezogen." in miriam.follow().text
    gone = newest(scene).withdrawal
    assert gone is not None
    assert gone.reason == "Gleich nach dem Eintragen zurückgenommen"
    (due,) = scene.store.state.follow_ups.values()
    assert due.state is State.OPEN


def test_a_consultation_names_a_saved_calculation_and_says_what_is_due_next(
    miriam: Reader, scene: Scene
) -> None:
    made = calculated(scene, SPREEBOGEN)
    here = form_at(customer=house(scene, SPREEBOGEN), kind="ROI_CONSULTATION")
    miriam.get(here)
    assert "Mittagstisch · 3.658,72 € je Monat" in miriam.text
    miriam.send(here, commitmentLevel="HIGH", savingsPerMonth="1.800,50")
    assert "Zu tun bis 09.05.2026: Nach der ROI-Beratung nachfassen." in miriam.follow().text
    content = newest(scene).content
    assert (content["roiScenarioId"], str(content["savingsPerMonth"])) == (str(made.id), "1800.50")


def test_lists_are_ticked_and_written_line_by_line(miriam: Reader, scene: Scene) -> None:
    whom = house(scene, LINDE)
    here = form_at(customer=whom, kind="DECISION_ALIGNMENT")
    miriam.get(here)
    miriam.send(here, outcome="PARTIAL", roles__CHEF="on", roles__BUYER="on")
    assert newest(scene).content["roles"] == ["CHEF", "BUYER"]
    here = form_at(customer=whom, kind="MENU_INTEGRATION")
    miriam.get(here)
    typed = {
        "season": "Q4",
        "plannedDishes": "Rouladen\r\n\r\n Knödel ",
        "rolloutWindow__start": "2026-11-02",
    }
    miriam.send(here, outcome="DRAFT", **typed)
    assert "Bis" in miriam.text
    assert miriam.form(here).fields["plannedDishes"].splitlines() == ["Rouladen", "Knödel"]
    miriam.send(here, outcome="DRAFT", rolloutWindow__end="2026-12-24")
    assert newest(scene).content["plannedDishes"] == ["Rouladen", "Knödel"]
    assert newest(scene).content["rolloutWindow"] == {"start": "2026-11-02", "end": "2026-12-24"}


def test_another_kind_keeps_what_both_know(miriam: Reader, scene: Scene) -> None:
    here = form_at(customer=house(scene, LINDE), kind="MEETING")
    miriam.get(form_at(customer=house(scene, LINDE), kind="CALL"))
    token = miriam.form(form_at(customer=house(scene, LINDE), kind="CALL")).fields["csrf"]
    values = {"csrf": token, "note": "Lange geredet", "occurredAt": "2026-05-01T09:30", "_look": "yes"}
    miriam.post(here, values, **{"hx-request": "true"})
    assert miriam.last.status_code == HTTPStatus.OK
    fields = miriam.form(here).fields
    assert (fields["note"], fields["occurredAt"]) == ("Lange geredet", "2026-05-01T09:30")
    assert len(scene.store.state.activities) == 0


def test_a_follow_up_leads_to_the_form_that_fulfils_it(miriam: Reader, scene: Scene) -> None:
    first, second = delivered(scene, LINDE, days_ago=3), delivered(scene, LINDE)
    due = next(one for one in scene.store.state.follow_ups.values() if one.source.id == first.id)
    here = form_at(follow_up=due.id, back="/follow-ups?of=team")
    miriam.get(here)
    assert "Damit erledigt sich: Rückmeldung zum Muster einholen Produkttest-Feedback Notiz" in miriam.text
    action = form_at(kind="PRODUCTTEST_FEEDBACK", follow_up=due.id, back="/follow-ups?of=team")
    assert miriam.form(action).fields["sampleId"] == str(first.id) != str(second.id)
    miriam.send(action, outcome="SUCCESS")
    assert miriam.last.headers["location"] == "/follow-ups?of=team"
    assert scene.store.state.follow_ups[due.id].state is State.DONE


def test_the_way_back_leads_nowhere_else(miriam: Reader, scene: Scene) -> None:
    here = form_at(customer=house(scene, LINDE), kind="CALL", back="//elsewhere.example")
    miriam.get(here)
    miriam.send(here)
    assert miriam.last.headers["location"] == "/customers"


def test_feedback_on_a_sample_that_was_judged_meanwhile_is_refused_in_words(
    miriam: Reader, scene: Scene
) -> None:
    box = delivered(scene, LINDE)
    here = form_at(customer=house(scene, LINDE), kind="PRODUCTTEST_FEEDBACK")
    miriam.get(here)
    miriam.send(here, outcome="SUCCESS")
    form = {"csrf": "", "sampleId": str(box.id), "outcome": "FAIL", "note": "Doch nicht"}
    miriam.get(form_at(customer=house(scene, LINDE), kind="CALL"))
    form["csrf"] = miriam.form(form_at(customer=house(scene, LINDE), kind="CALL")).fields["csrf"]
    miriam.post(here, form)
    assert miriam.last.status_code == HTTPStatus.CONFLICT
    assert "Über dieses Muster ist schon entschieden." in miriam.text
    assert "Doch nicht" in miriam.last.text


def test_who_may_not_engage_is_not_offered_the_form(reader: Reader, scene: Scene) -> None:
    sylt = house(scene, SYLT)
    reader.sign_in(MIRIAM).get(f"/customers/{sylt}")
    assert "log-activity" not in reader.last.text
    assert reader.get(form_at(customer=sylt)).status_code == HTTPStatus.FORBIDDEN
    reader.client.cookies.clear()
    assert reader.sign_in(URS).get(form_at(customer=sylt)).status_code == HTTPStatus.FORBIDDEN
    reader.client.cookies.clear()
    assert reader.sign_in(JOERG).get(form_at(customer=house(scene, LINDE))).status_code == 404
    assert reader.get(form_at(customer="none")).status_code == 404
    assert reader.get(form_at(follow_up=UUID(int=7))).status_code == 404


def test_with_an_archived_customer_nothing_is_done_any_more(miriam: Reader, scene: Scene) -> None:
    archive_customer(ArchiveCustomer(house(scene, LINDE)), actor=given.MANAGER, world=scene.world)
    assert miriam.get(form_at(customer=house(scene, LINDE))).status_code == HTTPStatus.CONFLICT


def test_only_offered_kinds_can_be_chosen_and_none_where_activities_are_off(
    miriam: Reader, scene: Scene
) -> None:
    here = form_at(customer=house(scene, LINDE))
    assert "Telefonat" in miriam.get(here).text
    _set(scene, "features.activities.kinds", "NOTE,MEETING")
    assert ("Notiz" in miriam.get(here).text, "Telefonat" in miriam.text) == (True, False)
    assert "Wann" not in miriam.get(f"{here}&kind=CALL").text
    _set(scene, "features.activities.b2b_food", False)
    assert miriam.get(here).status_code == HTTPStatus.NOT_FOUND


def _set(scene: Scene, key: str, value: object) -> None:
    command = ChangeSetting(key, Scope.TENANT, value, 0)
    change_setting(command, actor=given.ADMIN, world=scene.world)


def test_a_kind_of_another_pack_shows_up_by_its_declaration() -> None:
    scene = Scene(packs=(FOOD, STAGES))
    made = scene.house("Bühne Nord", owner=MIRIAM.id)
    with TestClient(application(parts(scene)), raise_server_exceptions=False) as client:
        reader = Reader(client)
        here = form_at(customer=made.id, kind="SITE_VISIT")
        reader.sign_in(MIRIAM).get(here)
        for words in ("Ortstermin", "Passt", "Zu klein", "Höhe (cm)", "Crew"):
            assert words in reader.text, words
        reader.send(here, outcome="TOO_SMALL", height="480")
        assert newest(scene).content == {"height": 480, "outcome": "TOO_SMALL"}
        reader.get(f"/customers/{made.id}/timeline")
        assert "Ortstermin Zu klein" in reader.text


def test_an_address_may_name_the_sample_beforehand(miriam: Reader, scene: Scene) -> None:
    first, second = delivered(scene, LINDE, days_ago=3), delivered(scene, LINDE)
    for box in (first, second):
        here = form_at(customer=house(scene, LINDE), kind="PRODUCTTEST_FEEDBACK", sample=box.id)
        miriam.get(here)
        assert miriam.form(here).fields["sampleId"] == str(box.id)
    here = form_at(customer=house(scene, LINDE), kind="PRODUCTTEST_FEEDBACK", sample=UUID(int=1))
    miriam.get(here)
    assert miriam.form(here).fields["sampleId"] == ""


def test_a_form_that_is_sent_again_is_logged_once_and_answered_alike(miriam: Reader, scene: Scene) -> None:
    here = form_at(customer=house(scene, LINDE), kind="CALL")
    miriam.get(here)
    sent = {**miriam.form(here).fields, "note": "Im Keller"}
    answers = [miriam.post(here, sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [HTTPStatus.SEE_OTHER] * 2
    assert len(scene.store.state.activities) == 1
    assert "„Telefonat“ ist eingetragen." in miriam.follow().text
    assert f"/activities/{newest(scene).id}/undo" in miriam.last.text
    miriam.post(here, {**sent, "note": "Im Keller, mit Nachtrag"})
    assert miriam.last.status_code == HTTPStatus.CONFLICT
    assert "Dieses Formular war schon eingetragen" in miriam.text
    miriam.send(here)
    assert [versions[0].entry.note for versions in scene.store.state.activities.values()] == [
        "Im Keller",
        "Im Keller, mit Nachtrag",
    ]


def test_a_customer_that_one_looked_at_is_among_the_last_ones(miriam: Reader, scene: Scene) -> None:
    miriam.get(f"/customers/{house(scene, KIEL)}")
    miriam.get("/activities/new")
    assert KIEL in miriam.last.text.split('id="lately"')[1].split("</section>")[0]


def test_what_only_one_outcome_fulfils_is_promised_for_that_outcome(miriam: Reader, scene: Scene) -> None:
    opened = due.opened(scene.world, house(scene, LINDE), owner=MIRIAM.id)
    scene.store.state.follow_ups[opened.id] = evolve(opened, rule="menu-appointment")
    miriam.get(form_at(follow_up=opened.id))
    assert "Erledigt sich mit „Karte steht“: Menü für die Saison festlegen" in miriam.text
    assert "Zum Beispiel Q4/Xmas" in miriam.text
    here = form_at(kind="MENU_INTEGRATION", follow_up=opened.id)
    miriam.send(here, outcome="DRAFT", season="Winter")
    assert scene.store.state.follow_ups[opened.id].state is State.OPEN
    miriam.get(here)
    miriam.send(here, outcome="MENU_LOCKED", season="Winter")
    assert scene.store.state.follow_ups[opened.id].state is State.DONE
    miriam.get(form_at(kind="CALL", follow_up=opened.id))
    assert "Erledigt sich" not in miriam.text
