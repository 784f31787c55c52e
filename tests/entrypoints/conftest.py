"""One throw-away database server for the tests that ask a given one."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.embedded.cluster import Cluster


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="crm-test-") as made:
        Path(made).chmod(0o755)
        with Cluster(Path(made) / "pg", durable=False) as cluster:
            yield cluster


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "C")
