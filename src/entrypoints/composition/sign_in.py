"""Who may come in: tokens and sessions, from this installation or from an issuer."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from adapters.http.circumstances import circumstances_of
from adapters.oidc.bearer import BearerVerifier, Expected
from adapters.oidc.claims import ClaimNames
from adapters.oidc.id_token import IdTokens
from adapters.oidc.keys import IssuerKeys
from adapters.oidc.local import LocalClaims, local_token, local_verifier
from adapters.system.clock import SystemClock
from adapters.web.parts import DemoSignIn, DemoUser, OidcSignIn, VerifiedIdentity, WebParts
from crm_core.domain.access.role import Role
from crm_core.ports.world import World
from crm_food_pack.demo.people import PEOPLE, TENANT, Person, person_of
from entrypoints.composition.installation import Installation, keys_of
from entrypoints.config import Config

_CLAIMS = ("user", "tenant", "roles", "regions", "territories", "chains", "channels")


def verifier_of(config: Config, installation: Installation) -> BearerVerifier:
    """Who tells whom a token speaks for: this installation itself, or the issuer that was named."""
    if config.auth == "local":
        return local_verifier(installation.keys().signing_key, installation.clock())
    expected = Expected(str(config.oidc_issuer), str(config.oidc_audience), claims=claim_names(config))
    return BearerVerifier(IssuerKeys(str(config.oidc_jwks_url)), expected, installation.clock())


def web_parts(config: Config, installation: Installation, world: World) -> WebParts:
    return WebParts(
        world=world,
        session_key=installation.keys().session,
        sign_in=sign_in_of(config, installation),
        public_origin=config.public_origin,
        people=tuple(demo_user(person) for person in PEOPLE) if config.auth == "local" else (),
        correlation=lambda scope: circumstances_of(scope).correlation,
    )


def sign_in_of(config: Config, installation: Installation) -> DemoSignIn | OidcSignIn:
    """Demo users belong to the local mode; with an issuer nobody gets in without it."""
    if config.auth == "local":
        return DemoSignIn(TENANT, tuple(demo_user(person) for person in PEOPLE))
    keys, client = IssuerKeys(str(config.oidc_jwks_url)), str(config.oidc_client_id)
    tokens = IdTokens(keys, str(config.oidc_issuer), client, installation.clock(), claim_names(config))

    def verified(token: str) -> VerifiedIdentity:
        person = tokens.verify(token)
        return VerifiedIdentity(person.actor, person.name, person.nonce, person.email)

    return OidcSignIn(
        authorization_endpoint=str(config.oidc_authorization_url),
        token_endpoint=str(config.oidc_token_url),
        client_id=client,
        redirect_uri=f"{config.public_origin}/login/callback",
        verify=verified,
        client_secret=config.oidc_client_secret,
        end_session_endpoint=config.oidc_end_session_url,
    )


def claim_names(config: Config) -> ClaimNames:
    return ClaimNames(**{name: getattr(config, f"claim_{name}") for name in _CLAIMS})


def demo_user(person: Person) -> DemoUser:
    claims: dict[str, Sequence[str]] = {
        "regions": person.regions,
        "chains": tuple(str(chain) for chain in person.chains),
    }
    if person.territories is not None:
        claims["territories"] = person.territories
    return DemoUser(person.id, person.name, person.role, claims)


def demo_user_of(role: Role) -> UUID | None:
    """For whom a token of this role speaks when nobody is named."""
    person = person_of(role)
    return None if person is None else person.id


def issue_token(
    config: Config, role: Role, *, user: UUID, tenant: UUID | None, claims: Mapping[str, Sequence[str]]
) -> str:
    """A token of the local mode."""
    lists: Mapping[str, Any] = claims
    said = LocalClaims(user=user, tenant=tenant or TENANT, roles=(role,), **lists)
    return local_token(said, key=keys_of(config).signing_key, now=SystemClock().now())
