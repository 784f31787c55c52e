"""What a verified token says about its bearer, read into an actor; what cannot be read grants nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import CLAIMABLE, Role
from crm_core.domain.ids import CorrelationId, TenantId, UserId

# The edge gives each call its own.
_NO_CORRELATION = CorrelationId(UUID(int=0))
_ROLES = {str(role): role for role in CLAIMABLE}
_MOST = 1000
Part = TypeVar("Part")


class Unreadable(Exception):
    """A claim has a form that it must not have."""


@frozen
class ClaimNames:
    """Where each claim stands; a dot goes one object deeper."""

    user: str = "sub"
    tenant: str = "tenant"
    roles: str = "roles"
    regions: str = "regions"
    territories: str = "territories"
    chains: str = "chains"
    channels: str = "channels"


# Where Keycloak puts roles when nobody has told it otherwise.
_KEYCLOAK_ROLES = "realm_access.roles"
_DEFAULT_ROLES = ClaimNames().roles


def actor_from(claims: Mapping[str, Any], names: ClaimNames) -> Actor:
    """The bearer. Unknown role names grant nothing; an absent claim stays apart from an empty one."""
    roles = _roles(claims, names)
    territories = _texts(claims, names.territories)
    channels = _texts(claims, names.channels)
    chains = _texts(claims, names.chains)
    return Actor(
        user=UserId(_uuid(_at(claims, names.user))),
        tenant=TenantId(_uuid(_at(claims, names.tenant))),
        roles=roles,
        correlation=_NO_CORRELATION,
        regions=frozenset(_texts(claims, names.regions) or ()),
        chains=frozenset(_uuid(chain) for chain in chains or ()),
        territories=None if territories is None else frozenset(territories),
        channels=None if channels is None else frozenset(channels),
        token_scopes=_scopes(claims) if Role.SERVICE in roles else frozenset(),
    )


def _roles(claims: Mapping[str, Any], names: ClaimNames) -> frozenset[Role]:
    said = _texts(claims, names.roles)
    if said is None and names.roles == _DEFAULT_ROLES:
        said = _texts(claims, _KEYCLOAK_ROLES)
    return frozenset(_ROLES[name] for name in said or () if name in _ROLES)


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    scope = claims.get("scope", "")
    if not isinstance(scope, str):
        raise Unreadable("scope")
    # Roles and scopes share one set of grips; a scope is never a role's name.
    return frozenset(scope.split()) - frozenset(str(role) for role in Role)


_ABSENT = object()


def _at(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of this very name, or the one that its dotted path leads to."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return _ABSENT
        found = found[part]
    return found


def _texts(claims: Mapping[str, Any], name: str) -> Sequence[str] | None:
    """A list of texts, or one text alone; None when the claim is absent."""
    found = _at(claims, name)
    if found is _ABSENT:
        return None
    listed = [found] if isinstance(found, str) else found
    if not isinstance(listed, list) or len(listed) > _MOST:
        raise Unreadable(name)
    if not all(isinstance(item, str) and item and "\0" not in item for item in listed):
        raise Unreadable(name)
    return listed


def _uuid(value: Any) -> UUID:
    try:
        parsed = UUID(value) if isinstance(value, str) else None
    except ValueError:
        parsed = None
    if parsed is None or str(parsed) != value.lower() or parsed.int == 0:
        raise Unreadable("uuid")
    return parsed
