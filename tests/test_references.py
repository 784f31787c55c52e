"""What is generated stands as the code would generate it today."""

import pytest

from crm_core.pack import settings_of
from entrypoints.cli.main import main
from entrypoints.composition.installation import PACKS
from entrypoints.setting_reference import page
from tests.architecture.source import ROOT
from tests.second_pack import STAGES


def test_the_interfaces_description_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    place = ROOT / "docs" / "reference" / "openapi.json"

    assert main(["openapi", "--output", str(place), "--check"]) == 0, capsys.readouterr().err


def test_a_stale_description_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    place = ROOT / "docs" / "reference" / "asyncapi.json"

    assert main(["openapi", "--output", str(place), "--check"]) != 0
    assert capsys.readouterr().err


def test_the_settings_reference_is_up_to_date() -> None:
    written = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    assert written == page(settings_of(*PACKS)), "run: crm settings reference docs/reference"


def test_the_settings_reference_names_every_key_and_its_rules() -> None:
    made = page(settings_of(STAGES))

    assert all(f"\n## {key}\n" in made for key in settings_of(STAGES).declared)
    assert "An upper limit: nearer scopes may only lower it." in made
    assert "Members of nearer scopes" in made
    assert "Items of nearer scopes" in made
