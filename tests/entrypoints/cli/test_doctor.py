"""The doctor names what is missing or wrong, and tells a program by its exit status and JSON."""

import json
import socket
from pathlib import Path

import pytest

from adapters.embedded.cluster import Cluster
from entrypoints.cli.doctor import Finding, findings
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main
from entrypoints.config import Config


def look(schema: str | None = None, **settings: str) -> dict[str, Finding]:
    def schema_trouble(address: str, config: Config) -> str | None:
        return schema

    return {finding.about: finding for finding in findings(settings, schema_trouble=schema_trouble)}


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def place(tmp_path: Path) -> dict[str, str]:
    return {"CRM_DATA_DIR": str(tmp_path / "data"), "PORT": free_port()}


def test_a_fresh_machine_has_nothing_wrong(place: dict[str, str]) -> None:
    found = look(**place)
    assert [finding for finding in found.values() if finding.stands == "wrong"] == []
    assert "PostgreSQL" in found["PG_BIN"].says
    assert "`crm up` starts it" in found["database"].says
    assert not Path(place["CRM_DATA_DIR"]).exists()


def test_every_wrong_setting_is_a_finding_of_its_own() -> None:
    found = look(PORT="x", CRM_DEMO="y", CRM_DATADIR="z")
    assert {name: finding.stands for name, finding in found.items() if name != "python"} == {
        "PORT": "wrong",
        "CRM_DEMO": "wrong",
        "CRM_DATADIR": "note",
    }


def test_keys_that_others_may_read_are_wrong(place: dict[str, str]) -> None:
    keys = Path(place["CRM_DATA_DIR"]) / "keys"
    keys.mkdir(parents=True, mode=0o700)
    (keys / "signing.pem").write_text("secret")
    (keys / "signing.pem").chmod(0o644)
    found = look(**place)
    assert found["keys"].stands == "ok"
    assert found["keys/signing.pem"].stands == "wrong"
    assert f"`chmod 600 {keys / 'signing.pem'}`" in found["keys/signing.pem"].says


def test_a_keys_file_must_be_there_and_ends_the_warning_about_one_backup(place: dict[str, str]) -> None:
    assert look(**place)["backup"].stands == "note"
    missing = look(**place, CRM_KEYS_FILE="/nonexistent/keys")
    assert missing["CRM_KEYS_FILE"].stands == "wrong"
    assert "backup" not in missing


def test_a_taken_port_is_wrong_unless_our_service_has_it(place: dict[str, str]) -> None:
    with socket.socket() as taker:
        taker.bind(("127.0.0.1", int(place["PORT"])))
        assert "end it, or name another port" in look(**place)["PORT"].says


def test_programs_that_are_not_there_are_named(place: dict[str, str]) -> None:
    found = look(**place, PG_BIN="/nonexistent/bin")
    assert found["database"].stands == "wrong"
    assert "PG_BIN" in found["database"].says


def test_a_given_database_is_asked_and_so_is_its_schema(server: Cluster, place: dict[str, str]) -> None:
    fine = look(**place, DATABASE_URL=server.dsn())
    assert (fine["database"].stands, fine["schema"].stands) == ("ok", "ok")
    behind = look("two migrations are missing", **place, DATABASE_URL=server.dsn())
    assert behind["schema"] == Finding("schema", "wrong", "two migrations are missing")
    wrong = look(**place, DATABASE_URL=server.dsn(database="elsewhere"))
    assert wrong["database"].stands == "wrong"
    assert "schema" not in wrong


def test_json_and_exit_status_tell_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], place: dict[str, str]
) -> None:
    for name, value in place.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["doctor", "--json"]) == Exit.OK
    assert {"about": "python", "stands": "ok"}.items() <= json.loads(capsys.readouterr().out)[0].items()
    monkeypatch.setenv("PORT", "x")
    assert main(["doctor"]) == Exit.FOUND_WRONG
    assert "✗ PORT" in capsys.readouterr().out
