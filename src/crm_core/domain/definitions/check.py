"""A tighter definition on its way: every customer is looked at, then it stands or is refused."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import evolve, frozen

from crm_core.domain.fields.tightening import MOST_NAMED, Violation
from crm_core.domain.ids import CorrelationId, CustomerId, UserId


class CheckState(StrEnum):
    """`CHECKING`: values are looked at; `MARKING`: all fit, and their rows are being opened or closed."""

    CHECKING = "CHECKING"
    MARKING = "MARKING"
    DONE = "DONE"
    REFUSED = "REFUSED"


FINISHED = frozenset({CheckState.DONE, CheckState.REFUSED})


@frozen
class DefinitionCheck:
    """How far it has come: `place` is the last customer seen, `violating` counts those that do not fit."""

    id: UUID
    key: str
    state: CheckState
    asked_at: datetime
    asked_by: UserId
    correlation: CorrelationId
    place: CustomerId | None = None
    examined: int = 0
    violating: int = 0
    violations: tuple[Violation, ...] = ()
    finished_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    def went_on(
        self, place: CustomerId | None, examined: int, found: Iterable[Violation] = ()
    ) -> "DefinitionCheck":
        """After some more customers; only the first of those that do not fit are named."""
        more = tuple(found)
        return evolve(
            self,
            place=place,
            examined=self.examined + examined,
            violating=self.violating + len(more),
            violations=(self.violations + more)[:MOST_NAMED],
        )

    def began_marking(self) -> "DefinitionCheck":
        """From the first customer again."""
        return evolve(self, state=CheckState.MARKING, place=None, examined=0)

    def finished(self, state: CheckState, now: datetime) -> "DefinitionCheck":
        return evolve(self, state=state, finished_at=now)
