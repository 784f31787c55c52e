"""Decides that a child process ends when its parent does, however the parent ends.

Run as a program it becomes the child: it gives up root, asks the kernel for a signal at the parent's death
(Linux, PR_SET_PDEATHSIG), and replaces itself by the command. Asking must come after giving up root, which
clears the request, and before the command, which keeps it; `preexec_fn` would do both inside a process with
threads. Hence only standard library imports here.
"""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import IO

PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str],
    *,
    ends_by: signal.Signals = signal.SIGTERM,
    account: tuple[int, int] | None = None,
    environment: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    kept: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """A direct child in a session of its own: a terminal's Ctrl-C reaches the parent alone.

    The kernel ties the child to the calling thread, so call this in the main thread.
    """
    identity = "-" if account is None else f"{account[0]}:{account[1]}"
    stub = [sys.executable, "-I", "-S", __file__, str(os.getpid()), str(int(ends_by)), identity]
    return subprocess.Popen(  # noqa: S603 - the caller's own command
        [*stub, *command],
        env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=kept,
        start_new_session=True,
    )


def become(parent: int, ends_by: int, identity: str, command: list[str]) -> None:
    if identity != "-":
        uid, gid = (int(part) for part in identity.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
        os.umask(0o077)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, ends_by, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)  # the parent ended before the kernel was asked
    os.execvp(command[0], command)  # noqa: S606 - becoming the command is the purpose


if __name__ == "__main__":
    become(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:])
