"""While one worker feeds a consumer, another one finds its place taken and does not wait."""

import threading

import pytest

from crm_core.ports.world import World
from tests import given


@pytest.mark.parametrize("known_before", [True, False])
def test_a_place_that_is_held_is_answered_with_none_at_once(
    postgres_world: World, known_before: bool
) -> None:
    if known_before:
        with postgres_world.unit_of_work(given.SYSTEM) as uow:
            uow.checkpoints.take("mails")
            uow.commit()
    found: list[int | None] = []

    def look() -> None:
        with postgres_world.unit_of_work(given.SYSTEM) as uow:
            found.extend([uow.checkpoints.take("mails"), uow.checkpoints.take("sums")])

    with postgres_world.unit_of_work(given.SYSTEM) as uow:
        assert uow.checkpoints.take("mails") == 0
        other = threading.Thread(target=look)
        other.start()
        other.join(2)
    assert found == [None, 0]
