"""How far each consumer has come, in the transaction of its effects, and which subjects it left waiting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from crm_core.domain.events.letter import Letter


class Checkpoints(Protocol):
    """One consumer of one tenant works in one place at a time; letters are kept one per subject."""

    def take(self, consumer: str) -> int | None:
        """The position this consumer has reached, held until the end; None while another one holds it."""
        ...

    def advance(self, consumer: str, position: int) -> None:
        """The consumer has now dealt with everything up to `position`, or set it aside."""
        ...

    def set_aside(self, consumer: str, letter: Letter) -> None:
        """Events of the letter's subject wait from its position on; it replaces an older letter."""
        ...

    def settle(self, consumer: str, subject: str) -> None:
        """Nothing of this subject waits any longer."""
        ...

    def due(self, consumer: str, now: datetime) -> Letter | None:
        """The letter whose time to be tried again came first; dead ones are never due."""
        ...

    def letters(self, consumer: str) -> Sequence[Letter]:
        """Every subject that waits, by position."""
        ...
