"""How many connections there are, how long one waits for one, and how statements on them are prepared."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import psycopg
from attrs import define, field
from psycopg.types.json import set_json_loads
from psycopg_pool import ConnectionPool

from adapters.postgres.errors import translated
from adapters.postgres.exact_json import exact_loads
from adapters.postgres.on_loop import awaited, is_on_loop
from crm_core.domain.refusals import Unavailable

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"

PATIENCE = 2.0  # seconds to wait for a free connection before the caller is told to come back
CONNECT_TIMEOUT = 5  # seconds
# A dead peer is noticed within about ten seconds, not after the kernel's two hours.
LIVELINESS = {
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
REMEMBERED_STATEMENTS = 300  # per connection
# The pool refuses who gives it no time at all, even where a connection is free.
AT_ONCE = 0.001  # seconds


@define
class Connections:
    """Autocommitting connections; `prepared=False` suits proxies that share one per transaction."""

    dsn: str = field(repr=False)
    size: int = 4
    patience: float = PATIENCE
    prepared: bool = True
    at_once: int = 1  # connections opened before anybody asks
    name: str = "crm"
    _pool: "ConnectionPool[Connection]" = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._pool = ConnectionPool(
            self.dsn,
            min_size=min(self.at_once, self.size),
            max_size=self.size,
            timeout=self.patience,
            open=True,
            name=self.name,
            configure=self._prepare,
            kwargs={
                "autocommit": True,
                # Prepared when a statement is met for the second time on a connection.
                "prepare_threshold": 1 if self.prepared else None,
                "application_name": self.name,
                "connect_timeout": CONNECT_TIMEOUT,
                **LIVELINESS,
            },
        )

    @staticmethod
    def _prepare(connection: Connection) -> None:
        connection.prepared_max = REMEMBERED_STATEMENTS
        set_json_loads(exact_loads, connection)

    @contextmanager
    def borrow(self) -> Iterator[Connection]:
        """A connection for one unit or reading; Unavailable when none becomes free in time."""
        connection = self.take()
        try:
            with translated():
                yield connection
        finally:
            self.give_back(connection)

    def take(self) -> Connection:
        """A connection of one's own until it is given back; Unavailable when none becomes free in time."""
        return awaited(self.taken()) if is_on_loop() else self._taken(self.patience)

    async def taken(self) -> Connection:
        """The same for the event loop: waiting for one, as in an outage, happens in a thread."""
        try:
            return self._taken(AT_ONCE)
        except Unavailable:
            taking = asyncio.ensure_future(asyncio.to_thread(self._taken, self.patience))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            taking.add_done_callback(self._not_needed)
            raise

    def _taken(self, patience: float) -> Connection:
        with translated():
            return self._pool.getconn(patience)

    def _not_needed(self, taking: "asyncio.Future[Connection]") -> None:
        if not taking.cancelled() and taking.exception() is None:
            self.give_back(taking.result())

    def give_back(self, connection: Connection) -> None:
        """Whatever is still open on it is undone by the pool; a broken one is replaced."""
        with suppress(psycopg.Error):
            self._pool.putconn(connection)

    def close(self) -> None:
        self._pool.close()


def answers(dsn: str) -> bool:
    """Whether the database answers, asked over its own connection: a full pool is no sickness."""
    try:
        with psycopg.connect(dsn, autocommit=True, connect_timeout=2) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.Error:
        return False
