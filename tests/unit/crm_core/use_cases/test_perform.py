"""A whole unit of work is repeated, three times at most, and only when the store asks for it."""

import pytest
from attrs import evolve

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import NotFound, Unavailable
from crm_core.ports.unit_of_work import TryAgain
from crm_core.ports.world import World
from crm_core.use_cases.perform import perform
from tests import given


class Stubborn:
    """A use case that meets others `meets` times before it gets through."""

    def __init__(self, meets: int, error: type[Exception] = TryAgain) -> None:
        self.meets, self.error, self.runs = meets, error, 0

    def __call__(self, command: str, /, *, actor: Actor, world: World) -> str:  # noqa: ARG002 - the shape of a use case
        self.runs += 1
        if self.runs <= self.meets:
            raise self.error
        return command


@pytest.mark.parametrize("meets", [0, 1, 3])
def test_it_gets_through_in_the_end(meets: int, world: World) -> None:
    waited: list[int] = []
    patient = evolve(world, wait_before_retry=waited.append)

    assert perform(Stubborn(meets), "done", actor=given.MANAGER, world=patient) == "done"
    assert waited == list(range(1, meets + 1))


def test_after_three_repetitions_it_is_unavailable(world: World) -> None:
    stubborn = Stubborn(99)
    with pytest.raises(Unavailable):
        perform(stubborn, "done", actor=given.MANAGER, world=world)

    assert stubborn.runs == 4


def test_a_refusal_is_not_repeated(world: World) -> None:
    stubborn = Stubborn(99, NotFound)
    with pytest.raises(NotFound):
        perform(stubborn, "done", actor=given.MANAGER, world=world)

    assert stubborn.runs == 1
