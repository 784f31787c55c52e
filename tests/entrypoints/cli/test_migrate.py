"""`crm migrate` brings a database up, says beforehand what it would do, and afterwards that all is well."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.embedded.cluster import Cluster
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main


@pytest.fixture
def place(server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database that somebody else runs."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier("to_migrate")))
        address = server.address.dsn(database="to_migrate", tcp=True)
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.setenv("CRM_DATA_DIR", str(tmp_path / "data"))
        yield address
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier("to_migrate")))


def test_a_database_is_brought_up_and_then_is_up_to_date(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["migrate", "--check", "--json"]) == Exit.FOUND_WRONG
    missing = json.loads(capsys.readouterr().out)["steps"]
    assert missing[0] == "0001"

    assert main(["migrate", "--plan"]) == Exit.OK
    assert "CREATE TABLE customers" in capsys.readouterr().out

    assert main(["migrate"]) == Exit.OK
    assert f"Done: {', '.join(missing)}." in capsys.readouterr().err
    assert main(["migrate", "--check"]) == Exit.OK
    assert main(["migrate"]) == Exit.OK
    assert capsys.readouterr().err.count("up to date") == 2


def test_a_build_older_than_the_database_says_so(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == Exit.OK
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("UPDATE app.schema_version SET version_num = '9999'")
    assert main(["migrate", "--check"]) == Exit.FOUND_WRONG
    assert "9999" in capsys.readouterr().err


def test_a_database_that_does_not_answer_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert main(["migrate", "--check"]) == Exit.CANNOT_RUN
    assert "127.0.0.1:1" in capsys.readouterr().err
