"""Decides how our own PostgreSQL is laid out, started, taken over when it already runs, and stopped."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

import psycopg
from attrs import define, field
from psycopg.sql import SQL, Identifier

from adapters.embedded.address import HOST, ClusterAddress
from adapters.embedded.binaries import Binaries, find_binaries
from adapters.embedded.home import AWAY, Home
from adapters.embedded.server import (
    forget_dead_server,
    last_complaint,
    lay_out,
    refuse_other_version,
    serve,
)
from adapters.embedded.trouble import ClusterTrouble

PATIENCE = 60.0  # seconds: crash recovery of a large log comes before the first answer
POLL = 0.01  # seconds; a start takes about 40 ms
PORT_ATTEMPTS = 5
MAKING_DATABASE = 4201  # key of an advisory lock in the database `postgres`
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
THROWN_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ALWAYS = {
    "listen_addresses": HOST,
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_parameter_max_length_on_error": "0",  # values never reach the log
}


@define
class Cluster:
    """One PostgreSQL server over one folder, for as long as this process lives."""

    folder: Path
    binaries: Binaries = field(factory=find_binaries)
    durable: bool = True
    database: str = "crm"
    settings: Mapping[str, str] = field(factory=dict)
    _home: Home | None = field(default=None, init=False)
    _address: ClusterAddress | None = field(default=None, init=False)
    _process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> ClusterAddress:
        """Starts the server, or takes over one that answers; returns when it takes connections."""
        if threading.current_thread() is not threading.main_thread():
            raise ClusterTrouble("wrong-thread")
        away = AWAY if self.durable else Path(tempfile.gettempdir())
        self._home = home = Home.at(self.folder.absolute(), away=away)
        until = time.monotonic() + PATIENCE
        while (held := home.hold()) is None:
            self._address = self._living(home, until)
            if self._address is not None:
                return self._address
            time.sleep(POLL)
        try:
            self._address = self._launch(home, held, until)
        finally:
            os.close(held)
        return self._address

    def running(self) -> ClusterAddress | None:
        """Where a server of this cluster already answers; starts nothing."""
        if not self.folder.exists():
            return None
        self._home = home = Home.at(self.folder.absolute())
        return self._living(home, time.monotonic() + POLL) if self.is_alive() else None

    @property
    def address(self) -> ClusterAddress:
        if self._address is None:
            raise ClusterTrouble("not-started", place=self.folder)
        return self._address

    def dsn(
        self,
        *,
        role: str | None = None,
        password: str | None = None,
        database: str | None = None,
        tcp: bool = False,
    ) -> str:
        return self.address.dsn(role=role, password=password, database=database, tcp=tcp)

    @property
    def pid(self) -> int | None:
        """The server's process, if this object started it."""
        return self._process.pid if self._process else None

    def is_alive(self) -> bool:
        """Whether a server of this cluster lives, whoever started it."""
        if self._home is None or (self._process and self._process.poll() is not None):
            return False
        held = self._home.hold()
        if held is not None:
            os.close(held)
        return held is None

    def stop(self) -> None:
        """Ends the server this object started, after a checkpoint; one that was taken over stays."""
        process, self._process = self._process, None
        for order, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if process is None or process.poll() is not None:
                break
            process.send_signal(order)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
        self._address = None

    def remove(self) -> None:
        """Stops the server and deletes everything of it: for clusters made to be thrown away."""
        self.stop()
        if self._home is not None:
            self._home.remove()
            if self.folder.is_symlink():
                self.folder.unlink()

    def __enter__(self) -> "Cluster":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _living(self, home: Home, until: float) -> ClusterAddress | None:
        """The address of the server that holds the cluster, once it answers as ours; None: ask again."""
        recorded = home.recorded_address()
        reason = "it has recorded no address"
        if recorded is not None:
            address = self._address_at(home, *recorded)
            try:
                with address.connect("postgres") as connection:
                    self._make_database(connection)
                return address
            except psycopg.OperationalError as trouble:
                reason = str(trouble)
        if time.monotonic() > until:
            raise ClusterTrouble("not-answering", place=self.folder, reason=reason)
        return None

    def _address_at(self, home: Home, port: int, socket_dir: Path) -> ClusterAddress:
        return ClusterAddress(
            port=port, socket_dir=socket_dir, password=home.password(), database=self.database
        )

    def _launch(self, home: Home, held: int, until: float) -> ClusterAddress:
        programs = self.binaries.reachable_for(home.account, home.folder)
        if not home.data.exists():
            lay_out(home, programs, durable=self.durable)
        refuse_other_version(home, programs)
        socket_dir = home.socket_dir()
        forget_dead_server(home, socket_dir)
        settings = {**ALWAYS, **(SAFE if self.durable else THROWN_AWAY), **self.settings}
        for port in _ports(home.recorded_address()):
            address = self._address_at(home, port, socket_dir)
            home.record_address(port, socket_dir)
            process = serve(home, programs, held, address=address, settings=settings)
            if self._answers(home, process, address, until):
                self._process = process
                return address
        raise ClusterTrouble("no-port", place=self.folder)

    def _answers(
        self, home: Home, process: "subprocess.Popen[bytes]", address: ClusterAddress, until: float
    ) -> bool:
        """Waits for the first connection; False when another program has the port."""
        while process.poll() is None:
            try:
                with address.connect("postgres") as connection:
                    self._make_database(connection)
                return True
            except psycopg.OperationalError as trouble:
                if time.monotonic() > until:
                    process.kill()
                    raise ClusterTrouble("not-answering", place=self.folder, reason=trouble) from trouble
            time.sleep(POLL)
        reason = last_complaint(home)
        if "could not create any TCP/IP sockets" in reason:
            return False
        raise ClusterTrouble("start-failed", place=self.folder, reason=reason, log=home.log)

    def _make_database(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        """One launcher at a time: two CREATE DATABASE of one name do not wait for each other."""
        connection.execute("SELECT pg_advisory_lock(%s)", [MAKING_DATABASE])
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.database]).fetchone()
        if found is None:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(self.database)))


def _ports(recorded: tuple[int, Path] | None) -> Iterator[int]:
    """The port of the last start if it is still free, then ports that the kernel says are free."""
    for wished in (*((recorded[0],) if recorded else ()), *[0] * PORT_ATTEMPTS):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, wished))
            free = int(probe.getsockname()[1])
            probe.close()
            yield free
