"""`crm token` prints a token that the service accepts, and nothing else."""

from pathlib import Path
from typing import Any

import jwt
import pytest

from adapters.oidc.local import local_verifier
from adapters.system.clock import SystemClock
from adapters.system.keys import load_keys
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import CLAIMABLE, Role
from entrypoints.cli.exits import Exit
from entrypoints.cli.main import main

USER = "00000000-0000-4000-8000-0000000000aa"


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CRM_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["token", *arguments]) == Exit.OK
    text = capsys.readouterr().out
    assert text.count("\n") == 1
    return text.strip()


def read(data_dir: Path, text: str) -> Actor:
    actor = local_verifier(load_keys(data_dir).signing_key, SystemClock()).verify(text.encode())
    assert actor is not None
    return actor


@pytest.mark.parametrize("role", sorted(CLAIMABLE - {Role.SERVICE}))
def test_every_role_has_a_demo_user(data_dir: Path, capsys: pytest.CaptureFixture[str], role: str) -> None:
    actor = read(data_dir, printed(capsys, "--role", role))
    assert actor.roles == {Role(role)}
    assert (actor.territories, actor.channels) == (None, None)


def test_an_option_not_given_leaves_its_claim_out(capsys: pytest.CaptureFixture[str]) -> None:
    said: dict[str, Any] = jwt.decode(
        printed(capsys, "--role", "manager"), options={"verify_signature": False}
    )
    assert said.keys() == {"iss", "aud", "iat", "exp", "sub", "tenant", "roles"}


def test_what_is_given_is_said(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--role", "team-lead", "--user", USER, "--region", "BERLIN", "--region", "HAMBURG"]
    actor = read(
        data_dir, printed(capsys, *arguments, "--territory", "DE", "--chain", USER, "--channel", "DIRECT")
    )
    assert str(actor.user) == USER
    assert actor.regions == {"BERLIN", "HAMBURG"}
    assert actor.territories == frozenset({"DE"})
    assert {str(chain) for chain in actor.chains} == {USER}
    assert actor.channels == frozenset({"DIRECT"})


@pytest.mark.parametrize(
    "arguments",
    [
        ["--role", "king"],
        ["--role", "system"],
        ["--role", "service"],
        ["--role", "manager", "--user", "me"],
        ["--role", "manager", "--chain", "1"],
        [],
    ],
)
def test_what_makes_no_sense_is_said_and_prints_no_token(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["token", *arguments]) == Exit.USAGE
    assert "eyJ" not in capsys.readouterr().out


def test_with_an_issuer_of_its_own_this_installation_hands_out_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CRM_AUTH", "oidc")
    for name in ("OIDC_ISSUER", "OIDC_JWKS_URL", "OIDC_AUTHORIZATION_URL", "OIDC_TOKEN_URL", "PUBLIC_ORIGIN"):
        monkeypatch.setenv(f"CRM_{name}", "https://login.example/x")
    for name in ("AUDIENCE", "CLIENT_ID"):
        monkeypatch.setenv(f"CRM_OIDC_{name}", "crm")
    assert main(["token", "--role", "manager"]) == Exit.MISCONFIGURED
    assert "eyJ" not in capsys.readouterr().out
