"""The four packages are ours, although two of their names exist elsewhere."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, SRC


@pytest.mark.parametrize("name", ["crm_core", "crm_food_pack", "adapters", "entrypoints"])
def test_a_package_resolves_inside_the_project(name: str) -> None:
    spec = find_spec(name)

    assert spec is not None
    assert [Path(place) for place in spec.submodule_search_locations or ()] == [SRC / name]


@pytest.mark.parametrize("lock", ["runtime.lock", "dev.lock"])
def test_the_lock_files_carry_hashes_no_addresses_and_no_namesakes(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    pinned = [line.split("==")[0] for line in text.splitlines() if "==" in line]

    assert "://" not in text
    assert "--index-url" not in text
    assert not {"adapters", "entrypoints"} & set(pinned)
    assert text.count("--hash=sha256:") >= len(pinned) > 20
