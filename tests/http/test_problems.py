"""Whatever goes wrong is told as a problem (RFC 9457), in the reader's language, without secrets."""

import importlib
import json
import pkgutil
import string
from typing import Any

import httpx
import jsonschema
import pytest
from litestar import get
from litestar.exceptions import ImproperlyConfiguredException

import crm_core
import crm_food_pack
from adapters.http.field_wording import FIELDS
from adapters.http.openapi_parts import PROBLEM
from adapters.http.problems import STATUS, status_of
from adapters.http.wording import PROBLEMS
from crm_core.domain.customers.refusals import RestoreTimeIsOver
from crm_core.domain.refusals import Refusal
from tests import given
from tests.fault_codes import fault_codes
from tests.http.site import NEW, Site, serving


def checked(answer: httpx.Response) -> Any:
    assert answer.headers["content-type"] == "application/problem+json"
    jsonschema.validate(answer.json(), PROBLEM)
    assert answer.json()["status"] == answer.status_code
    assert answer.json()["correlationId"] == answer.headers["x-correlation-id"]
    return answer.json()


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "code"),
    [
        ("GET", "/nowhere", {}, 404, "not-found"),
        ("GET", "/api/nowhere", {}, 404, "not-found"),
        ("GET", "/api/customers/1/2/3", {}, 404, "not-found"),
        ("PUT", "/api/customers", {}, 405, "method-not-allowed"),
        ("TRACE", "/api/customers", {}, 405, "method-not-allowed"),
        ("BREW", "/health/live", {}, 405, "method-not-allowed"),
        ("GET", "/api/customers", {"headers": {"accept": "text/html"}}, 406, "not-acceptable"),
        ("GET", "/api/customers", {"headers": {"accept": "application/json;q=0"}}, 406, "not-acceptable"),
        ("POST", "/api/customers", {"content": b"{}"}, 415, "unsupported-media-type"),
        ("POST", "/api/customers", {"data": {"name": "x"}}, 415, "unsupported-media-type"),
        ("POST", "/api/customers", {"json": {}}, 400, "validation-failed"),
    ],
)
def test_every_refusal_is_a_problem(
    site: Site, method: str, path: str, more: Any, status: int, code: str
) -> None:
    answer = site.ask(method, path, **more)
    problem = checked(answer)
    assert (answer.status_code, problem["code"]) == (status, code)
    assert problem["type"] == f"/problems/{code}"
    page = site.get(problem["type"], by=None)
    assert page.status_code == 200
    assert PROBLEMS[code].title.de in page.text
    assert PROBLEMS[code].title.en in page.text


def test_405_names_what_is_possible(site: Site) -> None:
    allowed = site.ask("PUT", "/api/customers").headers["allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    options = site.ask("OPTIONS", "/api/customers", by=None)
    assert (options.status_code, set(options.headers["allow"].split(", "))) == (204, set(allowed.split(", ")))


@pytest.mark.parametrize(
    ("type_", "status"),
    [
        ("application/json", 201),
        ("application/json; charset=UTF-8", 201),
        ("application/json; charset=latin-1", 415),
        ("application/merge-patch+json", 415),
        ("text/plain", 415),
        ("application/xml", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
        ("application/jsonx", 415),
    ],
)
def test_only_json_is_read_as_json(site: Site, type_: str, status: int) -> None:
    body = json.dumps(NEW).encode()
    answer = site.post("/api/customers", content=body, headers={"content-type": type_})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/*", 200),
        ("text/html, application/json;q=0.1", 200),
        ("application/xml", 406),
        ("application/json;q=0, */*;q=0.0", 406),
    ],
)
def test_accept_is_honoured(site: Site, accept: str, status: int) -> None:
    assert site.get("/api/customers", headers={"accept": accept}).status_code == status


@pytest.mark.parametrize(
    ("asked", "language", "title"),
    [
        ("", "en", "Not found"),
        ("de", "de", "Nicht gefunden"),
        ("de-AT, en;q=0.9", "de", "Nicht gefunden"),
        ("fr, de;q=0.5, en;q=0.4", "de", "Nicht gefunden"),
        ("en, de;q=0.9", "en", "Not found"),
        ("de;q=0", "en", "Not found"),
        ("de;q=huge, ;;;,", "en", "Not found"),
    ],
)
def test_the_reader_chooses_the_language(site: Site, asked: str, language: str, title: str) -> None:
    answer = site.get(f"/api/customers/{given.nobody_knows()}", headers={"accept-language": asked})
    assert (answer.headers["content-language"], answer.json()["title"]) == (language, title)


def test_field_messages_speak_the_language_with_their_facts(site: Site) -> None:
    answer = site.post("/api/customers", json={**NEW, "name": 5}, headers={"accept-language": "de"})
    assert answer.json()["errors"][0]["message"] == "Erwartet wird: Text."


def test_a_mistake_of_ours_tells_the_log_and_not_the_caller(
    capsys: pytest.CaptureFixture[str],
) -> None:
    @get("/broken", sync_to_thread=False)
    def broken() -> str:
        raise RuntimeError("password=hunter2 at /srv/secret.py")

    @get("/misconfigured", sync_to_thread=False)
    def misconfigured() -> str:
        raise ImproperlyConfiguredException("a secret")

    with serving(pages=[broken, misconfigured]) as site:
        answers = [site.get("/broken"), site.get("/misconfigured")]
    for answer in answers:
        assert checked(answer)["code"] == "internal-error"
        assert answer.status_code == 500
        assert "hunter2" not in answer.text
        assert "secret" not in answer.text
    logged = capsys.readouterr().out
    assert "hunter2" in logged
    assert answers[0].headers["x-correlation-id"] in logged


def test_a_refusal_inside_a_page_is_a_problem_too() -> None:
    @get("/gone", sync_to_thread=False)
    def gone() -> str:
        raise RestoreTimeIsOver

    with serving(pages=[gone]) as site:
        assert checked(site.get("/gone"))["code"] == "restore-time-over"


def subclasses(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind} | {below for child in kind.__subclasses__() for below in subclasses(child)}


def test_every_refusal_of_the_product_has_words_and_a_status() -> None:
    """Pages have words of their own for what only they refuse."""
    for package in (crm_core, crm_food_pack):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    told = ("crm_core.", "crm_food_pack.", "adapters.http.")
    ours = {kind for kind in subclasses(Refusal) - {Refusal} if kind.__module__.startswith(told)}
    assert len(ours) > 15
    assert {kind.code for kind in ours} <= set(PROBLEMS)
    for kind in ours:
        assert any(base in STATUS for base in kind.__mro__), kind


def test_every_field_code_of_the_core_has_words() -> None:
    codes = fault_codes("crm_core", "crm_food_pack", "adapters/http")
    assert len(codes) > 40
    assert codes >= {"mixes-restrictions", "not-comparable", "required"}
    assert codes <= set(FIELDS)


def test_words_of_both_languages_take_the_same_facts() -> None:
    every = [*FIELDS.values(), *(w for p in PROBLEMS.values() for w in (p.title, p.detail))]
    for words in every:
        names = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (words.de, words.en)
        ]
        assert names[0] == names[1], words


def test_a_kind_nobody_mapped_is_a_conflict() -> None:
    class Strange(Refusal):
        code = "strange"

    assert status_of(Strange()) == 409
