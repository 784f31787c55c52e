"""Effects happen once and in order; what cannot be dealt with is set aside and holds up only its subject."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.refusals import Unavailable
from crm_core.use_cases.consumers import CHAIN_SIZES, Consumer
from crm_core.use_cases.events.consume import consume
from tests import given
from tests.unit.crm_core.use_cases.events.poison import Scene, Stumbling


def everything(consumer: Consumer, scene: Scene, *, limit: int = 500) -> None:
    while consume(consumer, actor=given.SYSTEM, world=scene.world, limit=limit):
        pass


def test_every_event_has_its_effect_once_and_nothing_is_left_to_do() -> None:
    scene, stumbling = Scene.with_events(1, 2, 1, 3), Stumbling()
    everything(stumbling.consumer(), scene)
    everything(stumbling.consumer(), scene)
    assert stumbling.seen == [1, 2, 3, 4]


def test_a_poisonous_event_holds_up_its_subject_and_nobody_else() -> None:
    scene, stumbling = Scene.with_events(1, 2, 1, 2, 3), Stumbling(poison={2})
    everything(stumbling.consumer(), scene)
    assert scene.applied() == [1, 3, 5]
    with scene.world.unit_of_work(given.SYSTEM) as uow:
        assert uow.checkpoints.take("stumbling") == 5
        (letter,) = uow.checkpoints.letters("stumbling")
    assert (letter.position, letter.attempts, letter.reason) == (2, 1, "ValueError")


@drawn(
    subjects=st.lists(st.integers(1, 4), max_size=18),
    poison=st.sets(st.integers(1, 18)),
    limit=st.integers(1, 20),
)
def test_whatever_is_poisonous_all_others_have_their_effect_once(
    subjects: list[int], poison: set[int], limit: int
) -> None:
    scene, stumbling = Scene.with_events(*subjects), Stumbling(poison)
    everything(stumbling.consumer(), scene, limit=limit)
    stuck: set[int] = set()
    expected = []
    for position, subject in enumerate(subjects, start=1):
        if position in poison:
            stuck.add(subject)
        if subject not in stuck:
            expected.append(position)
    assert scene.applied() == expected


def test_an_outage_sets_nothing_aside() -> None:
    def out_of_reach(*_: object) -> None:
        raise Unavailable

    scene = Scene.with_events(1)
    with pytest.raises(Unavailable):
        consume(Consumer("unlucky", out_of_reach), actor=given.SYSTEM, world=scene.world)
    with scene.world.unit_of_work(given.SYSTEM) as uow:
        assert (uow.checkpoints.take("unlucky"), list(uow.checkpoints.letters("unlucky"))) == (0, [])


def test_chain_sizes_follow_what_happened_to_locations() -> None:
    scene = Scene.with_events()
    chain = given.chain(scene.world)
    given.location(scene.world, chain, "Kiel")
    given.location(scene.world, chain, "Husum")
    scene.world.relay.move(limit=100)
    everything(CHAIN_SIZES, scene, limit=2)
    with scene.world.unit_of_work(given.SYSTEM) as uow:
        assert uow.chain_sizes.all() == {chain.id: 2}
