"""`crm openapi` prints the document that the service serves, and checks a file against it."""

import json
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main


def test_it_prints_a_valid_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi"]) == Exit.OK
    document = json.loads(capsys.readouterr().out)
    validate(document)
    assert "/api/customers/{customerId}" in document["paths"]


def test_a_file_is_written_and_checked(tmp_path: Path) -> None:
    place = tmp_path / "openapi.json"
    assert main(["openapi", "--output", str(place), "--check"]) == Exit.FOUND_WRONG
    assert main(["openapi", "--output", str(place)]) == Exit.OK
    assert main(["openapi", "--output", str(place), "--check"]) == Exit.OK
    place.write_text(place.read_text() + " ")
    assert main(["openapi", "--output", str(place), "--check"]) == Exit.FOUND_WRONG
    assert main(["openapi", "--check"]) == Exit.USAGE
