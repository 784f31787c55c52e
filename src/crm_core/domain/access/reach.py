"""How far a grant reaches: the few shapes in which rows of the business belong to people."""

from typing import Protocol

from attrs import frozen

from crm_core.domain.access.scope import Scope


class Row(Protocol):
    """What every guarded row tells about itself; each policy names the attributes it reads."""

    @property
    def tenant_id(self) -> object: ...


class Reach(Protocol):
    def covers(self, scope: Scope, row: Row) -> bool:
        """Whether this row lies within reach of the one who stands on `scope`."""
        ...


@frozen
class Everything:
    """Every row of the tenant."""

    def covers(self, scope: Scope, row: Row) -> bool:  # noqa: ARG002 - the answer is the same for all
        return True


@frozen
class OwnRows:
    """The rows that carry the caller's user id."""

    column: str = "owner_user_id"

    def covers(self, scope: Scope, row: Row) -> bool:
        return bool(getattr(row, self.column) == scope.actor.user)


@frozen
class RegionRows:
    """The rows of the regions that the caller answers for."""

    column: str = "region"

    def covers(self, scope: Scope, row: Row) -> bool:
        return getattr(row, self.column) in scope.actor.regions


@frozen
class ChainRows:
    """The rows of the chains that the caller manages."""

    column: str = "chain_root_id"

    def covers(self, scope: Scope, row: Row) -> bool:
        return getattr(row, self.column) in scope.actor.chains


@frozen
class SiblingRows:
    """The rows of every chain in which the caller owns the root or a location."""

    column: str = "chain_root_id"

    def covers(self, scope: Scope, row: Row) -> bool:
        return getattr(row, self.column) in scope.own_chains


@frozen
class SharedRows:
    """The locations of those chains among them whose root says that the coverage is shared."""

    column: str = "parent_id"

    def covers(self, scope: Scope, row: Row) -> bool:
        return getattr(row, self.column) in scope.shared_chains


@frozen
class CollaboratorRows:
    """The rows to which the caller was added as a collaborator, in one of these roles."""

    roles: frozenset[str]

    def covers(self, scope: Scope, row: Row) -> bool:
        return getattr(row, "collaborators").get(scope.actor.user) in self.roles  # noqa: B009 - as elsewhere here


@frozen
class PhaseRows:
    """The rows that are in one phase of their life."""

    phase: str
    column: str = "phase"

    def covers(self, scope: Scope, row: Row) -> bool:  # noqa: ARG002 - the answer is the same for all
        return bool(getattr(row, self.column) == self.phase)


@frozen
class Bound:
    """A claim that narrows every grant: absent it does not restrict, empty it denies."""

    claim: str
    column: str

    def admits(self, scope: Scope, row: Row) -> bool:
        allowed = getattr(scope.actor, self.claim)
        return allowed is None or getattr(row, self.column) in allowed
