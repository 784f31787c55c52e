"""How far each consumer has come, in the transaction of its effects."""

from typing import Protocol


class Checkpoints(Protocol):
    def take(self, consumer: str) -> int | None:
        """The position this consumer has reached, held until the end; None while another one holds it."""
        ...

    def advance(self, consumer: str, position: int) -> None:
        """The consumer has now dealt with everything up to `position`."""
        ...
