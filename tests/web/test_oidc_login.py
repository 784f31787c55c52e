"""Signing in at an identity provider, and everything that must not pass for it."""

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar.testing import TestClient

from crm_core.domain.people.card import Card
from tests import given
from tests.web.identity_provider import CLIENT, IdentityProvider, provider
from tests.web.reader import Reader
from tests.web.scene import Scene, application, parts


@pytest.fixture
def known() -> Iterator[IdentityProvider]:
    with provider() as running:
        yield running


@pytest.fixture
def visitor(scene: Scene, known: IdentityProvider) -> Iterator[Reader]:
    made = application(parts(scene, known.sign_in()))
    with TestClient(made, raise_server_exceptions=False) as client:
        yield Reader(client)


def _come_back(
    visitor: Reader, known: IdentityProvider, start: str = "/login/start", **change: str
) -> Reader:
    visitor.get(start)
    back = {**known.authorize(visitor.last.headers["location"]), **change}
    visitor.get(f"/login/callback?{urlencode(back)}")
    return visitor


def test_the_way_to_the_provider_and_back(visitor: Reader, known: IdentityProvider) -> None:
    visitor.get("/login?next=/customers%3Fq%3Dlinde")
    assert "Mit Firmenkonto anmelden" in visitor.text
    assert 'href="/login/start?next=/customers%3Fq%3Dlinde"' in visitor.last.text
    _come_back(visitor, known, "/login/start?next=/customers%3Fq%3Dlinde")
    assert visitor.last.headers["location"] == "/customers?q=linde"
    visitor.follow()
    assert "Gasthaus zur Alten Linde" in visitor.text
    assert "Miriam Okafor" in visitor.text


def test_whoever_signs_in_is_known_by_name_and_address_from_then_on(
    visitor: Reader, known: IdentityProvider, scene: Scene
) -> None:
    _come_back(visitor, known)
    with scene.world.unit_of_work(given.MANAGER) as uow:
        card = uow.people.find(given.user(1))
    assert card == Card(given.TENANT, given.user(1), "Miriam Okafor", "miriam@kitchen.example")


def test_nobody_can_take_a_card_where_a_provider_is(visitor: Reader) -> None:
    visitor.get("/login")
    token = visitor.form("/preferences").fields["csrf"]
    answer = visitor.post("/login", {"csrf": token, "user": "00000000-0000-0000-0000-0000000a0001"})
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_where_there_are_cards_there_is_no_provider(reader: Reader) -> None:
    assert reader.get("/login/start").status_code == HTTPStatus.NOT_FOUND
    assert reader.get("/login/callback?code=x&state=y").status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("change", [{"state": "forged"}, {"state": ""}, {"code": ""}, {"code": "stolen"}])
def test_an_answer_that_does_not_fit_signs_nobody_in(
    visitor: Reader, known: IdentityProvider, change: dict[str, str]
) -> None:
    _come_back(visitor, known, **change)
    assert visitor.last.status_code == HTTPStatus.BAD_REQUEST
    assert "Die Anmeldung ist nicht gelungen" in visitor.text
    assert visitor.get("/customers").headers["location"] == "/login"


def test_a_callback_out_of_nowhere_signs_nobody_in(visitor: Reader) -> None:
    assert visitor.get("/login/callback?code=x&state=y").status_code == HTTPStatus.BAD_REQUEST


def test_a_callback_is_good_once(visitor: Reader, known: IdentityProvider) -> None:
    visitor.get("/login/start")
    back = urlencode(known.authorize(visitor.last.headers["location"]))
    assert visitor.get(f"/login/callback?{back}").status_code == HTTPStatus.SEE_OTHER
    assert visitor.get(f"/login/callback?{back}").status_code == HTTPStatus.BAD_REQUEST


def test_a_late_callback_is_refused(visitor: Reader, known: IdentityProvider, scene: Scene) -> None:
    visitor.get("/login/start")
    back = urlencode(known.authorize(visitor.last.headers["location"]))
    scene.clock.pass_by(minutes=11)
    visitor.get(f"/login/callback?{back}")
    assert "hat zu lange gedauert" in visitor.text


@pytest.mark.parametrize(
    "wrong",
    [{"nonce": "other"}, {"nonce": None}, {"aud": "another-client"}, {"iss": "https://evil"}, {"exp": 1}],
)
def test_a_token_that_was_not_made_for_this_sign_in_is_refused(
    visitor: Reader, known: IdentityProvider, wrong: dict[str, object]
) -> None:
    known.twist = lambda claims: {k: v for k, v in {**claims, **wrong}.items() if v is not None}
    _come_back(visitor, known)
    assert "ließ sich nicht prüfen" in visitor.text
    assert visitor.get("/customers").status_code == HTTPStatus.SEE_OTHER


def test_a_token_of_another_signer_is_refused(visitor: Reader, known: IdentityProvider) -> None:
    known.signer = Ed25519PrivateKey.generate()
    _come_back(visitor, known)
    assert "ließ sich nicht prüfen" in visitor.text


def test_a_denial_at_the_provider_is_told(visitor: Reader) -> None:
    visitor.get("/login/start")
    state = parse_qs(urlsplit(visitor.last.headers["location"]).query)["state"][0]
    visitor.get(f"/login/callback?error=access_denied&state={state}")
    assert "Der Zugang wurde beim Anmeldedienst abgelehnt." in visitor.text


def test_a_slow_provider_does_not_hold_the_browser(scene: Scene, known: IdentityProvider) -> None:
    known.slow = 3
    with TestClient(application(parts(scene, known.sign_in(deadline=0.3)))) as client:
        visitor = _come_back(Reader(client), known)
    assert visitor.last.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert visitor.last.elapsed.total_seconds() < 2
    assert "antwortet gerade nicht" in visitor.text


def test_a_provider_in_trouble_is_told(visitor: Reader, known: IdentityProvider) -> None:
    known.status = 500
    _come_back(visitor, known)
    assert visitor.last.status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_signing_out_ends_the_session_at_the_provider_too(visitor: Reader, known: IdentityProvider) -> None:
    _come_back(visitor, known)
    visitor.get("/me")
    away = urlsplit(visitor.send("/logout").headers["location"])
    asked = parse_qs(away.query)
    assert f"{away.scheme}://{away.netloc}{away.path}" == f"{known.address}/logout"
    assert asked == {"client_id": [CLIENT], "post_logout_redirect_uri": ["http://testserver.local/login"]}
    assert visitor.get("/customers").headers["location"] == "/login"
