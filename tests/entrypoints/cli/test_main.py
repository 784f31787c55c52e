"""The command line explains itself, quickly and with examples, and its exit status means something."""

import importlib
import subprocess
import sys

import pytest

from entrypoints.cli.exits import Exit
from entrypoints.cli.main import COMMANDS, Command, main

NAMES = [command.name for command in COMMANDS]


def test_no_two_commands_share_a_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_every_command_exists_and_speaks_both_languages(command: Command) -> None:
    module, _, name = command.path.partition(":")
    assert getattr(importlib.import_module(module), name)
    assert command.says.de
    assert command.says.en


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_every_command_shows_an_example_in_its_help(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command.name, "--help"]) == Exit.OK
    said = capsys.readouterr().out
    assert f"Example: {command.example}" in said
    assert command.example.startswith(f"crm {command.name}")


def test_the_list_of_commands_imports_none_of_them() -> None:
    script = (
        "import sys; from entrypoints.cli.main import COMMANDS, main; main(['--help']);"
        "sys.exit(any(command.path.partition(':')[0] in sys.modules for command in COMMANDS))"
    )
    path = f"import sys; sys.path[:0] = {sys.path!r};"
    listed = subprocess.run(
        [sys.executable, "-c", path + script], capture_output=True, text=True, check=False
    )
    assert listed.returncode == 0, listed.stderr
    assert all(name in listed.stdout for name in NAMES)


def test_help_is_german_where_the_environment_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert main(["--help"]) == Exit.OK
    assert "Alles starten" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["nonsense"], ["doctor", "--nonsense"]])
def test_a_command_line_that_is_not_understood_has_a_status_of_its_own(words: list[str]) -> None:
    assert main(words) == Exit.USAGE
