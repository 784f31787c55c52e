"""One activity as a page: what it says, who corrects it and until when, and taking it back."""

from datetime import timedelta
from http import HTTPStatus

import pytest

from crm_core.domain.activities.activity import Activity
from crm_core.domain.follow_ups.follow_up import State
from crm_core.domain.party import Party
from crm_core.queries.activities import activity_by_id
from crm_food_pack.domain.samples.status import SampleStatus
from tests import given
from tests.logged import corrected, logged, withdrawn
from tests.web.at_work import LINDE, REP, SPREEBOGEN, calculated, called, delivered, house
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, SABINE, Scene


def page(activity: Activity) -> str:
    return f"/activities/{activity.id}"


@pytest.fixture
def miriam(reader: Reader) -> Reader:
    return reader.sign_in(MIRIAM)


@pytest.fixture
def call(scene: Scene) -> Activity:
    return called(scene, LINDE, note="Wünscht Rouladen")


def test_the_timeline_leads_to_the_activity(miriam: Reader, scene: Scene, call: Activity) -> None:
    miriam.get(f"/customers/{house(scene, LINDE)}/timeline")
    assert f'href="{page(call)}"' in miriam.last.text
    miriam.get(page(call))
    for words in ("Telefonat", LINDE, "Miriam Okafor", "Wünscht Rouladen", "Fassungen Eingetragen"):
        assert words in miriam.text, words


def test_what_its_kind_says_is_told_in_words(miriam: Reader, scene: Scene) -> None:
    made = calculated(scene, SPREEBOGEN)
    told = {"roiScenarioId": made.id, "commitmentLevel": "HIGH", "savingsPerMonth": "1800.50"}
    done = logged(scene.world, house(scene, SPREEBOGEN), "ROI_CONSULTATION", by=REP, **told).activity
    miriam.get(page(done))
    for words in (
        "Berechnung Mittagstisch · 3.658,72 € je Monat",
        "Verbindlichkeit Hoch",
        "Ersparnis je Monat 1.800,50 €",
    ):
        assert words in miriam.text, words


def test_a_correction_keeps_the_former_version(reader: Reader, scene: Scene, call: Activity) -> None:
    scene.clock.pass_by(hours=23)
    miriam = reader.sign_in(MIRIAM)
    miriam.get(f"{page(call)}/correct")
    assert miriam.form(f"{page(call)}/correct").fields["note"] == "Wünscht Rouladen"
    miriam.send(f"{page(call)}/correct", note="Wünscht Knödel")
    miriam.follow()
    for words in ("„Telefonat“ ist berichtigt.", "Notiz: Wünscht Rouladen Wünscht Knödel", "Berichtigt"):
        assert words in miriam.text, words
    assert scene.store.state.activities[call.id][0].entry.occurred_at == call.entry.occurred_at


def test_a_correction_that_changes_nothing_records_nothing(
    miriam: Reader, scene: Scene, call: Activity
) -> None:
    miriam.get(f"{page(call)}/correct")
    miriam.send(f"{page(call)}/correct")
    assert "„Telefonat“ ist, wie es war." in miriam.follow().text
    assert len(scene.store.state.activities[call.id]) == 1


def test_a_corrected_outcome_takes_the_sample_along(miriam: Reader, scene: Scene) -> None:
    box = delivered(scene, LINDE)
    feedback = {"sampleId": box.id, "outcome": "SUCCESS", "rating": 4, "nextStep": "Angebot"}
    made = logged(scene.world, house(scene, LINDE), "PRODUCTTEST_FEEDBACK", by=REP, **feedback).activity
    miriam.get(f"{page(made)}/correct")
    miriam.send(f"{page(made)}/correct", outcome="FAIL", nextStep="")
    assert "„Produkttest-Feedback“ ist berichtigt." in miriam.follow().text
    stands = scene.store.state.activities[made.id][0]
    assert stands.content == {"sampleId": str(box.id), "outcome": "FAIL", "rating": 4}
    miriam.get(f"/customers/{house(scene, LINDE)}/timeline?of=samples")
    assert "Muster: Abgelehnt" in miriam.text


def test_everything_wrong_with_a_correction_stands_beside_its_field(miriam: Reader, call: Activity) -> None:
    miriam.get(f"{page(call)}/correct")
    miriam.send(f"{page(call)}/correct", occurredAt="1999-01-01T08:00", note="n" * 4001)
    assert miriam.last.status_code == HTTPStatus.BAD_REQUEST
    assert miriam.last.text.count('class="field__error"') == 2
    assert "Liegt mehr als 24 Monate zurück." in miriam.text


def test_who_corrects_what_somebody_else_corrected_chooses_between_both(
    miriam: Reader, scene: Scene, call: Activity
) -> None:
    at = f"{page(call)}/correct"
    miriam.get(at)
    earlier = call.entry.occurred_at - timedelta(hours=1)
    corrected(scene.world, call.id, note="Von Sabine berichtigt", occurredAt=earlier.isoformat())
    miriam.send(at, note="Von mir berichtigt")
    assert miriam.last.status_code == HTTPStatus.PRECONDITION_FAILED
    for words in ("Jemand war schneller", "Von Sabine berichtigt", "Von mir berichtigt", "nur dort geändert"):
        assert words in miriam.text, words

    assert miriam.send(at, choice__note="mine").status_code == HTTPStatus.SEE_OTHER
    now = activity_by_id(call.id, actor=REP, world=scene.world).entry
    assert (now.note, now.occurred_at) == ("Von mir berichtigt", earlier)


def test_after_a_day_only_who_leads_corrects(reader: Reader, scene: Scene, call: Activity) -> None:
    scene.clock.pass_by(hours=10)
    reader.sign_in(MIRIAM)
    assert "Berichtigen" in reader.get(page(call)).text
    scene.clock.pass_by(hours=14)
    reader.client.cookies.clear()
    reader.sign_in(MIRIAM).get(page(call))
    assert ("/correct" in reader.last.text, "/withdraw" in reader.last.text) == (False, False)
    assert "mehr als 24 Stunden vergangen" in reader.text
    assert reader.get(f"{page(call)}/correct").status_code == HTTPStatus.FORBIDDEN
    assert reader.get(f"{page(call)}/withdraw").status_code == HTTPStatus.FORBIDDEN
    reader.client.cookies.clear()
    reader.sign_in(SABINE).get(f"{page(call)}/withdraw")
    reader.send(f"{page(call)}/withdraw", reason="Beim falschen Kunden")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER


def test_a_withdrawal_needs_a_reason_and_opens_what_was_done(miriam: Reader, scene: Scene) -> None:
    box = delivered(scene, LINDE)
    feedback = {"sampleId": box.id, "outcome": "NEUTRAL"}
    made = logged(scene.world, house(scene, LINDE), "PRODUCTTEST_FEEDBACK", by=REP, **feedback).activity
    miriam.get(f"{page(made)}/withdraw")
    miriam.send(f"{page(made)}/withdraw", reason="")
    assert miriam.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Bitte nennen Sie den Grund." in miriam.text
    miriam.send(f"{page(made)}/withdraw", reason="War ein anderes Muster")
    assert "„Produkttest-Feedback“ ist zurückgezogen." in miriam.follow().text
    (due,) = scene.store.state.follow_ups.values()
    assert due.state is State.OPEN
    miriam.get(page(made))
    for words in ("Zurückgezogen am", "War ein anderes Muster"):
        assert words in miriam.text, words
    assert "/correct" not in miriam.last.text
    assert miriam.get(f"{page(made)}/correct").status_code == HTTPStatus.CONFLICT
    assert "sie lässt sich nicht mehr ändern" in miriam.text


def test_nobody_sees_the_activities_of_a_stranger(reader: Reader, call: Activity) -> None:
    reader.sign_in(JOERG)
    for path in ("", "/correct", "/withdraw"):
        assert reader.get(f"{page(call)}{path}").status_code == HTTPStatus.NOT_FOUND
    assert reader.get("/activities/none").status_code == HTTPStatus.NOT_FOUND


def test_an_activity_on_a_lead_is_logged_and_shown_as_well(reader: Reader, scene: Scene) -> None:
    lead = given.kept_lead(scene.world, given.lead_made(scene.world, owner=MIRIAM.id, region="BERLIN"))
    reader.sign_in(MIRIAM)
    here = f"/activities/new?lead={lead.id}&kind=QUALIFIED_CALL"
    reader.get(here)
    assert ("Gasthaus Rose" in reader.text, "ROI-Beratung" in reader.text) == (True, False)
    reader.send(here, evidence="Mail vom Einkauf", note="Will ein Angebot")
    assert reader.last.headers["location"] == f"/leads/{lead.id}"
    made = list(scene.store.state.activities.values())[-1][0]
    assert made.party == Party(lead_id=lead.id)
    reader.get(page(made))
    for words in ("Qualifiziertes Telefonat", "Gasthaus Rose", "Nachweis Mail vom Einkauf"):
        assert words in reader.text, words


def test_a_sample_that_is_gone_on_is_still_named(reader: Reader, scene: Scene) -> None:
    box = delivered(scene, LINDE)
    feedback = {"sampleId": box.id, "outcome": "SUCCESS"}
    made = logged(scene.world, house(scene, LINDE), "PRODUCTTEST_FEEDBACK", by=REP, **feedback).activity
    reader.sign_in(HELENE).get(page(made))
    assert "Muster Cook&Fresh® Basis 5er · Überzeugt" in reader.text
    withdrawn(scene.world, made.id)
    reader.get(page(made))
    assert f"Muster Cook&Fresh® Basis 5er · {_word(SampleStatus.DELIVERED)}" in reader.text


def _word(status: SampleStatus) -> str:
    return {SampleStatus.DELIVERED: "Zugestellt"}[status]


def test_activities_are_searched_by_words_and_kind_and_go_on(miriam: Reader, scene: Scene) -> None:
    for number in range(27):
        called(scene, LINDE, note=f"Anruf {number}")
    logged(scene.world, house(scene, LINDE), "NOTE", by=REP, note="Wünscht Rouladen")
    at = f"/customers/{house(scene, LINDE)}/activities"
    miriam.get(at)
    assert miriam.last.text.count('class="timeline__row"') == 25
    more = miriam.last.text.split('class="timeline__more"')[1].split('href="')[1].split('"')[0]
    miriam.get(more.replace("&amp;", "&"), **{"hx-request": "true"})
    assert miriam.last.text.count('class="timeline__row"') == 3
    assert "<html" not in miriam.last.text
    miriam.get(f"{at}?q=rouladen")
    assert ("Wünscht Rouladen" in miriam.text, "Anruf" in miriam.text) == (True, False)
    miriam.get(f"{at}?q=rouladen&kind=CALL")
    assert "Zu „rouladen“ steht hier nichts." in miriam.text
    miriam.get(f"{at}?kind=NOTE", **{"hx-request": "true"})
    assert ("Wünscht Rouladen" in miriam.text, "Anruf" in miriam.text) == (True, False)


def test_the_activities_of_a_stranger_are_not_searched(reader: Reader, scene: Scene) -> None:
    at = f"/customers/{house(scene, LINDE)}/activities"
    assert reader.sign_in(JOERG).get(at).status_code == HTTPStatus.NOT_FOUND
