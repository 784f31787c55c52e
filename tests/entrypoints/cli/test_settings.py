"""`crm settings` sets what holds for the installation or for a tenant, and says what applies then."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.embedded.cluster import Cluster
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main
from entrypoints.cli.settings import read
from tests import given

KEY = "http.rateLimit.reads"
TENANT = ("--tenant", str(given.TENANT))


@pytest.fixture
def place(server: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that is up to date and empty."""
    with psycopg.connect(server.dsn(), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier("to_set")))
        address = server.address.dsn(database="to_set", tcp=True)
        monkeypatch.setenv("DATABASE_URL", address)
        monkeypatch.setenv("CRM_DATA_DIR", str(tmp_path / "data"))
        assert main(["migrate"]) == Exit.OK
        yield address
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier("to_set")))


def test_the_installation_sets_what_no_tenant_can_raise(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings", "set", KEY, "500"]) == Exit.FOUND_WRONG
    assert "no tenant" in capsys.readouterr().err

    assert main(["settings", "set", KEY, "5000", *TENANT]) == Exit.OK
    assert capsys.readouterr().out == f"{KEY} = 5000  (tenant)\n"
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("INSERT INTO event_heads (tenant_id, position) VALUES (%s, 0)", [given.TENANT])
    assert main(["settings", "set", KEY, "500"]) == Exit.OK
    assert capsys.readouterr().out == f"{KEY} = 500  (global)\n"

    assert main(["settings", "set", KEY, "501", *TENANT]) == Exit.DATA
    assert "too-large" in capsys.readouterr().err
    assert main(["settings", "reset", KEY]) == Exit.OK
    assert main(["settings", "show", "--json", *TENANT]) == Exit.OK
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()[1:]]
    assert {"key": KEY, "value": 5000, "source": "tenant"} in lines
    assert main(["settings", "set", "no.such", "1", *TENANT]) == Exit.DATA
    assert "no.such" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("1.50", Decimal("1.50")),
        ("true", True),
        ("EMAIL", "EMAIL"),
        ('["a"]', ["a"]),
        ("null", "null"),
    ],
)
def test_a_value_is_json_or_words(text: str, value: object) -> None:
    assert read(text) == value
