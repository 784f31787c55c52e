"""A token is verified once, remembered by its bytes, bounded, and only as long as it counts."""

import json

import pytest

from adapters.oidc import bearer
from adapters.oidc.bearer import BearerVerifier, Expected
from adapters.oidc.keys import IssuerKeys, VerifyingKey
from tests import given
from tests.adapters.oidc.issuer import AUDIENCE, ISSUER, NOW, all_keys, claims, signed


@pytest.fixture
def clock() -> given.StandingClock:
    return given.StandingClock()


@pytest.fixture
def verifier(clock: given.StandingClock) -> BearerVerifier:
    keys = IssuerKeys("unused", fetch=lambda _: json.dumps({"keys": all_keys()}).encode())
    return BearerVerifier(keys, Expected(ISSUER, AUDIENCE), clock)


def test_it_is_unknown_before_and_remembered_after(verifier: BearerVerifier) -> None:
    token = signed()
    assert verifier.recall(token) is None
    assert verifier.recall(token) is None
    actor = verifier.verify(token)
    assert verifier.recall(token) is actor
    assert verifier.recall(token + b"x") is None


def test_it_is_forgotten_when_it_expires(verifier: BearerVerifier, clock: given.StandingClock) -> None:
    token = signed(claims(exp=NOW + 10))
    verifier.verify(token)
    clock.pass_by(seconds=9)
    assert verifier.recall(token) is not None
    clock.pass_by(seconds=1)
    assert verifier.recall(token) is None
    clock.pass_by(seconds=60)
    assert verifier.verify(token) is None


def test_a_long_token_is_verified_again_now_and_then(
    verifier: BearerVerifier, clock: given.StandingClock
) -> None:
    token = signed(claims(exp=NOW + 86_400))
    verifier.verify(token)
    clock.pass_by(seconds=599)
    assert verifier.recall(token) is not None
    clock.pass_by(seconds=1)
    assert verifier.recall(token) is None
    assert verifier.verify(token) is not None


def test_it_is_forgotten_when_the_keys_change(verifier: BearerVerifier) -> None:
    token = signed()
    verifier.verify(token)
    assert isinstance(verifier.keys, IssuerKeys)
    verifier.keys.generation += 1
    assert verifier.recall(token) is None
    verifier.verify(token)
    assert verifier.recall(token) is not None


def test_memory_is_bounded(verifier: BearerVerifier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "_MOST_REMEMBERED", 5)
    tokens = [signed(claims(nonce=number)) for number in range(12)]
    for token in tokens:
        assert verifier.verify(token) is not None
    assert sum(verifier.recall(token) is not None for token in tokens) <= 5
    assert verifier.recall(tokens[-1]) is not None


def test_refused_tokens_take_no_memory(verifier: BearerVerifier) -> None:
    for number in range(20):
        verifier.verify(b"a.b." + str(number).encode())
    assert not verifier._known


def test_keys_are_never_shown() -> None:
    assert "secret" not in repr(VerifyingKey("EdDSA", "x", "secret"))
