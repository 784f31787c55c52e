"""What the pages need to be given: a world, a key for their cookies, and a way to sign in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from attrs import field, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.ids import CorrelationId, TenantId, UserId
from crm_core.ports.world import World

# Stands in until a request brings its own; an actor in a cookie acts in no call.
NO_CALL = CorrelationId(UUID(int=0))


@frozen
class Person:
    """Somebody whom pages may name and customers may be given to."""

    id: UserId
    name: str
    role: Role


@frozen
class DemoUser(Person):
    """Somebody as whom anybody may sign in, in local mode; claims as a token would carry them."""

    claims: Mapping[str, Sequence[str]] = {}

    def actor(self, tenant: TenantId) -> Actor:
        def claim(name: str) -> frozenset[str] | None:
            return frozenset(self.claims[name]) if name in self.claims else None

        return Actor(
            user=self.id,
            tenant=tenant,
            roles=frozenset({self.role}),
            correlation=NO_CALL,
            regions=claim("regions") or frozenset(),
            chains=frozenset(UUID(chain) for chain in claim("chains") or ()),
            territories=claim("territories"),
            channels=claim("channels"),
        )


@frozen
class DemoSignIn:
    """Local mode: a card per demo user, no password."""

    tenant: TenantId
    users: tuple[DemoUser, ...]


@frozen
class VerifiedIdentity:
    """What an identity token said, once its signature, issuer, audience and times were found right."""

    actor: Actor
    name: str
    nonce: str | None
    email: str | None = None


@frozen
class OidcSignIn:
    """OpenID Connect, authorization code with PKCE. `verify` raises ValueError for a token it can't trust."""

    authorization_endpoint: str
    token_endpoint: str
    client_id: str
    redirect_uri: str
    verify: Callable[[str], VerifiedIdentity]
    client_secret: str | None = field(default=None, repr=False)
    end_session_endpoint: str | None = None
    scope: str = "openid profile email"
    deadline: float = 8.0  # seconds for the exchange of the code, all in all


SignIn: TypeAlias = DemoSignIn | OidcSignIn


@frozen
class WebParts:
    """`public_origin` is the address people type, such as https://crm.example.com, behind a proxy."""

    world: World
    session_key: bytes = field(repr=False)
    sign_in: SignIn
    default_language: str = "de"
    public_origin: str | None = None
    people: tuple[Person, ...] = ()
    territories: tuple[str, ...] = ("DE", "AT", "CH")
    # How an outer layer of the service tells which call a request belongs to, from its ASGI scope.
    correlation: Callable[[Mapping[str, Any]], CorrelationId] | None = None

    def everybody(self) -> tuple[Person, ...]:
        """Everybody who is known by name, each once."""
        demo = self.sign_in.users if isinstance(self.sign_in, DemoSignIn) else ()
        return tuple({person.id: person for person in (*self.people, *demo)}.values())
