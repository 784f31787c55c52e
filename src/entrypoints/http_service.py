"""`python -m entrypoints.http_service`: the HTTP service of one installation, on its address."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from entrypoints.config import Config, WrongSettings
from entrypoints.logs import configure_logs
from entrypoints.preconditions import CannotRun
from entrypoints.programs import MISCONFIGURED

APPLICATION = "entrypoints.http_service:application"
REQUEST_DEADLINE = 20.0  # seconds from a connection or a request's first byte to the request's last byte
MOST_HEADER_BYTES = 64 * 1024
KEEP_ALIVE = 75  # seconds; longer than the usual idle time of a proxy in front
DRAIN = 15  # seconds that running requests get when the service is told to stop
METRICS_DIR = "PROMETHEUS_MULTIPROC_DIR"
SHARED_DIR = "CRM_SHARED_DIR"
COLLECT_AFTER = 20_000  # objects that may hold others, made and not yet gone; Python's own number is 700


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with an end to its patience: half-sent requests are closed, huge headers too."""

    patience = REQUEST_DEADLINE
    # Since when a request is waited for; None while one is answered.
    _since: float | None = None
    _look_again: Any = None
    _header_bytes = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._since = self.loop.time()
        self._look_again = self.loop.call_later(self.patience, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._look_again.cancel()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._header_bytes = 0
        self._since = self.loop.time()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_message_complete(self) -> None:
        self._since = None
        super().on_message_complete()

    def _count(self, number: int) -> None:
        self._header_bytes += number
        if self._header_bytes > MOST_HEADER_BYTES:
            raise httptools.HttpParserError("headers too large")

    def _look(self) -> None:
        """One timer for all requests of a connection: it looks again when the present one will be late."""
        waited = 0.0 if self._since is None else self.loop.time() - self._since
        if waited < self.patience:
            self._look_again = self.loop.call_later(self.patience - waited, self._look)
        elif not self.transport.is_closing():
            self.transport.close()


def application() -> Any:
    """The ASGI application of one process."""
    from entrypoints.composition.service import http_application

    config = Config.from_environment()
    configure_logs(level=config.log_level, form=config.log_format)
    shared = os.environ.get(SHARED_DIR)
    made = http_application(config, None if shared is None else Path(shared))
    _leave_alone_what_stays()
    return made


def _leave_alone_what_stays() -> None:
    """What there is before the first request is there to the end: the garbage collector need not look at it,
    and what requests leave behind is mostly gone by itself before it looks."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def serve(config: Config, application: str = APPLICATION) -> None:
    """Runs the application of this import path until it is told to stop."""
    with _shared_folder(config.http_workers):
        uvicorn.run(
            application,
            factory=True,
            host=config.bind,
            port=config.port,
            workers=config.http_workers,
            loop="uvloop",
            http=PatientProtocol,
            ws="none",
            lifespan="on",
            interface="asgi3",
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_keep_alive=KEEP_ALIVE,
            timeout_graceful_shutdown=DRAIN,
        )


@contextmanager
def _shared_folder(processes: int) -> Iterator[None]:
    """A folder that the processes share for their counts; one process needs none."""
    if processes == 1:
        yield
        return
    folder = tempfile.mkdtemp(prefix="crm-http-")
    os.environ[METRICS_DIR] = os.environ[SHARED_DIR] = folder
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    try:
        config = Config.from_environment()
    except WrongSettings as wrong:
        sys.stderr.write(f"{wrong}\n")
        return MISCONFIGURED
    configure_logs(level=config.log_level, form=config.log_format)
    try:
        serve(config)
    except CannotRun as trouble:
        sys.stderr.write(f"{trouble}\n")
        return MISCONFIGURED
    return 0


if __name__ == "__main__":
    sys.exit(main())
