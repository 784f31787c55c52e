"""The how-to pages work when they are followed to the letter."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FILE = re.compile(
    r"^`(?P<name>(?:src|tests)/\S+\.py)`\n\n```python\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
PAGES = sorted((ROOT / "docs" / "how_to").glob("add_a_use_case.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_following_the_page_gives_code_that_passes_its_tests(page: Path, tmp_path: Path) -> None:
    for folder in ("src", "tests"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "static")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    written = list(FILE.finditer(page.read_text()))
    for found in written:
        (tmp_path / found["name"]).write_text(found["text"])
    tests = [found["name"] for found in written if found["name"].startswith("tests/")]

    ran = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", *tests],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert len(written) >= 2
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\b[1-9]\d* passed", ran.stdout)
