"""Which identity tokens are good: those that our issuer signed for this very client, in their time."""

from collections.abc import Mapping
from typing import Any

import jwt
from attrs import frozen

from adapters.oidc.bearer import CHECKS, in_time
from adapters.oidc.claims import ClaimNames, Unreadable, actor_from
from adapters.oidc.keys import KeySource
from crm_core.domain.access.actor import Actor
from crm_core.ports.clock import Clock


@frozen
class Person:
    """Who signed in, as what, and the nonce by which the browser's own request is known."""

    actor: Actor
    name: str
    nonce: str | None
    email: str | None = None


@frozen
class IdTokens:
    keys: KeySource
    issuer: str
    client_id: str
    clock: Clock
    claims: ClaimNames = ClaimNames()

    def verify(self, token: str) -> Person:
        """The person; ValueError for a token that cannot be trusted."""
        try:
            claims = self._claims(token)
            actor = actor_from(claims, self.claims)
        except (jwt.PyJWTError, Unreadable, TypeError) as trouble:
            raise ValueError("not an identity token of ours") from trouble
        name = claims.get("name") or claims.get("preferred_username") or ""
        nonce = claims.get("nonce")
        return Person(actor, str(name)[:200], nonce if isinstance(nonce, str) else None, _email(claims))

    def _claims(self, token: str) -> Mapping[str, Any]:
        header = jwt.get_unverified_header(token)
        kid = header.get("kid")
        key = self.keys.find(kid) if isinstance(kid, str | None) else None
        if key is None or key.algorithm != header.get("alg") or "crit" in header:
            raise jwt.InvalidTokenError
        claims: Mapping[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=[key.algorithm],
            audience=self.client_id,
            issuer=self.issuer,
            options=CHECKS,
        )
        if not in_time(claims, self.clock.now().timestamp()):
            raise jwt.ExpiredSignatureError
        # A token for several parties must name this one as the party it was issued to (OIDC Core 3.1.3.7).
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self.client_id) != self.client_id:
            raise jwt.InvalidAudienceError
        return claims


def _email(claims: Mapping[str, Any]) -> str | None:
    """The address that the issuer vouches for; one that it calls unverified could be anybody's."""
    email = claims.get("email")
    if claims.get("email_verified") is False or not isinstance(email, str):
        return None
    return email if 3 <= len(email) <= 254 else None
