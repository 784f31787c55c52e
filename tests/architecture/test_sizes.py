"""Files and functions stay small enough to be read in one go."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import SRC, modules

FILE_CEILING, DOMAIN_FILE_CEILING, FUNCTION_CEILING = 300, 200, 30
PACKAGES = ("crm_core", "crm_food_pack", "adapters", "entrypoints")


def ceiling(path: Path) -> int:
    return DOMAIN_FILE_CEILING if "domain" in path.relative_to(SRC).parts else FILE_CEILING


def long_functions(source: str) -> list[str]:
    return [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > FUNCTION_CEILING
    ]


@pytest.mark.parametrize("path", modules(*PACKAGES), ids=lambda p: str(p.relative_to(SRC)))
def test_a_module_is_small_and_opens_with_what_it_decides(path: Path) -> None:
    source = path.read_text()

    assert source.count("\n") <= ceiling(path)
    if "migrations" not in path.parts:
        assert long_functions(source) == []
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), "a module says in its first line what is decided there"


def test_a_long_function_is_caught() -> None:
    body = "\n".join(f"    x = {number}" for number in range(31))

    assert long_functions(f"def long() -> None:\n{body}\n") == ["long: 32 lines"]
