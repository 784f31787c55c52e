"""What is generated stands as the code would generate it today."""

import pytest

from entrypoints.cli.main import main
from tests.architecture.source import ROOT


def test_the_interfaces_description_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    place = ROOT / "docs" / "reference" / "openapi.json"

    assert main(["openapi", "--output", str(place), "--check"]) == 0, capsys.readouterr().err


def test_a_stale_description_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    place = ROOT / "docs" / "reference" / "asyncapi.json"

    assert main(["openapi", "--output", str(place), "--check"]) != 0
    assert capsys.readouterr().err
