"""How a use case is carried out: as a whole, and as a whole again when the store asks for it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from crm_core.domain.access.actor import Actor
from crm_core.domain.refusals import Unavailable
from crm_core.ports.unit_of_work import TryAgain
from crm_core.ports.world import World

Command = TypeVar("Command", contravariant=True)
Result = TypeVar("Result", covariant=True)
Done = TypeVar("Done")

ATTEMPTS = 4  # the first one and at most three repetitions


class UseCase(Protocol[Command, Result]):
    def __call__(self, command: Command, /, *, actor: Actor, world: World) -> Result: ...


def perform(use_case: UseCase[Command, Result], command: Command, *, actor: Actor, world: World) -> Result:
    return repeated(lambda: use_case(command, actor=actor, world=world), world)


def repeated(unit: Callable[[], Done], world: World) -> Done:
    """Runs a whole unit of work, and again after serialization failures and deadlocks."""
    for attempt in range(1, ATTEMPTS):
        try:
            return unit()
        except TryAgain:
            world.wait_before_retry(attempt)
    try:
        return unit()
    except TryAgain as still_contended:
        raise Unavailable from still_contended
