"""What the protection clock has done with each lead, inside a unit of work, and how much of it in a day."""

from datetime import date, datetime
from typing import Protocol

from crm_core.domain.leads.clock_work import Measure
from crm_core.domain.party import LeadId


class LeadAgenda(Protocol):
    """Kept by the system alone; whoever else looks sees nothing."""

    def looked(self, lead_id: LeadId, version: int, look_at: datetime | None) -> None:
        """A lead needs no look before `look_at` (None: ever) unless its version has moved on."""
        ...

    def tell_lapse(self, lead_id: LeadId, lapsed_at: datetime) -> bool:
        """Notes that others are told of this lapse; False when they were told of it before."""
        ...

    def count(self, day: date, measure: Measure, by: int = 1) -> None:
        """Adds to the day's tally, in the same transaction as what is counted."""
        ...

    def tally(self, day: date) -> dict[Measure, int]:
        """What was counted on a day."""
        ...
