"""What was set aside comes back in order, waits longer each time, and is dead in the end unless revived."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from crm_core.domain.events.letter import ATTEMPTS, Letter
from crm_core.domain.refusals import NotFound
from crm_core.use_cases.consumers import Consumer
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.events.retry_set_aside import retry_set_aside, revive
from tests import given
from tests.unit.crm_core.use_cases.events.poison import Scene, Stumbling


def letters(scene: Scene) -> list[Letter]:
    with scene.world.unit_of_work(given.SYSTEM) as uow:
        return list(uow.checkpoints.letters("stumbling"))


def retried(consumer: Consumer, scene: Scene, *, limit: int = 100) -> None:
    while retry_set_aside(consumer, actor=given.SYSTEM, world=scene.world, limit=limit):
        pass


def consumed(scene: Scene, stumbling: Stumbling) -> Consumer:
    consumer = stumbling.consumer()
    while consume(consumer, actor=given.SYSTEM, world=scene.world):
        pass
    return consumer


def test_once_the_poison_is_gone_the_whole_line_follows_in_order() -> None:
    scene, stumbling = Scene.with_events(1, 2, 1, 1), Stumbling(poison={1})
    consumer = consumed(scene, stumbling)
    stumbling.poison.clear()
    stumbling.seen.clear()
    retried(consumer, scene)
    assert stumbling.seen == []  # its time has not come
    scene.clock.pass_by(seconds=3)
    retried(consumer, scene)
    assert stumbling.seen == [1, 3, 4]
    assert letters(scene) == []


def test_after_its_last_attempt_a_letter_is_dead_and_only_a_person_revives_it() -> None:
    scene, stumbling = Scene.with_events(1, 1), Stumbling(poison={1})
    consumer = consumed(scene, stumbling)
    for _ in range(ATTEMPTS + 2):
        scene.clock.pass_by(hours=1)
        retried(consumer, scene)
    (dead,) = letters(scene)
    assert (dead.is_dead, dead.attempts) == (True, ATTEMPTS)
    stumbling.poison.clear()
    revive(consumer, dead.subject, actor=given.SYSTEM, world=scene.world)
    retried(consumer, scene)
    assert scene.applied() == [1, 2]
    with pytest.raises(NotFound):
        revive(consumer, dead.subject, actor=given.SYSTEM, world=scene.world)


def test_after_a_letter_that_is_settled_or_fails_the_next_one_is_taken_up() -> None:
    scene, stumbling = Scene.with_events(1, 2, 3), Stumbling(poison={1, 2, 3})
    consumer = consumed(scene, stumbling)
    stumbling.poison = {1}
    scene.clock.pass_by(seconds=5)
    retried(consumer, scene, limit=1)
    assert scene.applied() == [2, 3]
    assert [letter.attempts for letter in letters(scene)] == [2]


@drawn(
    subjects=st.lists(st.integers(1, 3), min_size=1, max_size=15),
    poison=st.sets(st.integers(1, 15)),
    limit=st.integers(1, 4),
)
def test_when_all_poison_is_gone_every_event_has_had_its_effect_once(
    subjects: list[int], poison: set[int], limit: int
) -> None:
    scene, stumbling = Scene.with_events(*subjects), Stumbling(set(poison))
    consumer = consumed(scene, stumbling)
    while stumbling.poison:
        stumbling.poison.pop()
        scene.clock.pass_by(seconds=5)
        retried(consumer, scene, limit=limit)
    for letter in letters(scene):
        revive(consumer, letter.subject, actor=given.SYSTEM, world=scene.world)
    retried(consumer, scene, limit=limit)
    assert letters(scene) == []
    assert scene.applied() == list(range(1, len(subjects) + 1))
