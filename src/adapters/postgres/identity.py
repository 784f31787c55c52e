"""How the database learns who acts: one statement, first in every transaction, forgotten at its end."""

from collections.abc import Sequence
from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Policy
from crm_core.domain.access.reach import SiblingRows
from crm_core.domain.access.scope import Scope

IDENTIFY = """SELECT app.identify(
    %s::uuid, %s::uuid, %s::text[], %s::uuid, %s::text[], %s::uuid[], %s::text[], %s::text[], %s::boolean)"""


def stands_on_chains(actor: Actor, policy: Policy = CUSTOMERS) -> bool:
    """Whether a grant of the actor depends on the chains in which they own a part."""
    grips = Scope(actor).grips
    return any(isinstance(g.reach, SiblingRows) and not grips.isdisjoint(g.grips) for g in policy.grants)


def identity(actor: Actor) -> Sequence[object]:
    """The parameters of IDENTIFY; None for territories or channels stays apart from an empty claim."""
    return (
        actor.tenant,
        actor.user,
        sorted(str(grip) for grip in Scope(actor).grips),
        actor.correlation,
        sorted(actor.regions),
        sorted(actor.chains),
        _claimed(actor.territories),
        _claimed(actor.channels),
        stands_on_chains(actor),
    )


def scope_of(actor: Actor, own_chains: Sequence[UUID] | None) -> Scope:
    """The scope from the answer to IDENTIFY."""
    return Scope(actor, frozenset(own_chains or ()))


def _claimed(claim: frozenset[str] | None) -> list[str] | None:
    return None if claim is None else sorted(claim)
