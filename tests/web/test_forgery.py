"""No other site can make a signed-in person's browser change anything here."""

from http import HTTPStatus
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler

from adapters.web.routers import PAGES
from tests.web.reader import Reader
from tests.web.scene import MIRIAM, Scene, place

CHANGING = [handler for handler in PAGES if not handler.http_methods <= {"GET", "HEAD"}]


@pytest.mark.parametrize("handler", CHANGING, ids=lambda handler: handler.handler_name)
def test_every_route_that_changes_something_takes_a_proven_form(handler: HTTPRouteHandler) -> None:
    assert "form" in handler.fn.__annotations__


def test_the_rule_above_has_something_to_look_at() -> None:
    assert len(CHANGING) >= 8


def _attempt(reader: Reader, scene: Scene, values: dict[str, str], **headers: str) -> int:
    target = scene.by_name["Catering Elbufer"]
    status: int = reader.post(f"{place(target)}/archive", {"version": "1", **values}, **headers).status_code
    assert (scene.present("Catering Elbufer").archived_at is not None) == (status == HTTPStatus.SEE_OTHER)
    return status


def _token(reader: Reader) -> str:
    reader.get("/me")
    return reader.form("/logout").fields["csrf"]


def test_a_form_without_our_token_is_refused(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    assert _attempt(reader, scene, {}) == HTTPStatus.FORBIDDEN
    assert _attempt(reader, scene, {"csrf": "guess"}) == HTTPStatus.FORBIDDEN
    assert "Das Formular ist abgelaufen" in reader.text


def test_a_form_from_another_site_is_refused_although_it_knows_the_token(
    reader: Reader, scene: Scene
) -> None:
    token = _token(reader.sign_in(MIRIAM))
    for headers in ({"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert _attempt(reader, scene, {"csrf": token}, **headers) == HTTPStatus.FORBIDDEN


def test_our_own_form_is_taken(reader: Reader, scene: Scene) -> None:
    token = _token(reader.sign_in(MIRIAM))
    headers = {"origin": "http://testserver.local", "sec-fetch-site": "same-origin"}
    assert _attempt(reader, scene, {"csrf": token}, **headers) == HTTPStatus.SEE_OTHER


def test_the_token_may_come_in_a_header(reader: Reader, scene: Scene) -> None:
    token = _token(reader.sign_in(MIRIAM))
    assert _attempt(reader, scene, {}, **{"x-csrf-token": token}) == HTTPStatus.SEE_OTHER


def test_the_token_of_another_session_is_refused(reader: Reader, scene: Scene) -> None:
    reader.get("/login")
    before = reader.form("/login").fields["csrf"]
    reader.sign_in(MIRIAM)
    assert _attempt(reader, scene, {"csrf": before}) == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b'{"version": 1}', "application/json", HTTPStatus.FORBIDDEN),
        (b"version=1", "text/plain", HTTPStatus.FORBIDDEN),
        (b"a=1&a=2", "application/x-www-form-urlencoded", HTTPStatus.BAD_REQUEST),
        (b"&".join(b"f%d=1" % number for number in range(600)), "application/x-www-form-urlencoded", 400),
        (b"a=%ff", "application/x-www-form-urlencoded", HTTPStatus.BAD_REQUEST),
        (b"\xff", "application/x-www-form-urlencoded", HTTPStatus.BAD_REQUEST),
        (b"a=" + b"x" * 300_000, "application/x-www-form-urlencoded", HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_what_is_no_form_is_refused_kindly(
    reader: Reader, scene: Scene, body: bytes, media_type: str, status: int
) -> None:
    headers: dict[str, Any] = {"content-type": media_type, "x-csrf-token": _token(reader.sign_in(MIRIAM))}
    target = f"{place(scene.by_name['Catering Elbufer'])}/archive"
    answer = reader.client.post(target, content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
