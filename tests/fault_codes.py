"""The codes with which parts of the source refuse a field, read from the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"
_PLACES = {"add": 1, "FieldError": 1, "_refused": 0, "_Unfit": 0}
_CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def fault_codes(*parts: str) -> set[str]:
    return {code for part in parts for path in SRC.glob(f"{part}/**/*.py") for code in _codes_in(path)}


def _codes_in(path: Path) -> Iterator[str]:
    """Those that stand in a call; where it names a variable, every code that a function there returns."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for code in _given(tree):
        if isinstance(code, ast.Constant) and isinstance(code.value, str):
            yield code.value
        elif isinstance(code, ast.Name):
            yield from (text for text in _returned(tree) if _CODE.fullmatch(text))


def _given(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            place = _PLACES.get(getattr(node.func, "attr", getattr(node.func, "id", "")))
            if place is not None and len(node.args) > place:
                yield node.args[place]


def _returned(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
