"""The database tests run on the programs that were named: another major version is really another one."""

import os

from adapters.embedded.binaries import find_binaries
from tests.server import Database


def test_the_server_is_the_one_that_was_named(database: Database) -> None:
    with database.connect() as connection:
        running = connection.execute("SHOW server_version").fetchone()
    assert running is not None
    assert str(running[0]).split()[0] == find_binaries(os.environ.get("PG_BIN")).version
