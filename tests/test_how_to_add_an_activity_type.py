"""The page on activity types works when it is followed to the letter: two files, and the kind is there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT

PAGE = ROOT / "docs" / "how_to" / "add_an_activity_type.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TUPLE = re.compile(r"^FOOD_ACTIVITY_TYPES = \((.*?),?\s*\)$", re.MULTILINE | re.DOTALL)
# The copy goes first, whatever the environment puts on the path.
RUN = "import sys; sys.path[:0] = ['src', '.']; import pytest; sys.exit(pytest.main(sys.argv[1:]))"


def test_following_the_page_adds_a_kind(tmp_path: Path) -> None:
    page = PAGE.read_text()
    declaration, test = BLOCK.findall(page)
    source, place = re.findall(r"`((?:src|tests)/\S+\.py)`", page)
    for folder in ("src/crm_core", "src/crm_food_pack", "tests/unit/crm_food_pack"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "tests/__init__.py", "tests/unit/__init__.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    types = tmp_path / source
    name = declaration.split(" ", 1)[0]
    added, count = TUPLE.subn(rf"{declaration}\nFOOD_ACTIVITY_TYPES = (\1, {name})", types.read_text())
    types.write_text(added)
    (tmp_path / place).write_text(test)

    ran = subprocess.run(
        [sys.executable, "-c", RUN, "--noconftest", "--rootdir=.", place],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip

    assert count == 1
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "2 passed" in ran.stdout
