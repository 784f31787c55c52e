"""`crm letters` shows what would have been mailed, newest first."""

import json
from pathlib import Path

import pytest

from crm_core.domain.mail import Mail
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main
from entrypoints.composition.mail import mailer_of
from entrypoints.config import Config
from tests import given


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_DATA_DIR", str(tmp_path / "data"))


def sent(*subjects: str) -> None:
    mailer = mailer_of(Config.from_environment(), given.StandingClock())
    for number, subject in enumerate(subjects):
        mailer.send(Mail(f"m{number}", "eva@example.org", subject, f"Grüße aus der Küche {number}"))


def test_the_newest_is_listed_first_and_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    sent("Erste Erinnerung", "Zweite Erinnerung")
    assert main(["letters"]) == Exit.OK
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[0] == "1"
    assert first.endswith("eva@example.org  Zweite Erinnerung")
    assert second.endswith("Erste Erinnerung")

    assert main(["letters", "show", "2"]) == Exit.OK
    text = capsys.readouterr().out
    assert "Subject: Erste Erinnerung" in text
    assert "Grüße aus der Küche 0" in text


def test_programs_read_lines_and_are_told_of_older_ones(capsys: pytest.CaptureFixture[str]) -> None:
    sent("a", "b", "c")
    assert main(["letters", "list", "--json", "--limit", "1"]) == Exit.OK
    out, err = capsys.readouterr()
    assert [json.loads(line)["subject"] for line in out.splitlines()] == ["c"]
    assert "2 older" in err


def test_no_letter_is_said_and_one_that_is_not_there_is_wrong_input(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["letters", "list"]) == Exit.OK
    assert "No letter yet" in capsys.readouterr().err
    assert main(["letters", "show", "1"]) == Exit.DATA
    sent("a")
    assert main(["letters", "show", "2"]) == Exit.DATA
    assert "There are 1 letters" in capsys.readouterr().err
