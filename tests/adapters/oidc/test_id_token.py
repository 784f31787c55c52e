"""An identity token is trusted when our issuer made it for this client, and only then."""

import json
from typing import Any

import pytest

from adapters.oidc.id_token import IdTokens
from adapters.oidc.keys import IssuerKeys
from tests import given
from tests.adapters.oidc.issuer import ISSUER, NOW, OTHER_RSA_KEY, RSA_KEY, claims, jwk, signed

CLIENT = "crm-pages"
GOOD: dict[str, Any] = {"aud": CLIENT, "name": "Jana Petersen", "nonce": "n-1", "typ": "ID"}


@pytest.fixture
def tokens() -> IdTokens:
    published = json.dumps({"keys": [jwk("rsa", RSA_KEY)]}).encode()
    keys = IssuerKeys("https://login.example/keys", fetch=lambda _: published)
    return IdTokens(keys, ISSUER, CLIENT, given.StandingClock())


def test_the_person_is_told_with_name_and_nonce(tokens: IdTokens) -> None:
    person = tokens.verify(signed(claims(**GOOD)).decode())

    assert (person.actor.user, person.name, person.nonce) == (given.user(1), "Jana Petersen", "n-1")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({}, "jana@kitchen.example"),
        ({"email_verified": True}, "jana@kitchen.example"),
        ({"email_verified": False}, None),
        ({"email": ["a@b.example"]}, None),
        ({"email": "a" * 300}, None),
    ],
)
def test_an_address_counts_unless_the_issuer_doubts_it(
    tokens: IdTokens, said: dict[str, Any], known: str | None
) -> None:
    token = signed(claims(**{**GOOD, "email": "jana@kitchen.example", **said})).decode()

    assert tokens.verify(token).email == known


BAD: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({**GOOD, "aud": "another-client"}, {}),
    ({**GOOD, "aud": [CLIENT, "another"]}, {}),
    ({**GOOD, "azp": "another"}, {}),
    ({**GOOD, "iss": "https://evil.example"}, {}),
    ({**GOOD, "exp": NOW - 61}, {}),
    ({**GOOD, "iat": NOW + 600}, {}),
    ({**GOOD, "exp": ...}, {}),
    ({**GOOD, "tenant": "nobody"}, {}),
    (GOOD, {"key": OTHER_RSA_KEY}),
    (GOOD, {"headers": {"kid": "unknown"}}),
    (GOOD, {"headers": {"kid": "rsa", "crit": ["x"]}}),
    (GOOD, {"key": None, "algorithm": "none"}),
    (GOOD, {"key": "k" * 32, "algorithm": "HS256"}),
]


@pytest.mark.parametrize(("said", "how"), BAD)
def test_anything_else_is_not_trusted(tokens: IdTokens, said: dict[str, Any], how: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="identity token"):
        tokens.verify(signed(claims(**said), **how).decode())


def test_several_audiences_must_name_this_client_as_the_party(tokens: IdTokens) -> None:
    said = claims(**{**GOOD, "aud": [CLIENT, "another"], "azp": CLIENT})

    assert tokens.verify(signed(said).decode()).actor.user == given.user(1)


@pytest.mark.parametrize("text", ["", "a.b.c", "x" * 100, "e30.e30."])
def test_what_is_no_token_is_not_trusted(tokens: IdTokens, text: str) -> None:
    with pytest.raises(ValueError, match="identity token"):
        tokens.verify(text)
