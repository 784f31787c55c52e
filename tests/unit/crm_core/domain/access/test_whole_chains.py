"""How many locations a chain has is told to those who see all of them."""

from uuid import UUID

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.access.scope import Scope
from crm_core.domain.access.whole_chains import sees_every_chain, sees_whole_chain
from tests import given

ROOT, OTHER = UUID(int=0xC1), UUID(int=0xC2)


@pytest.mark.parametrize(
    ("actor", "own_chains", "whole", "every"),
    [
        (given.MANAGER, (), True, True),
        (given.AUDITOR, (), True, True),
        (evolve(given.MANAGER, territories=frozenset({"DE"})), (), False, False),
        (given.team_lead("BERLIN"), (), False, False),
        (given.rep(1), (ROOT,), True, False),
        (given.rep(1), (OTHER,), False, False),
        (given.rep(1, channels=frozenset({"DIRECT"})), (ROOT,), False, False),
        (given.actor(Role.CHAIN_MANAGER, chains={ROOT}), (), True, False),
        (given.actor(Role.TEAM_LEAD, chains={ROOT}), (), False, False),
        (given.actor(Role.SERVICE), (), False, False),
    ],
)
def test_a_part_of_a_chain_is_not_the_whole(
    actor: Actor, own_chains: tuple[UUID, ...], *, whole: bool, every: bool
) -> None:
    scope = Scope(actor, frozenset(own_chains))

    assert sees_whole_chain(scope, ROOT) is whole
    assert sees_every_chain(scope) is every
