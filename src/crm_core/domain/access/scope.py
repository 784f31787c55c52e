"""What an actor stands on when a rule is asked: their claims, and the chains in which they own a part."""

from functools import lru_cache
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role


@frozen
class Scope:
    """`shared_chains` are those of their own chains whose coverage is shared; only engaging asks for them."""

    actor: Actor
    own_chains: frozenset[UUID] = frozenset()
    shared_chains: frozenset[UUID] = frozenset()

    @property
    def grips(self) -> frozenset[str]:
        """The names under which grants are held: roles, and for a machine the scopes of its token.

        A scope is called `resource:verb`; one that bears the name of a role grants nothing.
        """
        return _grips(self.actor.roles, self.actor.token_scopes)


@lru_cache(maxsize=1024)
def _grips(roles: frozenset[Role], token_scopes: frozenset[str]) -> frozenset[str]:
    scopes = token_scopes if Role.SERVICE in roles else frozenset[str]()
    return frozenset(roles) | {scope for scope in scopes if ":" in scope}
