"""The folder of a cluster belongs to the account that runs its server, wherever the wished place lies."""

import os
import pwd
import stat
from pathlib import Path

import pytest

from adapters.embedded.account import Account, server_account
from adapters.embedded.cluster import Cluster
from adapters.embedded.home import Home
from adapters.embedded.trouble import ClusterTrouble

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs servers under another account")


def test_the_home_is_closed_to_others_and_lies_where_it_was_wished(folder: Path) -> None:
    home = Home.at(folder)
    assert home.folder == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert folder.stat().st_uid == home.account.uid


def test_only_one_holds_a_home_at_a_time(folder: Path) -> None:
    home = Home.at(folder)
    held = home.hold()
    assert held is not None
    assert home.hold() is None
    os.close(held)
    again = home.hold()
    assert again is not None
    os.close(again)


def test_a_password_is_made_once(folder: Path) -> None:
    home = Home.at(folder)
    assert home.password() == Home.at(folder).password()
    assert len(home.password()) >= 40
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600


def test_an_address_that_makes_no_sense_is_none(folder: Path) -> None:
    home = Home.at(folder)
    assert home.recorded_address() is None
    home.write("address.json", "[]")
    assert home.recorded_address() is None
    home.record_address(5433, folder / "socket")
    assert home.recorded_address() == (5433, folder / "socket")


@as_root
def test_a_place_the_account_may_not_enter_becomes_a_link_to_one_it_may(folder: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    home = Home.at(tmp_path / "pg", away=folder.parent / "away")
    assert (tmp_path / "pg").readlink() == home.folder
    assert home.folder.parent == folder.parent / "away"
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert Home.at(tmp_path / "pg", away=folder.parent / "away") == home


@as_root
def test_a_link_whose_data_are_gone_is_not_taken_for_a_fresh_start(folder: Path, tmp_path: Path) -> None:
    home = Home.at(tmp_path / "pg", away=folder.parent)
    home.remove()
    with pytest.raises(ClusterTrouble, match="bring it back"):
        Home.at(tmp_path / "pg", away=folder.parent)


@as_root
def test_root_follows_no_link_that_the_account_could_have_laid(folder: Path, tmp_path: Path) -> None:
    home = Home.at(folder)
    (folder / "server.log").symlink_to(tmp_path / "victim")
    with pytest.raises(OSError, match="Too many levels"):
        home.open("server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    assert not (tmp_path / "victim").exists()


@as_root
def test_root_runs_the_server_as_whoever_owns_the_data(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    owner = Account.of(pwd.getpwnam("daemon").pw_uid)
    os.chown(folder, owner.uid, owner.gid)
    assert server_account(folder) == owner
    cluster = Cluster(folder, durable=False)
    try:
        cluster.start()
        assert Path(f"/proc/{cluster.pid}").stat().st_uid == owner.uid
    finally:
        cluster.remove()


def test_data_of_somebody_else_are_refused_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = Home.at(folder).account
    stranger = Account(name="stranger", uid=owner.uid + 1, gid=owner.gid + 1)
    monkeypatch.setattr("adapters.embedded.home.server_account", lambda _: stranger)
    with pytest.raises(ClusterTrouble, match=f"belongs to {owner.name}: run as that user or as root"):
        Home.at(folder)
