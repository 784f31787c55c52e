"""Decides what must hold before anything is started here: a free port, a folder to write, and no twin."""

import contextlib
import errno
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from entrypoints.language import Text

PORT_TAKEN = Text(
    de="Auf {bind}:{port} hört schon ein anderes Programm: bitte beenden oder etwa PORT={other} setzen.",
    en="Another program listens on {bind}:{port}: end it, or name another port, such as PORT={other}.",
)
BIND_WRONG = Text(
    de="Auf {bind}:{port} darf oder kann hier nicht gehört werden ({reason}): BIND und PORT prüfen.",
    en="It isn't possible to listen on {bind}:{port} ({reason}): check BIND and PORT.",
)
RUNS_ALREADY = Text(
    de="Über {place} läuft schon ein `crm up` (Prozess {pid}).",
    en="A `crm up` already runs over {place} (process {pid}).",
)
NO_DATA_DIR = Text(
    de="In {place} kann nicht geschrieben werden ({reason}): CRM_DATA_DIR prüfen.",
    en="{place} can't be written ({reason}): check CRM_DATA_DIR.",
)


class CannotRun(Exception):
    """Why the system does not come up, in one sentence that says what to do."""

    def __init__(self, sentence: Text, **facts: object) -> None:
        super().__init__(sentence.say(**facts))


def port_must_be_free(bind: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as trouble:
            if trouble.errno == errno.EADDRINUSE:
                raise CannotRun(PORT_TAKEN, bind=bind, port=port, other=port + 1) from trouble
            raise CannotRun(BIND_WRONG, bind=bind, port=port, reason=trouble.strerror) from trouble


@contextlib.contextmanager
def only_one_over(data_dir: Path) -> Iterator[None]:
    try:
        if not data_dir.exists():
            data_dir.mkdir(parents=True)
            data_dir.chmod(0o711)  # the database's own account passes through to its folder
        descriptor = os.open(data_dir / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as trouble:
        raise CannotRun(NO_DATA_DIR, place=data_dir, reason=trouble.strerror) from trouble
    with os.fdopen(descriptor, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(RUNS_ALREADY, place=data_dir, pid=lock.read().strip() or "?") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
