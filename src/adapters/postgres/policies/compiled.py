"""How the core's policy becomes row-level security: one policy per command, and one for each bound."""

from collections.abc import Iterable, Sequence

from adapters.postgres.policies.session import (
    OF_STATEMENTS,
    SHARED_CHAINS,
    Standing,
    collaborating,
    setting_of_many,
)
from adapters.postgres.policies.wall import adding, changing, guarded, reading, restriction
from crm_core.domain.access.policy import Grant, Operation, Policy
from crm_core.domain.access.reach import (
    Bound,
    ChainRows,
    CollaboratorRows,
    Everything,
    OwnRows,
    PhaseRows,
    RegionRows,
    SharedRows,
    SiblingRows,
)

_Keyed = RegionRows | ChainRows | SiblingRows | SharedRows | CollaboratorRows


def compiled(policy: Policy, table: str) -> list[str]:
    """The statements that put the table behind the wall and let through whom the policy lets through."""
    return [
        *guarded(table),
        *(restriction(table, f"within_{bound.claim}", admitted(bound)) for bound in policy.bounds),
        reading(table, "may_read", permitted(policy, Operation.READ)),
        adding(table, "may_create", permitted(policy, Operation.CREATE)),
        changing(table, "may_write", permitted(policy, Operation.WRITE)),
    ]


def whole(policy: Policy, operation: Operation, who: Standing = OF_STATEMENTS) -> str:
    """All of a policy as one condition on its row: a grant, within every bound."""
    bounds = (f"({admitted(bound, who)})" for bound in policy.bounds)
    return f"({' AND '.join((f'({permitted(policy, operation, who)})', *bounds))})"


def permitted(policy: Policy, operation: Operation, who: Standing = OF_STATEMENTS) -> str:
    """The condition under which one of the grants allows the operation.

    Grants that lead to their rows by the same column share a sub-select: a statement pays for each it has.
    """
    grants = [grant for grant in policy.grants if operation in grant.operations]
    for grant in grants:
        if not isinstance(grant.reach, Everything | OwnRows | PhaseRows | _Keyed):
            raise TypeError(f"the database does not know the reach {grant.reach!r}")
    ways = (*_everywhere(grants, who), *_own(grants, who), *_keyed(grants, who), *_phases(grants, who))
    return " OR ".join(ways) or "false"


def admitted(bound: Bound, who: Standing = OF_STATEMENTS) -> str:
    return f"{who.unrestricted(bound.claim)} OR {bound.column} = ANY ({who.claimed(bound.claim)})"


def _everywhere(grants: Sequence[Grant], who: Standing) -> list[str]:
    grips = {grip for grant in grants if isinstance(grant.reach, Everything) for grip in grant.grips}
    return [who.holds(grips)] if grips else []


def _own(grants: Sequence[Grant], who: Standing) -> list[str]:
    grips: dict[str, set[str]] = {}
    for grant in grants:
        if isinstance(grant.reach, OwnRows):
            grips.setdefault(grant.reach.column, set()).update(grant.grips)
    return [f"{column} = {who.one_id_of(held, 'user')}" for column, held in grips.items()]


def _keyed(grants: Sequence[Grant], who: Standing) -> list[str]:
    """Rows that have one of several keys in a column."""
    keys: dict[tuple[str, str], list[tuple[Iterable[str], str]]] = {}
    for grant in grants:
        if isinstance(grant.reach, _Keyed):
            column, kind, found = _keys(grant.reach)
            keys.setdefault((column, kind), []).append((grant.grips, found))
    return [f"{column} = ANY ({who.many_of(found, kind)})" for (column, kind), found in keys.items()]


def _phases(grants: Sequence[Grant], who: Standing) -> list[str]:
    return [
        f"({grant.reach.column} = '{grant.reach.phase}' AND {who.holds(grant.grips)})"
        for grant in grants
        if isinstance(grant.reach, PhaseRows)
    ]


def _keys(reach: _Keyed) -> tuple[str, str, str]:
    """The column in which the keys stand, their type, and who they are."""
    match reach:
        case RegionRows(column):
            return column, "text", setting_of_many("regions", "text")
        case ChainRows(column):
            return column, "uuid", setting_of_many("chains", "uuid")
        case SiblingRows(column):
            return column, "uuid", setting_of_many("own_chains", "uuid")
        case SharedRows(column):
            return column, "uuid", SHARED_CHAINS
        case CollaboratorRows(roles):
            return "id", "uuid", collaborating(roles)
