"""Where the project's source lies, and how a violation is planted into a copy of it."""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"


def modules(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((SRC / folder).rglob("*.py"))]


def copy_with(tmp_path: Path, violation: dict[str, str]) -> Path:
    """A copy of the source into which some lines were appended to some files."""
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(SRC, tmp_path / "src", ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for name, lines in violation.items():
        place = tmp_path / "src" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a") as file:
            file.write(f"\n{lines}\n")
    return tmp_path
