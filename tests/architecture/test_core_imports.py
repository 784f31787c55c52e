"""The core and the pack import from a list: a deny-list cannot name what nobody thought of."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import copy_with, modules

ALLOWED = frozenset(
    [
        "attr",
        "attrs",
        "cattrs",
        "abc",
        "base64",
        "bisect",
        "calendar",
        "collections",
        "contextlib",
        "datetime",
        "decimal",
        "enum",
        "functools",
        "hashlib",
        "hmac",
        "itertools",
        "json",
        "math",
        "operator",
        "re",
        "string",
        "types",
        "typing",
        "unicodedata",
        "uuid",
        "zoneinfo",
        "crm_core",
    ]
)
# Names inside allowed modules that reach out to the world.
FORBIDDEN_NAMES = {"uuid1", "uuid4", "now", "utcnow", "today"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def strays(path: Path, *also: str) -> list[str]:
    tree = ast.parse(path.read_text())
    outside = [name for name in imported(tree) if name.split(".")[0] not in ALLOWED | set(also)]
    reached = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in FORBIDDEN_NAMES
        and isinstance(node.value, ast.Name)
        and node.value.id in {"datetime", "date", "uuid"}
    ]
    dynamic = [
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"__import__", "open", "eval", "exec", "print", "input"}
    ]
    return outside + reached + dynamic


@pytest.mark.parametrize("path", modules("crm_core"), ids=lambda path: path.stem)
def test_a_core_module_imports_only_what_is_allowed(path: Path) -> None:
    assert strays(path) == []


@pytest.mark.parametrize("path", modules("crm_food_pack"), ids=lambda path: path.stem)
def test_a_pack_module_imports_only_the_core_and_what_is_allowed(path: Path) -> None:
    assert strays(path, "crm_food_pack") == []


@pytest.mark.parametrize(
    "line",
    [
        "import os",
        "from sqlalchemy import text",
        "import adapters.memory",
        "x = datetime.now()",
        "x = uuid.uuid4()",
        "from . import ids",
        "x = open('/etc/hostname')",
        "x = __import__('socket')",
    ],
)
def test_a_planted_import_is_caught(line: str, tmp_path: Path) -> None:
    root = copy_with(tmp_path, {"crm_core/domain/ids.py": line})

    assert strays(root / "src/crm_core/domain/ids.py") != []
