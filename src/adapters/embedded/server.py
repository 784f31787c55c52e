"""Decides how a data folder comes into being and how a server process is put over it."""

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from adapters.embedded.address import SUPERUSER, ClusterAddress
from adapters.embedded.binaries import Binaries
from adapters.embedded.home import Home
from adapters.embedded.tether import spawn
from adapters.embedded.trouble import ClusterTrouble

LARGEST_LOG = 10 * 1024 * 1024  # bytes
LOG_TAIL = 16 * 1024  # bytes
COMPLAINTS = ("FATAL:  ", "PANIC:  ", "initdb: error: ")
PLAIN = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C",
    "TZ": "UTC",
}  # no PG* variable of the caller reaches the server
BUILTIN_LOCALE_SINCE = 17  # major version; the same order on every machine, whatever its C library


def lay_out(home: Home, programs: Binaries, *, durable: bool) -> None:
    """Runs initdb beside the final place and moves the result there, so that no half-made data remain."""
    half = home.folder / "data.half"
    shutil.rmtree(half, ignore_errors=True)
    home.password()
    command = [programs.program("initdb"), "--pgdata", str(half), f"--username={SUPERUSER}"]
    command += [
        "--auth=scram-sha-256",
        f"--pwfile={home.password_file}",
        "--encoding=UTF8",
        "--data-checksums",
    ]
    if programs.major >= BUILTIN_LOCALE_SINCE:
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        command += ["--locale=C.UTF-8", "--lc-messages=C"]
    if not durable:
        command.append("--no-sync")
    with os.fdopen(_log(home), "ab") as output:
        status = spawn(command, account=_identity(home), output=output, environment=PLAIN).wait()
    if status != 0:
        raise ClusterTrouble("initdb-failed", place=home.folder, reason=last_complaint(home))
    half.rename(home.data)


def refuse_other_version(home: Home, programs: Binaries) -> None:
    found = (home.data / "PG_VERSION").read_text().strip()
    if found != str(programs.major):
        raise ClusterTrouble("other-version", place=home.data, found=found, major=programs.major)


def forget_dead_server(home: Home, socket_dir: Path) -> None:
    """Takes away the marks of a server that was killed; whoever holds the cluster's lock may do so.

    PostgreSQL itself believes any living process of the recorded number, such as one after a reboot.
    """
    marks = home.data / "postmaster.pid"
    with contextlib.suppress(FileNotFoundError, ValueError, IndexError):
        pid = int(marks.read_text().splitlines()[0])
        if _serves(pid, home.data):
            raise ClusterTrouble("foreign-server", pid=pid, place=home.data)
    marks.unlink(missing_ok=True)
    for socket in socket_dir.glob(".s.PGSQL.*"):
        socket.unlink(missing_ok=True)


def serve(
    home: Home, programs: Binaries, held: int, *, address: ClusterAddress, settings: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """The server as a direct child that shuts down in order (SIGINT) when this process dies."""
    chosen = {**settings, "port": str(address.port), "unix_socket_directories": str(address.socket_dir)}
    command = [programs.program("postgres"), "-D", str(home.data)]
    for name, value in chosen.items():
        command += ["-c", f"{name}={value}"]
    with os.fdopen(_log(home), "ab") as output:
        return spawn(
            command,
            ends_by=signal.SIGINT,
            account=_identity(home),
            output=output,
            kept=(held,),
            environment=PLAIN,
        )


def last_complaint(home: Home) -> str:
    """The last line of the log that says why a program gave up."""
    with os.fdopen(home.open(home.log.name, os.O_RDONLY), "rb") as opened:
        opened.seek(max(0, home.log.stat().st_size - LOG_TAIL))
        lines = opened.read().decode(errors="replace").splitlines()
    for line in reversed(lines):
        for mark in COMPLAINTS:
            if mark in line:
                return line.split(mark, 1)[1]
    return lines[-1] if lines else "it said nothing"


def _log(home: Home) -> int:
    if home.log.exists() and home.log.stat().st_size > LARGEST_LOG:
        home.log.replace(home.log.with_suffix(".log.1"))
    return home.open(home.log.name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def _identity(home: Home) -> tuple[int, int] | None:
    return None if home.account.is_caller else (home.account.uid, home.account.gid)


def _serves(pid: int, data: Path) -> bool:
    """A server works inside its data folder; a process of another user can't be looked at and isn't ours."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cwd").resolve(strict=True) == data
    return False
