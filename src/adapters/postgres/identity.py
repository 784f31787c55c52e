"""How the database learns who acts: one statement, first in every transaction, forgotten at its end."""

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation, Policy
from crm_core.domain.access.reach import SiblingRows
from crm_core.domain.access.scope import Scope

IDENTIFY = """SELECT app.identify(
    %s::uuid, %s::uuid, %s::text[], %s::uuid, %s::text[], %s::uuid[], %s::text[], %s::text[], %s::boolean)"""
# A list that takes longer than this is told to come back: its statement ends, and the next one has its turn.
LIST_PATIENCE = "500ms"
IDENTIFY_FOR_LIST = f"{IDENTIFY}, set_config('statement_timeout', '{LIST_PATIENCE}', true)"


def stands_on_chains(actor: Actor, *operations: Operation, policy: Policy = CUSTOMERS) -> bool:
    """Whether a grant of the actor for one of these operations depends on the chains they own a part of."""
    return _stand_on_chains(Scope(actor).grips, operations, policy)


@lru_cache(maxsize=1024)
def _stand_on_chains(grips: frozenset[str], operations: tuple[Operation, ...], policy: Policy) -> bool:
    asked = frozenset(operations or Operation)
    return any(
        isinstance(grant.reach, SiblingRows)
        and not grips.isdisjoint(grant.grips)
        and not asked.isdisjoint(grant.operations)
        for grant in policy.grants
    )


def identity(actor: Actor) -> Sequence[object]:
    """The parameters of IDENTIFY; None for territories or channels stays apart from an empty claim."""
    return (
        actor.tenant,
        actor.user,
        [*_in_order(Scope(actor).grips)],
        actor.correlation,
        sorted(actor.regions),
        sorted(actor.chains),
        _claimed(actor.territories),
        _claimed(actor.channels),
        stands_on_chains(actor),
    )


@lru_cache(maxsize=1024)
def _in_order(grips: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(map(str, grips)))


def scope_of(actor: Actor, own_chains: Sequence[UUID] | None) -> Scope:
    """The scope from the answer to IDENTIFY."""
    return Scope(actor, frozenset(own_chains or ()))


def _claimed(claim: frozenset[str] | None) -> list[str] | None:
    return None if claim is None else sorted(claim)
