"""Who reacts to events: each consumer's name, its effect, and how a failure of it is told."""

from collections.abc import Callable

from attrs import frozen

from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.projections.chain_sizes import size_changes
from crm_core.domain.refusals import Refusal
from crm_core.ports.unit_of_work import UnitOfWork


@frozen
class Consumer:
    """A name under which its position is kept, and what it does with one event."""

    name: str
    apply: Callable[[RecordedEvent, UnitOfWork], None]
    # Only projections can be rebuilt: they forget everything and read the log again.
    forget: Callable[[UnitOfWork], None] | None = None


def count_locations(event: RecordedEvent, uow: UnitOfWork) -> None:
    for chain_id, by in size_changes(event):
        uow.chain_sizes.change(chain_id, by)


def forget_sizes(uow: UnitOfWork) -> None:
    uow.chain_sizes.clear()


CHAIN_SIZES = Consumer("chain-sizes", count_locations, forget_sizes)
CONSUMERS: tuple[Consumer, ...] = (CHAIN_SIZES,)


class Stumbled(Exception):
    """A batch could not be dealt with; with a batch of one, its first event is the culprit."""

    def __init__(self, first: RecordedEvent, batch: int) -> None:
        super().__init__(f"stumbled within {batch} events from position {first.position}")
        self.first = first
        self.batch = batch


def reason_of(stumbled: Stumbled) -> str:
    """The cause by name; messages may carry personal values and stay out."""
    cause = stumbled.__cause__
    return cause.code if isinstance(cause, Refusal) else type(cause).__name__
