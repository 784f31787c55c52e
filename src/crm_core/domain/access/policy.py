"""May this actor do this to that? One pure value per resource answers, here and compiled to the database."""

from enum import StrEnum

from attrs import frozen

from crm_core.domain.access.reach import (
    Bound,
    ChainRows,
    Everything,
    OwnRows,
    Reach,
    RegionRows,
    Row,
    SharedRows,
    SiblingRows,
)
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope


class Operation(StrEnum):
    """`ENGAGE`: do something with the customer, such as log an activity, without changing what it is."""

    READ = "read"
    CREATE = "create"
    WRITE = "write"
    ENGAGE = "engage"


@frozen
class Grant:
    """Whoever holds one of these grips may do these operations to the rows in reach."""

    grips: frozenset[str]
    operations: frozenset[Operation]
    reach: Reach

    def allows(self, operation: Operation, scope: Scope, row: Row) -> bool:
        return (
            operation in self.operations
            and not self.grips.isdisjoint(scope.grips)
            and self.reach.covers(scope, row)
        )


@frozen(cache_hash=True)
class Policy:
    """All grants on one resource, and the bounds that narrow every one of them."""

    resource: str
    grants: tuple[Grant, ...]
    bounds: tuple[Bound, ...] = ()

    def permits(self, operation: Operation, scope: Scope, row: Row) -> bool:
        return bool(self.deciding_grants(operation, scope, row))

    def may_permit(self, operation: Operation, scope: Scope) -> bool:
        """Whether there can be a row at all to which this one may do it."""
        grips = scope.grips
        return any(operation in one.operations and not grips.isdisjoint(one.grips) for one in self.grants)

    def deciding_grants(self, operation: Operation, scope: Scope, row: Row) -> tuple[Grant, ...]:
        """The grants by which it is allowed; none when a bound or the tenant's wall forbids it."""
        if row.tenant_id != scope.actor.tenant:
            return ()
        if not all(bound.admits(scope, row) for bound in self.bounds):
            return ()
        return tuple(grant for grant in self.grants if grant.allows(operation, scope, row))


_READ = frozenset({Operation.READ})
_ENGAGE = frozenset({Operation.ENGAGE})
_FULL = frozenset(Operation)


def _grant(operations: frozenset[Operation], reach: Reach, *grips: str) -> Grant:
    return Grant(frozenset(grips), operations, reach)


CUSTOMERS = Policy(
    resource="customer",
    grants=(
        _grant(_FULL, Everything(), Role.MANAGER, Role.ADMIN, Role.SYSTEM, "customers:write"),
        _grant(_READ, Everything(), Role.AUDITOR, "customers:read"),
        _grant(_FULL, OwnRows(), Role.SALES_REP),
        _grant(_READ, SiblingRows(), Role.SALES_REP),
        _grant(_ENGAGE, SharedRows(), Role.SALES_REP),
        _grant(_FULL, RegionRows(), Role.TEAM_LEAD),
        _grant(_FULL, ChainRows(), Role.CHAIN_MANAGER),
    ),
    bounds=(Bound("territories", "territory"), Bound("channels", "channel")),
)
