"""Clusters that are thrown away, each in a folder of its own."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.embedded.cluster import Cluster


@pytest.fixture
def folder() -> Iterator[Path]:
    """Reachable for the account that a server started by root runs as, which pytest's own folders are not."""
    with tempfile.TemporaryDirectory(prefix="crm-test-") as made:
        Path(made).chmod(0o755)
        yield Path(made) / "pg"


@pytest.fixture(scope="session")
def laid_out() -> Iterator[Path]:
    """A stopped cluster to copy: laying one out costs ten times as much."""
    with tempfile.TemporaryDirectory(prefix="crm-test-") as made:
        Path(made).chmod(0o755)
        with Cluster(Path(made) / "pg", durable=False):
            pass
        yield Path(made) / "pg"


@pytest.fixture
def cluster(folder: Path, laid_out: Path) -> Iterator[Cluster]:
    subprocess.run(["cp", "-a", str(laid_out), str(folder)], check=True)
    made = Cluster(folder, durable=False)
    made.start()
    yield made
    made.remove()
