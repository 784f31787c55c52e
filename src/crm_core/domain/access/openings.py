"""Who is a customer open to, and by which rule: the policy read the other way round for who asks why."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.policy import CUSTOMERS, Grant, Operation, Policy
from crm_core.domain.access.reach import (
    ChainRows,
    Everything,
    OwnRows,
    Reach,
    RegionRows,
    Row,
    SharedRows,
    SiblingRows,
)
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.visible import RESTRICTED_FIELDS
from crm_core.domain.ids import UserId

POLICIES = (CUSTOMERS, RESTRICTED_FIELDS)


@frozen
class Surroundings:
    """What rules look at besides the customer itself: who owns a part of its chain, what the root says."""

    chain_owners: frozenset[UserId] = frozenset()
    is_shared: bool = False


@frozen
class Opening:
    """One rule that lets somebody in: holders of a grip, of whom `people`, `region` or `chain` name the few.

    Where none of these says anything, every holder is let in.
    """

    resource: str
    rule: str
    grips: tuple[str, ...]
    operations: tuple[Operation, ...]
    people: tuple[UserId, ...] | None = None
    region: str | None = None
    chain: UUID | None = None

    def admits(self, scope: Scope) -> bool:
        """Whether this person comes in by it, as far as no bound of theirs forbids it."""
        named = self.people is None or scope.actor.user in self.people
        answers = self.region is None or self.region in scope.actor.regions
        manages = self.chain is None or self.chain in scope.actor.chains
        return not scope.grips.isdisjoint(self.grips) and named and answers and manages


@frozen
class Limit:
    """A claim that keeps holders of any grip out, unless it is absent or names this value."""

    claim: str
    value: str


def openings(row: Row, around: Surroundings) -> tuple[Opening, ...]:
    """Every way in, of the customer first and then of its restricted fields."""
    found = (_opening(policy, grant, row, around) for policy in POLICIES for grant in policy.grants)
    return tuple(one for one in found if one is not None)


def limits(row: Row) -> tuple[Limit, ...]:
    return tuple(Limit(bound.claim, str(getattr(row, bound.column))) for bound in CUSTOMERS.bounds)


@frozen
class _Named:
    """Whom a rule lets in here; everybody with a grip where nothing is said."""

    rule: str
    people: tuple[UserId, ...] | None = None
    region: str | None = None
    chain: UUID | None = None


def _opening(policy: Policy, grant: Grant, row: Row, around: Surroundings) -> Opening | None:
    named = _named(grant.reach, row, around)
    if named is None:
        return None
    return Opening(
        policy.resource,
        named.rule,
        tuple(sorted(grant.grips)),
        tuple(one for one in Operation if one in grant.operations),
        named.people,
        named.region,
        named.chain,
    )


def _named(reach: Reach, row: Row, around: Surroundings) -> _Named | None:
    """None where the rule lets nobody in here."""
    match reach:
        case Everything():
            return _Named("everything")
        case OwnRows(column):
            return _people("owner", [getattr(row, column)])
        case RegionRows(column):
            region = getattr(row, column)
            return None if region is None else _Named("region", region=region)
        case ChainRows(column):
            chain = getattr(row, column)
            return None if chain is None else _Named("chain", chain=chain)
        case SiblingRows(column):
            return None if getattr(row, column) is None else _people("sibling", around.chain_owners)
        case SharedRows(column):
            shared = around.is_shared and getattr(row, column) is not None
            return _people("shared", around.chain_owners) if shared else None
        case _:
            raise TypeError(f"nobody can explain the reach {reach!r}")


def _people(rule: str, people: Iterable[UserId | None]) -> _Named | None:
    known = tuple(sorted(one for one in people if one is not None))
    return _Named(rule, people=known) if known else None
