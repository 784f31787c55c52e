"""What a pack keeps and activities name: the core knows a sort of things by their ids only."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.events.fact import Fact
from crm_core.domain.party import Party

if TYPE_CHECKING:
    from crm_core.ports.unit_of_work import UnitOfWork


@frozen
class Move:
    """What an activity asks of a thing: `to` is None when the activity is withdrawn or names another one,
    `was` is None when it had not asked for anything before. `happened_at` is the activity's own time."""

    id: UUID
    was: str | None
    to: str | None
    activity_id: UUID
    party: Party
    happened_at: datetime
    now: datetime


class Thing(Protocol):
    """One sort of things."""

    def is_known(self, thing_id: UUID, party: Party, uow: "UnitOfWork") -> bool:
        """Whether there is such a thing for this party, as far as the caller sees."""
        ...

    def move(self, move: Move, uow: "UnitOfWork") -> Sequence[Fact]:
        """Does what is asked and answers what is to be told. Invalid when there is no such thing for the
        party, Conflict when its state forbids it; a state that the activity had not brought about stays."""
        ...
