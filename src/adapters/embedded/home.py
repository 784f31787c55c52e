"""Decides where the files of one cluster lie, and who holds it: its lock is held by living servers alone."""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from attrs import frozen

from adapters.embedded.account import Account, server_account
from adapters.embedded.trouble import ClusterTrouble

LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.65535.lock")  # bytes in sockaddr_un.sun_path
AWAY = Path("/var/lib/freshpack-crm")


@frozen
class Home:
    """The folder of one cluster, owned by the account that runs its server."""

    folder: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def password_file(self) -> Path:
        return self.folder / "superuser.password"

    @classmethod
    def at(cls, wished: Path, *, away: Path = AWAY) -> "Home":
        """The wished folder; a place under `away` that it then points to, if the account may not go there."""
        account = server_account(wished)
        wished.parent.mkdir(parents=True, exist_ok=True)
        if wished.is_symlink() and not wished.exists():
            raise ClusterTrouble("lost-link", place=wished, target=wished.readlink())
        if not wished.exists():
            _make(wished, account, away)
        if not account.may_enter(wished) or (wished.stat().st_uid != account.uid):
            raise ClusterTrouble("no-access", place=wished, owner=Account.of(wished.stat().st_uid).name)
        return cls(folder=wished.resolve(), account=account)

    def hold(self) -> int | None:
        """A descriptor that locks the cluster, or None while any server process of it lives.

        The server inherits the descriptor, so neither a stale pid file nor a reused pid can mislead.
        """
        descriptor = self.open("cluster.lock", os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def open(self, name: str, flags: int) -> int:
        """Root follows no link here: the folder belongs to an account with fewer rights."""
        descriptor = os.open(self.folder / name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        if not self.account.is_caller:
            os.fchown(descriptor, self.account.uid, self.account.gid)
        return descriptor

    def write(self, name: str, text: str) -> None:
        """Whole or not at all, readable by the account only."""
        with os.fdopen(self.open(name + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "w") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        (self.folder / (name + ".new")).replace(self.folder / name)

    def password(self) -> str:
        """The superuser's password, made at the first start."""
        if not self.password_file.exists():
            self.write(self.password_file.name, secrets.token_urlsafe(32))
        return self.password_file.read_text().strip()

    def recorded_address(self) -> tuple[int, Path] | None:
        try:
            found = json.loads((self.folder / "address.json").read_text())
            return int(found["port"]), Path(found["socket_dir"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def record_address(self, port: int, socket_dir: Path) -> None:
        self.write("address.json", json.dumps({"port": port, "socket_dir": str(socket_dir)}))

    def socket_dir(self) -> Path:
        """Beside the data; in the folder for temporary files where that path is too long for a socket."""
        folder = self.folder / "socket"
        if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
            recorded = self.recorded_address()
            if recorded is not None and self._is_ours(recorded[1]):
                return recorded[1]
            folder = Path(tempfile.mkdtemp(prefix="crm-socket-"))
            self.account.owns_from_now(folder, 0o700)
        elif not folder.exists():
            folder.mkdir()
            self.account.owns_from_now(folder, 0o700)
        return folder

    def _is_ours(self, folder: Path) -> bool:
        with contextlib.suppress(OSError):
            found = folder.lstat()
            return found.st_uid == self.account.uid and found.st_mode & 0o777 == 0o700
        return False

    def remove(self) -> None:
        """For clusters made to be thrown away; a folder that was reached by a link goes with it."""
        recorded = self.recorded_address()
        for folder in (self.folder, *((recorded[1],) if recorded else ())):
            shutil.rmtree(folder, ignore_errors=True)


def _make(wished: Path, account: Account, away: Path) -> None:
    """Appears whole and owned: of two launchers at once, the later one uses what the earlier one made."""
    beside = account.may_enter(wished.parent)
    if not beside:
        away.mkdir(mode=0o755, parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=wished.parent if beside else away, prefix="cluster-"))
    account.owns_from_now(made, 0o700)
    try:
        if beside:
            made.rename(wished)
        else:
            wished.symlink_to(made)
    except OSError:
        made.rmdir()
        if not wished.exists():
            raise
