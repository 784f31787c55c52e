"""A fresh checkout: our packages win over strangers of the same name, and the locked sets are closed."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PACKAGES = ("crm_core", "crm_food_pack", "adapters", "entrypoints")


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, working in a checkout of its own."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = tmp_path / "it's a checkout"
    (root / "requirements").mkdir(parents=True)
    for name in ("runtime", "dev", "installer"):
        (root / "requirements" / f"{name}.lock").write_text(f"{name}==1\n")
    names = {"ROOT": root, "VENV": root / ".venv", "PYTHON": root / ".venv/bin/python"}
    names["STAMP"] = root / ".venv/bootstrap.json"
    for name, path in names.items():
        monkeypatch.setattr(module, name, str(path))
    return module


def test_our_packages_win_over_strangers_in_site_packages(bootstrap: ModuleType) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bootstrap.VENV], check=True)
    library = next(Path(bootstrap.VENV).glob("lib/python*/site-packages"))
    for name in PACKAGES:
        package = Path(bootstrap.ROOT, "src", name)
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("")
        (library / f"{name}.py").write_text("raise ImportError('a stranger')")
    bootstrap.lay_out()
    question = (
        "import importlib, sys\nfor name in sys.argv[1:]: print(importlib.import_module(name).__file__)"
    )
    said = subprocess.run(
        [bootstrap.PYTHON, "-P", "-c", question, *PACKAGES], check=True, capture_output=True, text=True
    )
    assert len(said.stdout.splitlines()) == len(PACKAGES)
    assert all(Path(line).is_relative_to(Path(bootstrap.ROOT, "src")) for line in said.stdout.splitlines())


def test_the_command_works_from_a_folder_with_a_difficult_name(bootstrap: ModuleType) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", bootstrap.VENV], check=True)
    command = Path(bootstrap.ROOT, "src", "entrypoints", "cli")
    command.mkdir(parents=True)
    (command / "main.py").write_text("import sys; print(sys.argv[1:])")
    bootstrap.lay_out()
    said = subprocess.run(
        [Path(bootstrap.VENV, "bin", "crm"), "a b"], check=True, capture_output=True, text=True
    )
    assert said.stdout == "['a b']\n"


def test_a_finished_environment_is_left_alone_until_its_lock_changes(bootstrap: ModuleType) -> None:
    Path(bootstrap.PYTHON).parent.mkdir(parents=True)
    Path(bootstrap.PYTHON).touch()
    assert not bootstrap.is_ready("runtime")
    Path(bootstrap.STAMP).write_text(json.dumps(bootstrap.wanted("dev")))
    assert bootstrap.is_ready("dev")
    assert bootstrap.is_ready("runtime")
    Path(bootstrap.ROOT, "requirements", "dev.lock").write_text("dev==2\n")
    assert not bootstrap.is_ready("dev")
    Path(bootstrap.STAMP).write_text(json.dumps(bootstrap.wanted("runtime")))
    assert not bootstrap.is_ready("dev")


def test_a_moved_checkout_is_made_anew(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(bootstrap.PYTHON).parent.mkdir(parents=True)
    Path(bootstrap.PYTHON).touch()
    Path(bootstrap.STAMP).write_text(json.dumps({**bootstrap.wanted("dev"), "root": "/elsewhere"}))
    assert not bootstrap.is_ready("dev")


def test_pip_takes_over_with_the_same_hashes_where_uv_is_not_to_be_had(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*command: str, may_fail: bool = False) -> None:
        ran.append(command)
        if command[-1].endswith("installer.lock"):
            raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(bootstrap, "run", run)
    bootstrap.install("runtime")
    assert [command[1:3] for command in ran] == [("-m", "pip")] * 2
    assert ran[1][-1].endswith("runtime.lock")
    assert "--require-hashes" in ran[1]


@pytest.mark.parametrize("language", ["C", "de_DE.UTF-8"])
def test_every_sentence_is_there_in_both_languages(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", language)
    for key, sentences in bootstrap.TEXTS.items():
        facts = dict.fromkeys(re.findall(r"\{(\w+)", sentences[0]), 1.0)
        assert bootstrap.say(key, **facts) == sentences[language == "C"].format(**facts)
        assert sorted(re.findall(r"\{(\w+)", sentences[1])) == sorted(facts)


@pytest.mark.parametrize("lock", LOCKS, ids=[lock.name for lock in LOCKS])
def test_a_lock_pins_every_package_by_hash_and_names_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert "--index" not in text
    packages = re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE
    )
    assert len(packages) == len(re.findall(r"^\S", text, re.MULTILINE))
    assert not set(packages) & set(PACKAGES)


def test_what_runs_is_part_of_what_is_tested() -> None:
    runtime, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("runtime.lock", "dev.lock")
    )
    assert runtime <= dev
