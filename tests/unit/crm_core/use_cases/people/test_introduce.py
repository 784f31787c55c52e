"""A card is kept once; saying the same again leaves no trace."""

from adapters.memory.store import MemoryStore
from crm_core.domain.people.card import Card
from crm_core.ports.world import World
from crm_core.use_cases.people.introduce import Introduce, introduce
from tests import given

CARD = Card(given.TENANT, given.user(1), "Jana Petersen", "jana@cookandfresh.example")


def test_a_card_is_kept_and_the_second_time_nothing_is_written(world: World, store: MemoryStore) -> None:
    for _ in range(2):
        introduce(Introduce(CARD), actor=given.rep(1), world=world)

    with world.unit_of_work(given.rep(1)) as uow:
        assert uow.people.find(CARD.user_id) == CARD
    assert [entry.deed.action for entry in store.state.audit] == ["introduce"]
