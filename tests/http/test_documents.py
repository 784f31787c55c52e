"""The interface's document is valid, lints clean, is complete, and opens without foreign help."""

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from adapters.http.app import endpoints_of
from adapters.http.wording import PROBLEMS
from crm_core.domain.events.fact import camel
from crm_core.domain.refusals import Refusal
from crm_core.pack import settings_of
from tests.http.site import Site

LINTER = "@redocly/cli@2.77.0"
# They change nothing that another change could meet.
CALCULATIONS = {
    "POST /api/lead-protection/evaluate",
    "POST /api/lead-protection/what-if",
    "POST /api/cockpit/roi/calc",
}


@pytest.fixture
def document(site: Site) -> Any:
    return site.get("/api/openapi.json", by=None).json()


def operations(document: Any) -> list[tuple[str, Any]]:
    return [
        (f"{method.upper()} {path}", declared)
        for path, methods in document["paths"].items()
        for method, declared in methods.items()
    ]


def test_it_is_valid_openapi_3_1(document: Any) -> None:
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_every_example_fits_its_schema(document: Any) -> None:
    registry: Any = Registry().with_resource("doc:", Resource.from_contents(document, DRAFT202012))
    seen = 0

    def check(schema: Any, example: Any, where: str) -> None:
        nonlocal seen
        told = json.loads(json.dumps(schema).replace('"#/', '"doc:#/'))
        Draft202012Validator(told, registry=registry).validate(example)
        seen += 1
        assert where

    contents: list[tuple[str, Any]] = []
    for name, declared in operations(document):
        contents += [(name, media) for media in declared.get("requestBody", {}).get("content", {}).values()]
        for answer in declared["responses"].values():
            contents += [(name, media) for media in answer.get("content", {}).values()]
    for name, answer in document["components"]["responses"].items():
        contents += [(name, media) for media in answer["content"].values()]
    for name, media in contents:
        check(media["schema"], media["example"], name)
    assert seen > 25


def test_every_operation_is_named_once_and_says_what_it_may_refuse(document: Any) -> None:
    names = [declared["operationId"] for _, declared in operations(document)]
    assert sorted(set(names)) == sorted(names) == sorted(one.operation for one in endpoints_of(settings_of()))
    for name, declared in operations(document):
        refusals = {int(status) for status in declared["responses"] if int(status) >= 400}
        assert {400, 401, 406, 429, 500, 503} <= refusals, name
        if name.startswith("POST") and name not in CALCULATIONS:
            assert 409 in refusals, name
        if name.startswith(("PATCH", "PUT", "DELETE")):
            assert {412, 428} <= refusals, name


def test_everything_but_the_token_is_asked_of_everybody(document: Any) -> None:
    assert document["security"] == [{"bearer": []}]
    assert not any("security" in declared for _, declared in operations(document))


def test_schemas_of_bodies_are_closed(document: Any) -> None:
    bodies = [schema for name, schema in document["components"]["schemas"].items() if name.endswith("Body")]
    assert len(bodies) >= 7
    # One of several kinds is told apart by schemas that are closed themselves.
    kinds = [schema for name, schema in document["components"]["schemas"].items() if name.startswith("New")]
    closed = [schema for schema in bodies if "discriminator" not in schema] + kinds
    assert len(bodies) + len(kinds) == len(closed) + 1
    assert all(schema["additionalProperties"] is False for schema in closed)


@pytest.mark.parametrize("path", ["/api/docs", "/problems", *(f"/problems/{code}" for code in PROBLEMS)])
def test_pages_need_nothing_from_elsewhere(site: Site, path: str) -> None:
    answer = site.get(path, by=None)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    for address in re.findall(r"(?:src|href)=\"([^\"]*)\"", answer.text):
        assert address.startswith(("/", "#")), address
        if address.startswith("/"):
            assert site.get(address.partition("#")[0], by=None).status_code == 200
    assert "<script" not in answer.text
    assert "style=" not in answer.text


def test_a_problem_page_speaks_both_languages(site: Site) -> None:
    text = site.get("/problems/archived", by=None).text
    assert "Kunde archiviert" in text
    assert "The customer is archived" in text
    assert site.get("/problems/nope", by=None).status_code == 404


def test_the_linter_finds_no_error(document: Any, tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    home = Path(tempfile.gettempdir()) / "crm-openapi-linter"
    program = home / "node_modules" / ".bin" / "redocly"
    if not program.exists():
        home.mkdir(exist_ok=True)
        got = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(home), LINTER],
            capture_output=True, timeout=180, check=False,
        )  # fmt: skip
        if got.returncode != 0:
            pytest.skip("the linter could not be installed")
    place = tmp_path / "openapi.json"
    place.write_text(json.dumps(document))
    done = subprocess.run(
        [str(program), "lint", str(place), "--format", "json"],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env={"PATH": str(Path(npm).parent), "REDOCLY_TELEMETRY": "off", "HOME": str(tmp_path)},
    )
    found = json.loads(done.stdout)
    assert found["totals"]["errors"] == 0, done.stdout.decode()
    assert done.returncode == 0


def test_the_validator_would_find_a_mistake(document: Any) -> None:
    document["paths"]["/api/customers"]["get"]["parameters"][0]["in"] = "nowhere"
    with pytest.raises(OpenAPIValidationError):
        validate(document)


def test_what_a_refusal_tells_beside_its_sentence_is_described(document: Any) -> None:
    described = document["components"]["schemas"]["Problem"]["properties"]
    told = {camel(name) for kind in every_refusal() for name in kind.told}

    assert told
    assert told <= set(described)


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind, *(one for below in kind.__subclasses__() for one in every_refusal(below))]
