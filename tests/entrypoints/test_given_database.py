"""A DATABASE_URL that can't be used is explained in one sentence that never shows the password."""

import socket

import pytest

from adapters.embedded.cluster import Cluster
from entrypoints import given_database
from entrypoints.given_database import GivenDatabase, must_be_usable
from entrypoints.preconditions import CannotRun


def reason(url: str) -> str:
    with pytest.raises(CannotRun) as refused:
        must_be_usable(url, "DATABASE_URL")
    return str(refused.value)


def test_a_usable_one_is_used_as_it_is_and_left_running(server: Cluster) -> None:
    given = GivenDatabase(server.dsn())
    assert given.start() == server.dsn()
    given.stop()
    assert given.is_alive()
    assert must_be_usable(server.dsn(tcp=True), "DATABASE_URL") >= 150000


def test_a_wrong_password_and_a_wrong_user_say_check_the_log_in(server: Cluster) -> None:
    port = server.address.port
    for login in (f"{server.address.superuser}:hush", "nobody_here:hush"):
        said = reason(f"postgresql://{login}@127.0.0.1:{port}/crm")
        assert said.startswith(
            f"The database at 127.0.0.1:{port} refuses this log-in: check user and password"
        )
        assert "hush" not in said


def test_a_missing_database_is_named(server: Cluster) -> None:
    assert "there is no database “elsewhere”" in reason(server.dsn(database="elsewhere", tcp=True))


def test_a_port_where_nobody_listens_says_check_host_and_port() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        said = reason(f"postgresql://crm:hush@127.0.0.1:{port}/crm")
    assert said.startswith(f"No database answers at 127.0.0.1:{port}: check host and port in DATABASE_URL")
    assert "hush" not in said
    assert "\n" not in said


@pytest.mark.parametrize(
    "url", ["postgresql://h:port/d", "postgresql://h/d?no_such_option=1", "postgresql://[h/d"]
)
def test_an_address_that_makes_no_sense_is_explained_too(url: str) -> None:
    assert "DATABASE_URL" in reason(url)


def test_a_server_that_is_too_old_is_refused(server: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given_database, "OLDEST", 99)
    assert "99 or newer is needed" in reason(server.dsn())
