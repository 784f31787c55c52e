"""Which keys may have signed a token: our own, or those an issuer publishes, kept and refreshed with care."""

import json
import time
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Protocol

import httpx
import jwt
import structlog
from attrs import define, field, frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from crm_core.domain.refusals import Unavailable

ALGORITHMS = frozenset({"RS256", "ES256", "EdDSA"})
FRESH_FOR = 600.0  # seconds after which keys are fetched again, so that a withdrawn key stops counting
REFRESH_PAUSE = 60.0  # seconds between two fetches, whoever asks
FIRST_PAUSE = 5.0  # seconds between fetches as long as there has been no key at all
_TIMEOUT = 5.0  # seconds
_LARGEST = 256 * 1024  # bytes
_log = structlog.get_logger("oidc")


@frozen
class VerifyingKey:
    """A public key, and the one algorithm that it is good for."""

    algorithm: str
    # Compared by what the issuer published: key objects know no equality of their own everywhere.
    published: str
    key: Any = field(repr=False, eq=False)


class KeySource(Protocol):
    @property
    def generation(self) -> int:
        """Another number whenever the set of keys has changed."""
        ...

    def find(self, kid: str | None) -> VerifyingKey | None:
        """The key of this id; may wait for the network."""
        ...


@frozen
class OwnKey:
    """The installation's own key."""

    key: Ed25519PublicKey
    generation: int = 0

    def find(self, kid: str | None) -> VerifyingKey | None:  # noqa: ARG002 - there is only one
        return VerifyingKey("EdDSA", "own", self.key)


def fetch_over_http(url: str) -> bytes:
    """The issuer's key set; no proxy of the environment, no redirect, a bounded answer."""
    with (
        httpx.Client(timeout=_TIMEOUT, trust_env=False, follow_redirects=False) as client,
        client.stream("GET", url, headers={"accept": "application/json"}) as response,
    ):
        if response.status_code != 200:
            raise OSError(f"the key set answered {response.status_code}")
        body = b""
        for piece in response.iter_bytes():
            body += piece
            if len(body) > _LARGEST:
                raise OSError("the key set is too large")
    return body


@define
class IssuerKeys:
    """An issuer's published keys (JWKS): kept, and fetched again now and then or for an unknown key id."""

    url: str
    algorithms: frozenset[str] = ALGORITHMS
    fetch: Callable[[str], bytes] = fetch_over_http
    monotonic: Callable[[], float] = time.monotonic
    generation: int = 0
    _keys: Mapping[str | None, VerifyingKey] = field(factory=dict)
    _fetched: float | None = None
    _tried: float | None = None
    _lock: Lock = field(factory=Lock)

    def find(self, kid: str | None) -> VerifyingKey | None:
        if kid not in self._keys or self._is_stale():
            with self._lock:
                if kid not in self._keys or self._is_stale():
                    self._refresh_if_due()
        if self._fetched is None:
            raise Unavailable
        return self._keys.get(kid)

    def _is_stale(self) -> bool:
        return self._fetched is None or self.monotonic() - self._fetched > FRESH_FOR

    def _refresh_if_due(self) -> None:
        pause = FIRST_PAUSE if self._fetched is None else REFRESH_PAUSE
        now = self.monotonic()
        if self._tried is not None and now - self._tried < pause:
            return
        self._tried = now
        try:
            keys = parsed(self.fetch(self.url), self.algorithms)
        except (OSError, httpx.HTTPError, ValueError, jwt.PyJWTError) as trouble:
            _log.warning("issuer's keys not refreshed", url=self.url, reason=str(trouble))
            return
        if keys != self._keys:
            self.generation += 1
        self._keys, self._fetched = keys, now


def parsed(body: bytes, algorithms: frozenset[str]) -> Mapping[str | None, VerifyingKey]:
    """The usable keys of a key set; a sole key also answers for tokens that name none."""
    document = json.loads(body)
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise ValueError("not a key set")
    found: dict[str | None, VerifyingKey] = {}
    for entry in listed:
        key = _usable(entry, algorithms)
        if key is not None:
            found[entry.get("kid")] = key
    if not found:
        raise ValueError("no usable key in the key set")
    if len(found) == 1:
        found[None] = next(iter(found.values()))
    return found


# The one algorithm per kind of key; symmetric keys have none here.
_BY_CURVE = {("RSA", None): "RS256", ("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}


def _usable(entry: Any, algorithms: frozenset[str]) -> VerifyingKey | None:
    """A signing key of an allowed algorithm; others in the set are passed over."""
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str | None):
        return None
    algorithm = _BY_CURVE.get((str(entry.get("kty")), entry.get("crv")))
    said = entry.get("alg", algorithm)
    if algorithm not in algorithms or said != algorithm or entry.get("use", "sig") != "sig":
        return None
    try:
        key = jwt.PyJWK(entry, algorithm=algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    public = {name: entry[name] for name in ("kty", "crv", "n", "e", "x", "y") if name in entry}
    return VerifyingKey(str(algorithm), json.dumps(public, sort_keys=True), key)
