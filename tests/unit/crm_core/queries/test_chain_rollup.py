"""Only who sees all of a chain is told that these are its totals."""

import pytest

from crm_core.domain.access.role import Role
from crm_core.domain.refusals import NotFound
from crm_core.queries.chain_rollup import chain_rollup
from tests import given
from tests.worlds import in_memory


def test_the_numbers_say_whether_they_are_of_the_whole_chain() -> None:
    world = in_memory()
    chain = given.chain(world)
    own = given.location(world, chain, "Own", owner=given.user(1))
    manages = given.actor(Role.CHAIN_MANAGER, number=31, chains={chain.id})
    bound = given.actor(Role.MANAGER, number=33, territories=frozenset({"DE"}))
    for by, is_whole in (
        (given.MANAGER, True),
        (given.rep(1), True),
        (manages, True),
        (given.team_lead("BERLIN"), False),
        (bound, False),
    ):
        assert chain_rollup(chain.id, actor=by, world=world).is_whole is is_whole
    alone = chain_rollup(own.id, actor=given.team_lead("BERLIN"), world=world)
    assert (alone.is_whole, alone.rollup.locations) == (True, 0)
    with pytest.raises(NotFound):
        chain_rollup(chain.id, actor=given.rep(9), world=world)
