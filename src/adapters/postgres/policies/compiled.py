"""How the core's policy becomes row-level security: one policy per command, and one for each bound."""

from adapters.postgres.policies.session import (
    SHARED_CHAINS,
    USER,
    claimed,
    collaborations,
    holds,
    many,
    unrestricted,
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
    Reach,
    RegionRows,
    SharedRows,
    SiblingRows,
)


def compiled(policy: Policy, table: str) -> list[str]:
    """The statements that put the table behind the wall and let through whom the policy lets through."""
    return [
        *guarded(table),
        *(restriction(table, f"within_{bound.claim}", admitted(bound)) for bound in policy.bounds),
        reading(table, "may_read", permitted(policy, Operation.READ)),
        adding(table, "may_create", permitted(policy, Operation.CREATE)),
        changing(table, "may_write", permitted(policy, Operation.WRITE)),
    ]


def permitted(policy: Policy, operation: Operation) -> str:
    """The condition under which one of the grants allows the operation."""
    grants = (condition(grant) for grant in policy.grants if operation in grant.operations)
    return " OR ".join(grants) or "false"


def condition(grant: Grant) -> str:
    held = holds(grant.grips)
    reached = reach(grant.reach)
    return held if reached is None else f"({held} AND {reached})"


def reach(shape: Reach) -> str | None:
    """The rows in reach; None when that is all of them."""
    match shape:
        case Everything():
            return None
        case OwnRows(column):
            return f"{column} = {USER}"
        case RegionRows(column):
            return f"{column} = ANY ({many('regions', 'text')})"
        case ChainRows(column):
            return f"{column} = ANY ({many('chains', 'uuid')})"
        case SiblingRows(column):
            return f"{column} = ANY ({many('own_chains', 'uuid')})"
        case SharedRows(column):
            return f"{column} = ANY ({SHARED_CHAINS})"
        case CollaboratorRows(roles):
            return f"id = ANY ({collaborations(roles)})"
        case PhaseRows(phase, column):
            return f"{column} = '{phase}'"
        case _:
            raise TypeError(f"the database does not know the reach {shape!r}")


def admitted(bound: Bound) -> str:
    return f"{unrestricted(bound.claim)} OR {bound.column} = ANY ({claimed(bound.claim)})"
