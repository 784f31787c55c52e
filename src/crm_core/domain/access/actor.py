"""Who acts, with which claims, and in which call."""

from uuid import UUID

from attrs import frozen

from crm_core.domain.access.role import Role
from crm_core.domain.ids import CorrelationId, TenantId, UserId

NOBODY = UserId(UUID(int=0))


@frozen
class Actor:
    """An authenticated caller; `None` for territories or channels means that the claim was absent."""

    user: UserId
    tenant: TenantId
    roles: frozenset[Role]
    correlation: CorrelationId
    regions: frozenset[str] = frozenset()
    chains: frozenset[UUID] = frozenset()
    territories: frozenset[str] | None = None
    channels: frozenset[str] | None = None
    token_scopes: frozenset[str] = frozenset()
    on_behalf_of: UserId | None = None

    @classmethod
    def system(cls, tenant: TenantId, correlation: CorrelationId) -> "Actor":
        """The system itself: relays, jobs and reactions act as this."""
        return cls(user=NOBODY, tenant=tenant, roles=frozenset({Role.SYSTEM}), correlation=correlation)

    @property
    def is_system(self) -> bool:
        return Role.SYSTEM in self.roles

    def holds(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)
