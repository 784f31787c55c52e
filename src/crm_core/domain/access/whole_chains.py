"""Whether a reader sees all of a chain: only then may they learn how many locations it has."""

from uuid import UUID

from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.access.reach import ChainRows, Everything, SiblingRows
from crm_core.domain.access.scope import Scope


def sees_every_chain(scope: Scope) -> bool:
    return _unbounded(scope) and _reaches(scope, Everything)


def sees_whole_chain(scope: Scope, root: UUID) -> bool:
    """Everything, the chains one manages, and those in which one owns a part; a region is only a part."""
    if not _unbounded(scope):
        return False
    managed = root in scope.actor.chains and _reaches(scope, ChainRows)
    shared = root in scope.own_chains and _reaches(scope, SiblingRows)
    return managed or shared or _reaches(scope, Everything)


def _unbounded(scope: Scope) -> bool:
    """A claim on territories or channels may hide some of its locations."""
    return all(getattr(scope.actor, bound.claim) is None for bound in CUSTOMERS.bounds)


def _reaches(scope: Scope, kind: type) -> bool:
    return any(
        isinstance(grant.reach, kind)
        and Operation.READ in grant.operations
        and not grant.grips.isdisjoint(scope.grips)
        for grant in CUSTOMERS.grants
    )
