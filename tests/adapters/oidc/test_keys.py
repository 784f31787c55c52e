"""An issuer's keys: kept, refreshed with care, rotated without a false refusal, and no amplifier."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from attrs import define

from adapters.oidc.bearer import BearerVerifier, Expected
from adapters.oidc.keys import FRESH_FOR, REFRESH_PAUSE, IssuerKeys
from crm_core.domain.refusals import Unavailable
from tests import given
from tests.adapters.oidc.issuer import (
    AUDIENCE,
    ISSUER,
    OTHER_RSA_KEY,
    RSA_KEY,
    KeySet,
    all_keys,
    claims,
    jwk,
    publishing,
    signed,
)


@define
class Moments:
    """A monotonic clock that a test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def published() -> Iterator[KeySet]:
    with publishing(KeySet()) as keys:
        yield keys


@pytest.fixture
def moments() -> Moments:
    return Moments()


@pytest.fixture
def verifier(published: KeySet, moments: Moments) -> BearerVerifier:
    keys = IssuerKeys(published.url, monotonic=moments)
    return BearerVerifier(keys, Expected(ISSUER, AUDIENCE), given.StandingClock())


def fresh(number: int, key: object = RSA_KEY, kid: str = "rsa") -> bytes:
    return signed(claims(nonce=number), key=key, headers={"kid": kid})


def test_many_tokens_need_one_fetch(verifier: BearerVerifier, published: KeySet) -> None:
    for number in range(100):
        assert verifier.verify(fresh(number)) is not None
    assert published.asked == 1


def test_a_flood_of_unknown_key_ids_causes_one_fetch_a_minute(
    verifier: BearerVerifier, published: KeySet, moments: Moments
) -> None:
    verifier.verify(fresh(0))
    for minute in range(5):
        for number in range(200):
            assert verifier.verify(signed(headers={"kid": f"k{minute}-{number}"})) is None
            moments.now += REFRESH_PAUSE / 200
    assert published.asked <= 1 + 5


def test_a_rotation_refuses_nobody(verifier: BearerVerifier, published: KeySet, moments: Moments) -> None:
    assert verifier.verify(fresh(1)) is not None
    moments.now += REFRESH_PAUSE
    published.keys.append(jwk("new", OTHER_RSA_KEY))
    for number in range(50):
        assert verifier.verify(fresh(number, OTHER_RSA_KEY, "new")) is not None
        assert verifier.verify(fresh(number)) is not None
    assert published.asked == 2


def test_a_withdrawn_key_stops_counting_also_for_remembered_tokens(
    verifier: BearerVerifier, published: KeySet, moments: Moments
) -> None:
    token = fresh(1)
    assert verifier.verify(token) is not None
    assert verifier.recall(token) is not None
    published.keys[:] = [jwk("new", OTHER_RSA_KEY)]
    moments.now += FRESH_FOR + 1
    assert verifier.verify(fresh(2, OTHER_RSA_KEY, "new")) is not None
    assert verifier.recall(token) is None
    assert verifier.verify(token) is None


def test_while_the_key_set_is_down_the_kept_keys_count(
    verifier: BearerVerifier, published: KeySet, moments: Moments
) -> None:
    assert verifier.verify(fresh(1)) is not None
    for trouble in (
        b"",
        b"[]",
        b"{}",
        b'{"keys": []}',
        b'{"keys": [1, {"kid": 2}]}',
        b"x" * 300_000,
        b"\xff",
    ):
        published.broken = trouble
        moments.now += FRESH_FOR + 1
        assert verifier.verify(fresh(int(moments.now))) is not None, trouble
    published.broken, published.status = None, 500
    moments.now += FRESH_FOR + 1
    assert verifier.verify(fresh(9)) is not None


def test_a_dead_key_set_is_not_asked_by_every_request(
    verifier: BearerVerifier, published: KeySet, moments: Moments
) -> None:
    published.status = 500
    for _ in range(20):
        with pytest.raises(Unavailable):
            verifier.verify(fresh(1))
    assert published.asked == 1
    published.status = 200
    moments.now += 6
    assert verifier.verify(fresh(1)) is not None


def test_nobody_listening_is_unavailable_not_open() -> None:
    keys = IssuerKeys("http://127.0.0.1:9/jwks")
    with pytest.raises(Unavailable):
        BearerVerifier(keys, Expected(ISSUER, AUDIENCE), given.StandingClock()).verify(fresh(1))


def test_only_signing_keys_of_allowed_algorithms_are_used(published: KeySet, moments: Moments) -> None:
    published.keys[:] = [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "rsa", "alg": "HS256"},
        jwk("enc", RSA_KEY, use="enc"),
        jwk("pss", RSA_KEY, alg="PS256"),
        jwk("good", RSA_KEY),
    ]
    keys = IssuerKeys(published.url, monotonic=moments)
    found = {kid: keys.find(kid) is not None for kid in ("rsa", "enc", "pss", "good", None)}
    assert found == {"rsa": False, "enc": False, "pss": False, "good": True, None: True}


def test_a_set_of_keys_can_be_narrowed_to_one_algorithm(published: KeySet) -> None:
    keys = IssuerKeys(published.url, frozenset({"ES256"}))
    assert keys.find("rsa") is None
    assert keys.find("ec") is not None


def test_many_threads_share_one_fetch(published: KeySet) -> None:
    keys = IssuerKeys(published.url)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(keys.find, ["rsa"] * 64))
    assert published.asked == 1


def test_a_redirect_is_not_followed(published: KeySet) -> None:
    published.status = 302
    with pytest.raises(Unavailable):
        IssuerKeys(published.url).find("rsa")


def test_a_change_of_the_published_keys_is_seen_as_one(published: KeySet, moments: Moments) -> None:
    keys = IssuerKeys(published.url, monotonic=moments)
    keys.find("rsa")
    generation = keys.generation
    moments.now += FRESH_FOR + 1
    keys.find("rsa")
    assert keys.generation == generation
    published.keys[:] = [*all_keys()[1:], jwk("rsa", OTHER_RSA_KEY)]
    moments.now += FRESH_FOR + 1
    keys.find("rsa")
    assert keys.generation == generation + 1
