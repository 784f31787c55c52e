"""Decides as whom the database server runs: the caller, or a user without rights when the caller is root."""

import os
import pwd
import stat
from pathlib import Path

from attrs import frozen


@frozen
class Account:
    """A user of the operating system."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid: int) -> "Account":
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            return cls(name=str(uid), uid=uid, gid=uid)
        return cls(name=entry.pw_name, uid=uid, gid=entry.pw_gid)

    @property
    def is_caller(self) -> bool:
        return self.uid == os.geteuid()

    def may_enter(self, folder: Path) -> bool:
        """Whether every folder on the way, this one included, lets the account through."""
        path = folder.resolve()
        return all(self._may_pass(part) for part in (path, *path.parents) if part.exists())

    def _may_pass(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)

    def owns_from_now(self, path: Path, mode: int) -> None:
        """Hands over one file or folder that this process has just made; never one it merely found."""
        path.chmod(mode, follow_symlinks=True)
        if not self.is_caller:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_account(home: Path) -> Account:
    """Who owns the data already; else the caller; as root `postgres`, or `nobody` where there is none."""
    if os.geteuid() != 0:
        return Account.of(os.geteuid())
    if home.exists() and home.stat().st_uid != 0:
        return Account.of(home.stat().st_uid)
    for name in ("postgres", "nobody"):
        try:
            return Account.of(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    return Account(name="nobody", uid=65534, gid=65534)
