"""Customers on pages, without a script: found, opened, made, changed, archived, brought back, handed over."""

from http import HTTPStatus

import pytest

from crm_core.domain.audit.entry import Outcome
from crm_core.domain.ids import UserId
from tests import given
from tests.web.reader import Reader
from tests.web.scene import HELENE, JOERG, MIRIAM, NADIA, SABINE, URS, Scene, place

LINDE = "Gasthaus zur Alten Linde"


def test_a_representative_sees_their_own_and_the_siblings(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/customers")
    for name in (LINDE, "Nordsee Kiel", "Nordsee Sylt", "Nordsee Hotels"):
        assert name in reader.text
    assert "Hotel Limmatblick" not in reader.text
    assert "Kette · 4 Standorte" in reader.text


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("q=linde", LINDE, "Catering Elbufer"),
        ("q=potsdam", LINDE, "Catering Elbufer"),
        ("type=CATERING", "Catering Elbufer", LINDE),
        ("channel=PARTNER", "Catering Elbufer", LINDE),
        ("owner=me", "Nordsee Kiel", "Nordsee Sylt"),
        ("territory=CH", "Nichts gefunden", LINDE),
        (f"owner={JOERG.id}", "Nordsee Sylt", "Nordsee Kiel"),
    ],
)
def test_filters_narrow_the_list(reader: Reader, query: str, there: str, not_there: str) -> None:
    reader.sign_in(MIRIAM).get(f"/customers?{query}")
    assert there in reader.text
    assert not_there not in reader.text


def test_htmx_is_given_the_part_that_changes(reader: Reader) -> None:
    reader.sign_in(MIRIAM)
    part = reader.get("/customers?q=linde", **{"hx-request": "true"}).text
    assert part.strip().startswith('<div class="results"')
    assert "<html" not in part
    whole = reader.get("/customers?q=linde", **{"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" in whole.text


def test_the_list_is_turned_page_by_page_without_counting(reader: Reader, scene: Scene) -> None:
    for number in range(120):
        scene.house(f"Kantine {number:03}", owner=NADIA.id)
    reader.sign_in(NADIA).get("/customers")
    seen = _names(reader)
    for _ in range(2):
        reader.get(_link(reader, "page-after"))
        seen += _names(reader)
    assert seen == [f"Kantine {number:03}" for number in range(120)]
    assert "Seite 3" in reader.text
    reader.get(_link(reader, "page-before"))
    assert _names(reader)[0] == "Kantine 050"
    reader.get(_link(reader, "page-before"))
    assert _names(reader)[0] == "Kantine 000"
    assert 'id="page-before"' not in reader.last.text


def _names(reader: Reader) -> list[str]:
    return [part.split("<")[0] for part in reader.last.text.split('hx-boost="false">')[1:]]


def _link(reader: Reader, id_: str) -> str:
    from html import unescape

    tag = next(part for part in reader.last.text.split("<a ") if f'id="{id_}"' in part)
    return unescape(tag.split('href="')[1].split('"')[0])


def test_somebody_without_customers_is_told_what_to_do(reader: Reader) -> None:
    reader.sign_in(NADIA).get("/customers")
    assert "Noch keine Kunden" in reader.text
    assert "/customers/new" in reader.last.text


def test_a_customer_tells_what_one_may_do_and_why(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get(place(scene.by_name[LINDE]))
    assert "Sie dürfen ihn ändern. Warum? Sie betreuen ihn." in reader.text
    reader.get(place(scene.by_name["Nordsee Sylt"]))
    assert "Sie betreuen einen Standort derselben Kette." in reader.text
    assert "Bearbeiten" not in reader.text


def test_what_one_may_not_see_is_not_there(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    hidden = reader.get(place(scene.by_name["Hotel Limmatblick"]))
    missing = reader.get(place(given.nobody_knows()))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.text.split("csrf")[0] == missing.text.split("csrf")[0]


def test_a_new_customer_says_everything_that_is_wrong_at_once_and_keeps_what_was_typed(
    reader: Reader,
) -> None:
    reader.sign_in(MIRIAM).get("/customers/new")
    reader.send("/customers/new", name="", type="", territory="", phone="abc", website="javascript:alert(1)")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "5 Angaben fehlen noch oder passen nicht" in reader.text
    assert "Wie heißt der Kunde?" in reader.text
    assert reader.form("/customers/new").fields["website"] == "javascript:alert(1)"


def test_a_new_customer_belongs_to_the_representative_who_made_it(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get("/customers/new")
    reader.send("/customers/new", name="Bistro Neun", type="RESTAURANT", territory="de", address__city="Kiel")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER
    assert "„Bistro Neun“ ist angelegt." in reader.follow().text
    made = next(c for c in scene.store.state.customers.values() if c.details.name == "Bistro Neun")
    assert (made.owner_user_id, made.details.territory, made.details.address.city) == (
        MIRIAM.id,
        "DE",
        "Kiel",
    )
    assert "ist angelegt" not in reader.get(place(made)).text


def test_a_manager_chooses_who_looks_after_a_new_customer(reader: Reader, scene: Scene) -> None:
    reader.sign_in(HELENE).get("/customers/new")
    reader.send(
        "/customers/new",
        name="Haus Zehn",
        type="HOTEL",
        territory="CH",
        ownerUserId=str(JOERG.id),
        isChain="on",
    )
    made = next(c for c in scene.store.state.customers.values() if c.details.name == "Haus Zehn")
    assert (made.owner_user_id, made.details.is_chain) == (JOERG.id, True)


def test_a_location_is_made_from_its_chain(reader: Reader, scene: Scene) -> None:
    reader.sign_in(HELENE).get(f"/customers/new?parent={scene.chain.id}")
    form = reader.form("/customers/new").fields
    assert (form["parentId"], form["type"], form["region"]) == (str(scene.chain.id), "HOTEL", "NORD")
    reader.send("/customers/new", name="Nordsee Husum")
    reader.follow()
    assert "Standorte von Nordsee Hotels" in reader.text


def test_a_parent_that_is_no_chain_is_named(reader: Reader, scene: Scene) -> None:
    reader.sign_in(HELENE).get("/customers/new")
    reader.send(
        "/customers/new", name="X", type="HOTEL", territory="DE", parentId=str(scene.by_name[LINDE].id)
    )
    assert "Das ist keine Kette" in reader.text


def test_chains_are_found_by_name(reader: Reader, scene: Scene) -> None:
    reader.sign_in(HELENE).get("/chains?chain_q=nordsee")
    assert "Nordsee Hotels" in reader.text
    assert "Nordsee Kiel" not in reader.text
    reader.get(f"/chains?chain_q=zzz&parentId={scene.chain.id}")
    assert "Nordsee Hotels" in reader.text


def test_a_change_is_kept(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM).get(f"{place(scene.by_name[LINDE])}/edit")
    reader.send(f"{place(scene.by_name[LINDE])}/edit", phone="+49 331 5550199", address__city="")
    assert "ist gespeichert" in reader.follow().text
    details = scene.present(LINDE).details
    assert (details.phone, details.address.city, details.name) == ("+49 331 5550199", None, LINDE)


def test_a_form_sent_unchanged_changes_nothing(reader: Reader, scene: Scene) -> None:
    before = scene.present(LINDE)
    reader.sign_in(MIRIAM).get(f"{place(before)}/edit")
    reader.send(f"{place(before)}/edit")
    assert "Nichts zu ändern" in reader.follow().text
    assert scene.present(LINDE) == before


def test_a_bad_change_keeps_what_was_typed(reader: Reader, scene: Scene) -> None:
    path = f"{place(scene.by_name[LINDE])}/edit"
    reader.sign_in(MIRIAM).get(path)
    reader.send(path, name="x" * 201, phone="+49 1234")
    assert reader.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Höchstens 200 Zeichen." in reader.text
    assert reader.form(path).fields["phone"] == "+49 1234"
    assert scene.present(LINDE).version == 1


def test_two_versions_are_shown_and_one_is_chosen(reader: Reader, scene: Scene) -> None:
    path = f"{place(scene.by_name[LINDE])}/edit"
    reader.sign_in(MIRIAM).get(path)
    scene.change(LINDE, phone="+49 331 100", contact_email="kueche@linde.example")
    reader.send(path, phone="+49 331 200", website="https://linde.example")
    assert reader.last.status_code == HTTPStatus.PRECONDITION_FAILED
    for words in ("Jemand war schneller", "+49 331 100", "+49 331 200", "nur von Ihnen geändert", "nur dort"):
        assert words in reader.text
    reader.send(path, phone="+49 331 200")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER
    details = scene.present(LINDE).details
    assert (details.phone, details.contact_email) == ("+49 331 200", "kueche@linde.example")
    assert details.website == "https://linde.example"


def test_changes_that_do_not_touch_are_both_kept(reader: Reader, scene: Scene) -> None:
    path = f"{place(scene.by_name[LINDE])}/edit"
    reader.sign_in(MIRIAM).get(path)
    scene.change(LINDE, phone="+49 331 100")
    reader.send(path, website="https://linde.example")
    assert "beides bleibt" in reader.text
    reader.send(path)
    details = scene.present(LINDE).details
    assert (details.phone, details.website) == ("+49 331 100", "https://linde.example")


def test_a_third_person_in_between_is_noticed_too(reader: Reader, scene: Scene) -> None:
    path = f"{place(scene.by_name[LINDE])}/edit"
    reader.sign_in(MIRIAM).get(path)
    scene.change(LINDE, phone="+49 331 100")
    reader.send(path, phone="+49 331 200")
    scene.change(LINDE, phone="+49 331 300")
    assert reader.send(path, phone="+49 331 200").status_code == HTTPStatus.PRECONDITION_FAILED
    assert "+49 331 300" in reader.text


def test_an_archived_customer_is_undone_from_its_toast(reader: Reader, scene: Scene) -> None:
    path = place(scene.by_name[LINDE])
    reader.sign_in(MIRIAM).get(path)
    reader.send(f"{path}/archive")
    assert "liegt im Archiv" in reader.follow().text
    assert f'href="{path}"' not in reader.last.text
    reader.send(f"{path}/restore")
    assert "ist zurück" in reader.follow().text
    assert scene.present(LINDE).archived_at is None


def test_an_archived_customer_says_until_when_it_can_come_back(reader: Reader, scene: Scene) -> None:
    path = place(scene.by_name[LINDE])
    reader.sign_in(MIRIAM).get(path)
    reader.send(f"{path}/archive")
    assert "zurückgeholt werden" in reader.get(path).text
    assert reader.get(f"{path}/edit").status_code == HTTPStatus.CONFLICT
    scene.later(days=31)
    reader.sign_in(MIRIAM).get(path)
    assert "sind vorbei" in reader.text
    reader.get("/me")
    token = reader.form("/logout").fields["csrf"]
    assert reader.post(f"{path}/restore", {"csrf": token}).status_code == HTTPStatus.GONE


def test_a_chain_with_locations_stays(reader: Reader, scene: Scene) -> None:
    path = place(scene.chain)
    reader.sign_in(HELENE).get(path)
    assert reader.send(f"{path}/archive").status_code == HTTPStatus.CONFLICT
    assert "Diese Kette hat noch Standorte." in reader.text


def test_archiving_what_somebody_changed_is_asked_again(reader: Reader, scene: Scene) -> None:
    path = place(scene.by_name[LINDE])
    reader.sign_in(MIRIAM).get(path)
    scene.change(LINDE, phone="+49 331 100")
    assert reader.send(f"{path}/archive").status_code == HTTPStatus.PRECONDITION_FAILED
    assert "inzwischen geändert" in reader.text
    assert "+49 331 100" in reader.text


def test_a_team_lead_hands_a_customer_over_with_a_reason(reader: Reader, scene: Scene) -> None:
    path = f"{place(scene.by_name[LINDE])}/reassign"
    reader.sign_in(SABINE).get(path)
    assert reader.send(path, ownerUserId=str(JOERG.id), reason="").status_code == HTTPStatus.BAD_REQUEST
    assert "Bitte nennen Sie den Grund." in reader.text
    reader.send(path, reason="Jörg kennt die Küche.")
    assert "Betreuung: Jörg Brandstätter" in reader.follow().text
    assert scene.present(LINDE).owner_user_id == JOERG.id


def test_a_stranger_who_looks_after_it_keeps_their_place_in_the_choice(reader: Reader, scene: Scene) -> None:
    scene.house("Haus Fremd", owner=UserId(given.user(999)))
    reader.sign_in(HELENE).get(f"{place(scene.by_name['Haus Fremd'])}/reassign")
    stranger = f"Unbekannte Person {str(given.user(999))[-8:]}"
    assert stranger in reader.text
    assert stranger in reader.get(place(scene.by_name["Haus Fremd"])).text
    reader.get(f"{place(scene.by_name['Haus Fremd'])}/reassign")
    action = f"{place(scene.by_name['Haus Fremd'])}/reassign"
    assert reader.form(action).fields["ownerUserId"] == str(given.user(999))


@pytest.mark.parametrize("move", ["edit", "reassign"])
def test_whoever_only_reads_is_refused_kindly(reader: Reader, scene: Scene, move: str) -> None:
    reader.sign_in(URS)
    answer = reader.get(f"{place(scene.by_name[LINDE])}/{move}")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Das ist Ihnen nicht erlaubt" in reader.text


def test_an_attempt_to_write_without_right_is_refused_and_remembered(reader: Reader, scene: Scene) -> None:
    reader.sign_in(URS).get("/me")
    token = reader.form("/logout").fields["csrf"]
    answer = reader.post(f"{place(scene.by_name[LINDE])}/archive", {"csrf": token, "version": "1"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert scene.store.state.audit[-1].deed.outcome == Outcome.DENIED
