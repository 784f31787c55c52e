"""Samples on pages, without a script: the board, moves and refusals, one sample, and asking for one."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crm_core.domain.settings.setting import Scope
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.queries.samples import sample_by_id
from tests import given
from tests.boxes import lead_of, moved, requested
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, URS, Scene, place

LINDE, SPREEBOGEN, FISCHMARKT = (
    "Gasthaus zur Alten Linde",
    "Betriebsrestaurant Spreebogen",
    "Fischmarkt Kantine",
)
ROESSLE = "Landgasthof Rössle"
S = SampleStatus


def box(scene: Scene, name: str, *way: SampleStatus, **more: Any) -> Sample:
    made = requested(scene.world, scene.by_name[name].id, **more)
    return moved(scene.world, made.id, *way) if way else made


def lane(reader: Reader, status: str) -> str:
    """One column of the board, up to the next one."""
    return reader.last.text.split(f'data-status="{status}" aria-labelledby')[1].split("</section>")[0]


def present(scene: Scene, made: Sample) -> Sample:
    return sample_by_id(made.id, actor=given.MANAGER, world=scene.world).sample


def step(reader: Reader, made: Sample, **fields: str) -> int:
    return reader.send(f"/samples/{made.id}/move", **fields).status_code


def test_each_status_is_a_column_and_canceled_ones_are_folded_away(reader: Reader, scene: Scene) -> None:
    box(scene, LINDE, kitId="CF-BASIS-5", items=None)
    box(scene, SPREEBOGEN, S.DELIVERED, S.FEEDBACK_FAIL)
    gone = box(scene, ROESSLE, S.CANCELED)
    reader.sign_in(HELENE).get("/samples")
    assert (LINDE in lane(reader, "REQUESTED"), "Cook&amp;Fresh® Basis 5er" in lane(reader, "REQUESTED")) == (
        True,
        True,
    )
    assert SPREEBOGEN in lane(reader, "FEEDBACK_FAIL")
    assert f"/samples/{gone.id}" not in reader.last.text
    reader.get("/samples?canceled=1")
    assert f"/samples/{gone.id}" in lane(reader, "CANCELED")


def test_nobody_sees_more_than_they_may(reader: Reader, scene: Scene) -> None:
    box(scene, LINDE)
    hidden = box(scene, ROESSLE)
    reader.sign_in(MIRIAM).get("/samples")
    assert (LINDE in reader.text, ROESSLE in reader.text) == (True, False)
    assert reader.get(f"/samples/{hidden.id}").status_code == HTTPStatus.NOT_FOUND
    assert reader.post(f"/samples/{hidden.id}/move", {}).status_code == HTTPStatus.FORBIDDEN


def test_the_board_is_narrowed_by_owner_customer_and_day(reader: Reader, scene: Scene) -> None:
    for name, day in ((LINDE, "2026-06-01"), (SPREEBOGEN, "2026-06-02"), (ROESSLE, "2026-06-03")):
        box(scene, name, deliveryDate=day)
    reader.sign_in(HELENE)
    linde = scene.by_name[LINDE].id
    for query, there, not_there in (
        ("owner=me", "", LINDE),
        (f"customer={linde}", LINDE, SPREEBOGEN),
        ("from=2026-06-02", SPREEBOGEN, LINDE),
        ("to=2026-06-02", SPREEBOGEN, ROESSLE),
        ("from=2026-06-02&to=2026-06-02", SPREEBOGEN, LINDE),
    ):
        cards = reader.get(f"/samples?{query}").text.partition("data-board")[2]
        assert there in cards, query
        assert not_there not in cards, query
    reader.get("/samples?owner=me")
    assert "Keine Muster gefunden" in reader.text
    for query in ("owner=him", "from=gestern", "status=LOST", "customer=x", "cursor=forged&status=PACKED"):
        assert reader.get(f"/samples?{query}").status_code == HTTPStatus.BAD_REQUEST, query


def test_an_empty_board_invites_to_the_first_sample(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/samples")
    assert "Noch keine Muster" in reader.text
    assert 'href="/samples/new"' in reader.last.text


def test_a_long_column_is_cut_and_goes_on(reader: Reader, scene: Scene) -> None:
    made = {str(box(scene, LINDE).id) for _ in range(23)}
    reader.sign_in(MIRIAM).get("/samples")
    shown = {one for one in made if f"/samples/{one}" in reader.last.text}
    assert len(shown) == 20
    assert "20+" in lane(reader, "REQUESTED")
    more = reader.last.text.split('lane__more"><a class="button button--small button--wide" href="')[1].split(
        '"'
    )[0]
    path = more.replace("&amp;", "&")
    assert parse_qs(urlsplit(path).query)["status"] == ["REQUESTED"]
    rest = {one for one in made if f"/samples/{one}" in reader.get(path).text}
    assert rest == made - shown
    assert "<html" not in reader.get(path, **{"hx-request": "true"}).text


def test_a_sample_is_moved_from_its_card_with_the_time_at_which_it_happened(
    reader: Reader, scene: Scene
) -> None:
    made = box(scene, LINDE)
    reader.sign_in(MIRIAM).get("/samples?owner=me")
    assert step(reader, made, status="SHIPPED", eventAt="2026-02-27T09:30") == HTTPStatus.SEE_OTHER
    assert reader.last.headers["location"] == "/samples?owner=me"
    reader.follow()
    assert f"„{LINDE}“: Versandt" in reader.text
    assert LINDE in lane(reader, "SHIPPED")
    (done,) = present(scene, made).steps
    assert done.event_at.isoformat() == "2026-02-27T08:30:00+00:00"
    assert done.recorded_at == scene.clock.now()


def test_without_a_time_it_happened_now(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE)
    reader.sign_in(MIRIAM).get("/samples")
    step(reader, made, status="PACKED")
    assert present(scene, made).last_event_at == scene.clock.now()


@pytest.mark.parametrize(
    ("way", "fields", "status", "words"),
    [
        ((S.PACKED,), {"status": "FEEDBACK_FAIL"}, 409, "Von „Gepackt“ geht es nicht nach „Abgelehnt“."),
        ((), {"status": "PACKED", "eventAt": "2030-01-01T08:00"}, 400, "Der Zeitpunkt liegt in der Zukunft."),
        ((), {"status": "PACKED", "eventAt": "irgendwann"}, 400, "Bitte Datum und Uhrzeit"),
        ((), {"status": "LOST"}, 400, "Diesen Status gibt es nicht."),
        ((), {"status": "PACKED", "version": "9"}, 412, "Jemand anderes hat es inzwischen bewegt."),
    ],
)
def test_a_refused_move_says_why_and_leaves_the_card(
    reader: Reader, scene: Scene, way: tuple[S, ...], fields: dict[str, str], status: int, words: str
) -> None:
    made = box(scene, LINDE, *way)
    reader.sign_in(MIRIAM).get("/samples")
    assert step(reader, made, **fields) == status
    assert f"„{LINDE}“ bleibt, wo es ist {words}" in reader.text
    assert LINDE in lane(reader, str(made.status))
    assert present(scene, made) == made


def test_a_final_sample_offers_no_step_and_takes_none(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE)
    reader.sign_in(MIRIAM).get("/samples")
    moved(scene.world, made.id, S.CANCELED)
    assert step(reader, made, status="PACKED", version="") == HTTPStatus.CONFLICT
    assert "abgeschlossen („Storniert“)" in reader.text
    reader.get("/samples?canceled=1")
    assert f'action="/samples/{made.id}/move"' not in reader.last.text


def test_what_an_archived_customer_got_is_off_the_board_and_takes_no_step(
    reader: Reader, scene: Scene
) -> None:
    made = box(scene, LINDE)
    archive_customer(ArchiveCustomer(scene.by_name[LINDE].id), actor=given.MANAGER, world=scene.world)
    reader.sign_in(MIRIAM).get("/samples")
    assert LINDE not in reader.text
    for path in (f"/samples/{made.id}", f"/samples?customer={scene.by_name[LINDE].id}"):
        assert reader.get(path).status_code == HTTPStatus.OK
        assert LINDE in reader.text
        assert "/move" not in reader.last.text


def test_who_only_reads_is_offered_no_step_and_told_why_not(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE)
    reader.sign_in(URS).get("/samples")
    assert "/move" not in reader.last.text
    reader.get("/me")
    token = reader.form("/preferences").fields["csrf"]
    values = {"csrf": token, "status": "PACKED", "version": "", "back": "/samples"}
    assert reader.post(f"/samples/{made.id}/move", values).status_code == HTTPStatus.FORBIDDEN
    assert "nicht bewegen" in reader.text


def test_one_sample_tells_what_is_in_it_and_each_step_twice_dated(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE, items=[{"sku": "CF-205", "quantity": 3}], notes="Hintereingang")
    earlier = scene.clock.now() - timedelta(days=3)
    moved(scene.world, made.id, S.DELIVERED, at=earlier)
    reader.sign_in(MIRIAM).get(f"/samples/{made.id}")
    for words in (
        "3 × Gemüselasagne CF-205",
        "Enthält Eier, Gluten, Milch, Sellerie",
        "Hintereingang",
        "Rückmeldung zum Muster einholen",
        "Zugestellt Geschehen:",
        "Erfasst:",
    ):
        assert words in reader.text, words
    customer = scene.by_name[LINDE].id
    link = f"/activities/new?customer={customer}&amp;kind=PRODUCTTEST_FEEDBACK&amp;sample={made.id}"
    assert f'href="{link}"' in reader.last.text
    reader.client.cookies.set("lang", "en")
    reader.get(f"/samples/{made.id}")
    assert "3 × Vegetable lasagne CF-205" in reader.text


def test_only_the_follow_up_of_this_sample_is_told(reader: Reader, scene: Scene) -> None:
    first, other = box(scene, LINDE, S.DELIVERED), box(scene, LINDE)
    reader.sign_in(MIRIAM).get(f"/samples/{first.id}")
    assert "Daraus zu tun" in reader.text
    reader.get(f"/samples/{other.id}")
    assert "Daraus zu tun" not in reader.text


def test_a_sample_is_moved_and_canceled_on_its_page(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE)
    reader.sign_in(MIRIAM).get(f"/samples/{made.id}")
    assert step(reader, made, status="CANCELED") == HTTPStatus.SEE_OTHER
    reader.follow()
    assert "Storniert" in reader.text
    assert f'action="/samples/{made.id}/move"' not in reader.last.text
    other = box(scene, LINDE)
    reader.get(f"/samples/{other.id}")
    assert step(reader, other, status="FEEDBACK_SUCCESS") == HTTPStatus.CONFLICT
    assert "Von „Angefragt“ geht es nicht nach „Überzeugt“." in reader.text


def test_a_late_sample_is_marked(reader: Reader, scene: Scene) -> None:
    box(scene, LINDE, deliveryDate="2026-06-01")
    box(scene, SPREEBOGEN, deliveryDate="2026-03-02")
    reader.sign_in(MIRIAM).get("/samples")
    late = [part.split("</li>")[0] for part in reader.last.text.split('<li class="card card--late"')[1:]]
    assert [SPREEBOGEN in part for part in late] == [True]
    assert "Verspätet" in late[0]


def new_path(scene: Scene, name: str) -> str:
    return f"/samples/new?customer={scene.by_name[name].id}"


def test_a_kit_is_asked_for_with_what_is_known_filled_in(reader: Reader, scene: Scene) -> None:
    scene.change(LINDE, contact_email="kueche@linde.example")
    reader.sign_in(MIRIAM).get(new_path(scene, LINDE))
    assert "Enthält Eier, Gluten, Milch, Sellerie, Senf, Sulfite" in reader.text
    assert reader.send("/samples/new", deliveryDate="2026-06-01").status_code == HTTPStatus.SEE_OTHER
    made = reader.last.headers["location"].rpartition("/")[2]
    reader.follow()
    assert f"Das Muster für „{LINDE}“ ist angefragt." in reader.text
    (kept,) = [one for (_, of), one in scene.store.state.of_packs.items() if str(of) == made]
    assert isinstance(kept, Sample)
    assert (kept.wanted.kit_id, len(kept.wanted.items)) == ("CF-BASIS-5", 5)
    assert kept.wanted.delivery_address == f"{LINDE}\nPotsdam"
    assert kept.wanted.contact_email == "kueche@linde.example"


def test_products_are_put_together_and_every_fault_is_named_beside_its_input(
    reader: Reader, scene: Scene
) -> None:
    reader.sign_in(MIRIAM).get(new_path(scene, LINDE))
    form = reader.form("/samples/new").fields | {"kitId": "own"}
    assert reader.post("/samples/new", form).status_code == HTTPStatus.BAD_REQUEST
    assert "Bitte wählen Sie mindestens ein Produkt." in reader.text
    assert "Wann soll das Muster da sein?" in reader.text
    bad = {
        "quantity.CF-101": "viele",
        "quantity.CF-205": "2",
        "contactEmail": "nirgends",
        "deliveryDate": "bald",
    }
    assert reader.post("/samples/new", form | bad).status_code == HTTPStatus.BAD_REQUEST
    assert reader.last.text.count('class="field__error"') == 3
    assert 'id="f-quantity-CF-101-error"' in reader.last.text
    good = {"quantity.CF-101": "1.000", "quantity.CF-205": "0", "deliveryDate": "2026-06-01"}
    assert reader.post("/samples/new", form | good).status_code == HTTPStatus.SEE_OTHER
    reader.follow()
    assert "1000 × Rinderroulade mit Rotkohl" in reader.text


def test_a_dead_address_is_refused_in_words_that_say_what_to_do(reader: Reader, scene: Scene) -> None:
    scene.change(LINDE, contact_email="kueche@linde.example")
    reader.sign_in(MIRIAM).get(place(scene.by_name[LINDE]))
    reader.send(f"{place(scene.by_name[LINDE])}/contactability", status="HARD_BOUNCE")
    reader.get(new_path(scene, LINDE))
    assert reader.form("/samples/new").fields["contactEmail"] == ""
    assert "Mails an diesen Kunden kommen zurück" in reader.text
    sent = reader.send("/samples/new", deliveryDate="2026-06-01", contactEmail="KUECHE@linde.example")
    assert sent.status_code == HTTPStatus.CONFLICT
    assert "Geben Sie für dieses Muster eine andere E-Mail an" in reader.text
    assert f"{place(scene.by_name[LINDE])}/contacts/new" in reader.last.text
    assert reader.send("/samples/new", contactEmail="chef@linde.example").status_code == HTTPStatus.SEE_OTHER


def test_whom_a_sample_is_for_is_found_by_name(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get("/samples/new?q=linde")
    assert new_path(scene, LINDE) in reader.last.text
    assert reader.get("/samples/new?q=limmat").text.count("/samples/new?customer=") == 0
    reader.get(f"/samples/new?customer={scene.by_name[ROESSLE].id}")
    assert reader.last.status_code == HTTPStatus.NOT_FOUND


def test_a_lead_gets_a_sample_too(reader: Reader, scene: Scene) -> None:
    lead = lead_of(scene.world).lead_id
    reader.sign_in(MIRIAM).get(f"/samples/new?lead={lead}")
    assert reader.send("/samples/new", deliveryDate="2026-06-01").status_code == HTTPStatus.SEE_OTHER
    reader.follow()
    assert f'href="/leads/{lead}"' in reader.last.text
    assert "Gasthaus Rose" in reader.text


def test_a_location_one_only_reads_gets_no_sample_from_there(reader: Reader, scene: Scene) -> None:
    kiel = scene.by_name["Nordsee Kiel"].id
    assert reader.sign_in(JOERG).get(new_path(scene, "Nordsee Kiel")).status_code == HTTPStatus.FORBIDDEN
    sent = {"csrf": reader.token(), "customer": str(kiel), "deliveryDate": "2026-06-01"}
    assert reader.post("/samples/new", sent).status_code == HTTPStatus.FORBIDDEN
    assert "dürfen Sie keine Muster anfragen" in reader.text


def switch_off(scene: Scene, feature: str) -> None:
    off = ChangeSetting(feature, Scope.TENANT, False, 0, None)
    change_setting(off, actor=given.ADMIN, world=scene.world)


def test_a_delivered_sample_leads_to_its_feedback_where_activities_are_switched_on(
    reader: Reader, scene: Scene
) -> None:
    made = box(scene, LINDE, S.DELIVERED)
    box(scene, SPREEBOGEN, S.SHIPPED)
    way = f"kind=PRODUCTTEST_FEEDBACK&amp;sample={made.id}"
    reader.sign_in(MIRIAM)
    for path in ("/samples", f"/samples/{made.id}"):
        assert reader.get(path).text.count("kind=PRODUCTTEST_FEEDBACK") == 1, path
        assert way in reader.last.text, path
    switch_off(scene, "features.activities.b2b_food")
    for path in ("/samples", f"/samples/{made.id}"):
        assert way not in reader.get(path).text, path


def test_a_sample_that_activities_lead_to_is_judged_there(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE, S.DELIVERED)
    reader.sign_in(MIRIAM).get(f"/samples/{made.id}")
    way = next(part.split('"')[0] for part in reader.last.text.split('href="') if "PRODUCTTEST" in part[:120])
    assert reader.get(way.replace("&amp;", "&")).status_code == HTTPStatus.OK
    assert str(made.id) in reader.last.text


def test_switched_off_there_are_no_samples(reader: Reader, scene: Scene) -> None:
    made = box(scene, LINDE)
    switch_off(scene, "features.samples")
    reader.sign_in(MIRIAM)
    for path in ("/samples", "/samples/new", f"/samples/{made.id}"):
        assert reader.get(path).status_code == HTTPStatus.NOT_FOUND, path
    assert 'href="/samples"' not in reader.get(place(scene.by_name[LINDE])).text
