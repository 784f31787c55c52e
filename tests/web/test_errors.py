"""When something goes wrong, a page says so in the reader's language, and never more than it should."""

from http import HTTPStatus

import pytest
from attrs import evolve, frozen
from litestar.testing import TestClient

from adapters.web.errors import status_of
from crm_core.domain.refusals import Gone, NotFound, Outdated, Unavailable
from tests.web.reader import Reader
from tests.web.scene import MIRIAM, Scene, application, parts


@frozen
class _Broken:
    """Readings that fail as they are told."""

    error: Exception

    def page(self, *_: object) -> object:
        raise self.error


def _broken(scene: Scene, error: Exception) -> Reader:
    readings = _Broken(error)
    world = evolve(scene.world, customer_readings=readings)  # type: ignore[arg-type]  # only what the list asks
    made = application(evolve(parts(scene), world=world))
    return Reader(TestClient(made, raise_server_exceptions=False))


def test_a_failure_tells_nothing_about_itself_but_a_reference(scene: Scene) -> None:
    reader = _broken(scene, RuntimeError("SELECT secret FROM customers"))
    correlation = "0198c0de-0000-7000-8000-0000000000ab"
    reader.sign_in(MIRIAM).get("/customers", **{"x-correlation-id": correlation})
    assert reader.last.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "Da ist bei uns etwas schiefgegangen" in reader.text
    assert correlation in reader.text
    assert "secret" not in reader.last.text


def test_a_busy_system_says_when_to_come_back(scene: Scene) -> None:
    reader = _broken(scene, Unavailable())
    reader.sign_in(MIRIAM).get("/customers")
    assert reader.last.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert reader.last.headers["retry-after"] == "5"
    assert "Noch einmal versuchen" in reader.text


@pytest.mark.parametrize(
    "path", ["/nowhere", "/customers/not-an-id", "/customers/1/2/3", "/assets/x/nothing.css"]
)
def test_an_unknown_address_is_a_page(reader: Reader, path: str) -> None:
    answer = reader.sign_in(MIRIAM).get(path)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Hier ist nichts" in reader.text


def test_errors_speak_the_reader_s_language(reader: Reader) -> None:
    reader.get("/nowhere", **{"accept-language": "en-GB,en;q=0.9"})
    assert "There is nothing here" in reader.text
    assert reader.last.headers["content-language"] == "en"


def test_a_stale_bookmark_is_a_bad_request(reader: Reader) -> None:
    reader.sign_in(MIRIAM)
    for query in ("type=PUB", "cursor=forged", "parent=1"):
        assert reader.get(f"/customers?{query}").status_code == HTTPStatus.BAD_REQUEST


def test_a_wrong_method_says_which_are_right(reader: Reader) -> None:
    answer = reader.client.put("/login")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "POST" in answer.headers["allow"]
    assert "So geht das nicht" in answer.text


def test_refusals_have_their_status() -> None:
    found = [status_of(error) for error in (NotFound(), Outdated(), Gone(), Unavailable(), KeyError())]
    assert found == [404, 412, 410, 503, 500]
