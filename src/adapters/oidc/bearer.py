"""Which tokens are good: signed by a known key, meant for us, in their time, and of the right sort."""

from collections.abc import Mapping
from threading import Lock
from typing import Any

import jwt
from attrs import define, field, frozen

from adapters.oidc.claims import ClaimNames, Unreadable, actor_from
from adapters.oidc.keys import ALGORITHMS, KeySource, VerifyingKey
from crm_core.domain.access.actor import Actor
from crm_core.ports.clock import Clock

LEEWAY = 60  # seconds by which clocks may differ
_MOST_REMEMBERED = 10_000
# Seconds after which a token is verified again, so that a withdrawn key is noticed without new ones.
REMEMBERED_FOR = 600
# Sorts of tokens by their header (RFC 9068) and, as Keycloak marks them, by a claim: no ID or refresh tokens.
_TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
_SORTS = frozenset({"Bearer"})
# Seconds since 1970 up to which a time claim is one: the year 9999.
_LATEST = 253_402_300_799
# The library checks signature, issuer and audience; the times are compared with our own clock.
CHECKS: Any = {
    "require": ["exp", "iat", "iss", "aud", "sub"],
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


@frozen
class Expected:
    """What a token must say to be meant for us."""

    issuer: str
    audience: str
    algorithms: frozenset[str] = ALGORITHMS
    claims: ClaimNames = ClaimNames()


@define
class BearerVerifier:
    """Verifies each token once and remembers it by its bytes until it expires or the keys change."""

    keys: KeySource
    expected: Expected
    clock: Clock
    _known: dict[bytes, tuple[float, Actor]] = field(factory=dict)
    _generation: int = 0
    _lock: Lock = field(factory=Lock)

    def recall(self, token: bytes) -> Actor | None:
        """The actor of a token verified before and still valid: no computing, no waiting."""
        known = self._known.get(token)
        if known is None or self._generation != self.keys.generation:
            return None
        until, actor = known
        return actor if self.clock.now().timestamp() < until else None

    def verify(self, token: bytes) -> Actor | None:
        """The actor of a valid token, None for any other."""
        try:
            text = token.decode("ascii")
            key, generation = self._key_for(jwt.get_unverified_header(text))
            claims = None if key is None else self._claims(text, key)
            actor = None if claims is None else actor_from(claims, self.expected.claims)
        except (jwt.PyJWTError, Unreadable, ValueError, TypeError, RecursionError):
            return None
        if actor is not None and claims is not None:
            self._remember(token, float(claims["exp"]), actor, generation)
        return actor

    def _key_for(self, header: Mapping[str, Any]) -> tuple[VerifyingKey | None, int]:
        """The key that the header may name, and the set of keys that it was found in."""
        algorithm, kid = header.get("alg"), header.get("kid")
        generation = self.keys.generation
        if algorithm not in self.expected.algorithms or "crit" in header or not isinstance(kid, str | None):
            return None, generation
        if str(header.get("typ", "JWT")).lower() not in _TYPES:
            return None, generation
        key = self.keys.find(kid)
        if self.keys.generation != generation:
            generation, key = self.keys.generation, self.keys.find(kid)
        return (key if key is not None and key.algorithm == algorithm else None), generation

    def _claims(self, token: str, key: VerifyingKey) -> Mapping[str, Any] | None:
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm],
            audience=self.expected.audience,
            issuer=self.expected.issuer,
            options=CHECKS,
        )
        return claims if _is_sound(claims, self.clock.now().timestamp()) else None

    def _remember(self, token: bytes, until: float, actor: Actor, generation: int) -> None:
        """Not when the keys changed meanwhile: the next request verifies it again."""
        with self._lock:
            if generation != self.keys.generation:
                return
            if self._generation != self.keys.generation or len(self._known) >= _MOST_REMEMBERED:
                self._known = {}
                self._generation = self.keys.generation
            self._known[token] = (min(until, self.clock.now().timestamp() + REMEMBERED_FOR), actor)


def _is_sound(claims: Mapping[str, Any], now: float) -> bool:
    """In its time, and an access token."""
    return in_time(claims, now) and claims.get("typ", "Bearer") in _SORTS


def in_time(claims: Mapping[str, Any], now: float) -> bool:
    """Valid at this second, give or take the leeway."""
    times = {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
    if not all(isinstance(at, int | float) and not isinstance(at, bool) for at in times.values()):
        return False
    if not all(0 <= at <= _LATEST for at in times.values()):
        return False
    began: bool = max(times["iat"], times.get("nbf", 0)) <= now + LEEWAY
    return began and bool(now - LEEWAY < times["exp"])
