"""Signing in as somebody of the demonstration, and what nobody sees without it."""

from http import HTTPStatus

import pytest
from litestar.testing import TestClient

from tests.web.reader import Reader
from tests.web.scene import HELENE, MIRIAM, PEOPLE, Scene, application, parts


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(reader: Reader) -> None:
    reader.get("/customers?q=linde&type=RESTAURANT")
    assert reader.last.status_code == HTTPStatus.SEE_OTHER
    reader.follow()
    reader.send("/login", user=str(MIRIAM.id))
    assert reader.last.headers["location"] == "/customers?q=linde&type=RESTAURANT"
    assert "Gasthaus zur Alten Linde" in reader.follow().text


def test_htmx_is_led_to_the_sign_in_as_a_whole_page(reader: Reader) -> None:
    answer = reader.get("/customers", **{"hx-request": "true"})
    assert answer.headers["hx-redirect"] == "/login"
    assert "location" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/me", "/customers/new", "/chains", "/customers/00000000-0000-0000-0000-000000000001"]
)
def test_every_page_about_data_asks_who_is_there(reader: Reader, path: str) -> None:
    assert reader.get(path).headers["location"].startswith("/login")


def test_every_demo_user_has_a_card_that_tells_what_they_see(reader: Reader) -> None:
    reader.get("/login")
    for user in PEOPLE:
        assert user.name in reader.text
    assert "liest alles und ändert nichts" in reader.text


def test_somebody_who_is_no_demo_user_cannot_sign_in(reader: Reader) -> None:
    reader.get("/login")
    assert (
        reader.send("/login", user="00000000-0000-0000-0000-00000000ffff").status_code == HTTPStatus.NOT_FOUND
    )
    assert reader.get("/customers").status_code == HTTPStatus.SEE_OTHER


def test_signing_in_does_not_lead_elsewhere(reader: Reader) -> None:
    reader.get("/login?next=//evil.example")
    reader.send("/login", user=str(MIRIAM.id))
    assert reader.last.headers["location"] == "/customers"


def test_signing_in_begins_another_session(reader: Reader) -> None:
    reader.get("/login")
    token = reader.form("/login").fields["csrf"]
    reader.send("/login", user=str(MIRIAM.id))
    reader.get("/me")
    assert reader.form("/logout").fields["csrf"] != token


def test_after_signing_out_nothing_is_shown(reader: Reader) -> None:
    reader.sign_in(MIRIAM).get("/me")
    assert reader.send("/logout").headers["location"] == "/login"
    assert "Sie sind abgemeldet" in reader.follow().text
    assert reader.get("/customers").headers["location"] == "/login"


def test_a_session_is_over_after_a_working_day(scene: Scene, reader: Reader) -> None:
    reader.sign_in(HELENE)
    scene.clock.pass_by(hours=12)
    assert reader.get("/customers").headers["location"] == "/login"


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(reader: Reader) -> None:
    cookie = reader.get("/login").headers["set-cookie"]
    assert cookie.startswith("crm=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_over_https_the_cookie_belongs_to_this_host_alone(scene: Scene) -> None:
    made = application(parts(scene, public_origin="https://crm.example.com"))
    with TestClient(made) as client:
        cookie = client.get("/login").headers["set-cookie"]
    assert cookie.startswith("__Host-crm=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_language_and_theme_are_remembered_without_a_session(reader: Reader) -> None:
    reader.get("/login")
    form = reader.form("/preferences")
    reader.post("/preferences", {**form.fields, "lang": "en"})
    assert "Good to see you" in reader.follow().text
    form = reader.form("/preferences")
    reader.post("/preferences", {**form.fields, "theme": "dark"})
    assert 'data-theme="dark"' in reader.follow().text
    assert reader.post("/preferences", {**form.fields, "theme": "neon"}).status_code == HTTPStatus.BAD_REQUEST


def test_the_account_page_tells_why_one_sees_what_one_sees(reader: Reader) -> None:
    reader.sign_in(PEOPLE[3]).get("/me")
    assert "Teamleitung" in reader.text
    assert "BERLIN" in reader.text
    assert "Gebiete Alle" in reader.text
