"""Tokens of the local mode: made and verified with the installation's own key."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import jwt
from attrs import frozen
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.oidc.bearer import BearerVerifier, Expected
from adapters.oidc.keys import OwnKey
from crm_core.domain.access.role import CLAIMABLE, Role
from crm_core.ports.clock import Clock

ISSUER = "freshpack-crm:local"
AUDIENCE = "freshpack-crm"
LIFETIME = timedelta(hours=12)


@frozen(kw_only=True)
class LocalClaims:
    """What a local token will say; None leaves a claim out, an empty list is written as one."""

    user: UUID
    tenant: UUID
    roles: Sequence[Role]
    regions: Sequence[str] | None = None
    territories: Sequence[str] | None = None
    chains: Sequence[UUID] | None = None
    channels: Sequence[str] | None = None
    scopes: Sequence[str] | None = None


def local_token(
    claims: LocalClaims, *, key: Ed25519PrivateKey, now: datetime, lifetime: timedelta = LIFETIME
) -> str:
    """A signed token; the system's own role is nobody's to claim."""
    if not frozenset(claims.roles) <= CLAIMABLE:
        raise ValueError("not a role that a token may claim")
    said: dict[str, object] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
        "sub": str(claims.user),
        "tenant": str(claims.tenant),
        "roles": [str(role) for role in claims.roles],
    }
    for name in ("regions", "territories", "chains", "channels"):
        values = getattr(claims, name)
        if values is not None:
            said[name] = [str(value) for value in values]
    if claims.scopes is not None:
        said["scope"] = " ".join(claims.scopes)
    return jwt.encode(said, key, algorithm="EdDSA")


def local_verifier(key: Ed25519PrivateKey, clock: Clock) -> BearerVerifier:
    """Accepts exactly the tokens that this installation made."""
    expected = Expected(ISSUER, AUDIENCE, frozenset({"EdDSA"}))
    return BearerVerifier(OwnKey(key.public_key()), expected, clock)
