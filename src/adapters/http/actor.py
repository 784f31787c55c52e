"""Who is asking: from the Authorization header, through a verifier, to the core's actor."""

from typing import Protocol

from adapters.http.refusals import Unauthenticated
from crm_core.domain.access.actor import Actor
from crm_core.domain.ids import CorrelationId

_LONGEST_TOKEN = 16_384  # bytes; Keycloak's tokens with many roles stay below 8 KiB


class Verifier(Protocol):
    """Tells whom a token speaks for; an actor it returns has no correlation yet."""

    def recall(self, token: bytes) -> Actor | None:
        """The actor of a token verified before and still valid: no computing, no waiting."""
        ...

    def verify(self, token: bytes) -> Actor | None:
        """The actor of a valid token, None for any other; may fetch keys.

        Unavailable when no keys could be had so far, so that nothing can be verified.
        """
        ...


def bearer_token(authorization: str | None) -> bytes:
    """The token of an Authorization header; nothing else is ever looked at."""
    if authorization is None:
        raise Unauthenticated
    scheme, _, token = authorization.partition(" ")
    token = token.strip(" ")
    if scheme.lower() != "bearer" or not token or len(token) > _LONGEST_TOKEN or not token.isascii():
        raise Unauthenticated(token_given=True)
    return token.encode("ascii")


def in_call(known: Actor, correlation: CorrelationId) -> Actor:
    """The actor in this call."""
    return Actor(
        known.user,
        known.tenant,
        known.roles,
        correlation,
        known.regions,
        known.chains,
        known.territories,
        known.channels,
        known.token_scopes,
        known.on_behalf_of,
    )
