"""The dependency rule holds, and each of its contracts is seen to bite."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SRC, copy_with

# The environment puts the checkout's own packages first; here it is the copy that must be looked at.
SCRIPT = """
import sys
sys.path = [{src!r}] + [place for place in sys.path if place != {own!r}]
from importlinter.cli import lint_imports_command
lint_imports_command(["--no-cache"])
"""


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    script = SCRIPT.format(src=str(root / "src"), own=str(SRC))
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=root,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_contract_is_kept() -> None:
    outcome = lint_imports(ROOT)

    assert outcome.returncode == 0, outcome.stdout
    assert "0 broken" in outcome.stdout


PLANTED = {
    "Entrypoints use adapters": {"crm_core/domain/ids.py": "import adapters.memory"},
    "Inside the core": {"crm_core/domain/customers/chain.py": "import crm_core.ports.clock"},
    "Inside the core: pack, then": {"crm_core/strays/__init__.py": "WHERE = 'nowhere'"},
    "Inside the food pack": {"crm_food_pack/domain/stray.py": "import crm_food_pack.pack"},
    "Ideas of the domain form no circle": {
        "crm_core/domain/access/role.py": "import crm_core.domain.audit.entry"
    },
    "Adapters are strangers": {"adapters/memory/store.py": "import adapters.system.clock"},
    "Use cases are strangers": {
        "crm_core/use_cases/customers/create_customer.py": (
            "import crm_core.use_cases.customers.archive_customer"
        )
    },
    "Only the composition names adapters": {"entrypoints/stray.py": "import adapters.memory.store"},
    "dependency-injector is used": {"crm_core/domain/ids.py": "import dependency_injector"},
}


@pytest.mark.proof
@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    outcome = lint_imports(copy_with(tmp_path, PLANTED[contract]))

    assert outcome.returncode == 1, outcome.stdout
    assert re.search(rf"{re.escape(contract)}.* BROKEN", outcome.stdout), outcome.stdout
