"""Every port has a contract that all of its adapters are held to."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules

# These are values or compositions of ports, not promises of their own.
NOT_PORTS = {"__init__", "world", "pack_port", "thing"}
CONTRACTS = ROOT / "tests" / "contracts"


def ports() -> list[str]:
    found = (*modules("crm_core/ports"), *modules("crm_food_pack/ports"))
    return [path.stem for path in found if path.stem not in NOT_PORTS]


def asserts_something(path: Path) -> bool:
    return path.exists() and any(
        isinstance(node, ast.Assert) for node in ast.walk(ast.parse(path.read_text()))
    )


@pytest.mark.parametrize("port", ports())
def test_a_port_has_a_contract(port: str) -> None:
    assert asserts_something(CONTRACTS / f"test_{port}.py")


def test_a_port_without_a_contract_is_caught(tmp_path: Path) -> None:
    (tmp_path / "test_empty.py").write_text("def test_nothing() -> None: ...\n")

    assert not asserts_something(tmp_path / "test_missing.py")
    assert not asserts_something(tmp_path / "test_empty.py")
