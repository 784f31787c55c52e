"""What has become due for the protection clock: found by index, at most so many at a time."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.summary import NewsRow
from crm_core.domain.party import LeadId


class LeadDues(Protocol):
    """Candidates, not verdicts: a command looks at the facts under a lock before it does anything."""

    def reminders(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        """Protected leads whose reminder is due and that were not looked at since they last changed."""
        ...

    def lapsed(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        """Leads whose protection has ended and of which nobody was told."""
        ...

    def releasable(self, actor: Actor, lapsed_before: datetime, limit: int) -> Sequence[LeadId]:
        """Leads that lapsed before an instant and still block others."""
        ...

    def news(self, actor: Actor, day: date) -> Sequence[NewsRow]:
        """What the summary of a day speaks of: lapses of the day before, lapses and reminders of the week."""
        ...

    def near_lapse(self, actor: Actor, now: datetime, until: datetime, limit: int) -> Sequence[LeadId]:
        """Leads that lapse between two instants while something about them waits for a decision."""
        ...

    def to_pseudonymise(self, actor: Actor, limit: int) -> Sequence[LeadId]:
        """Released leads of which one could still tell who they were about, the longest released first."""
        ...

    def over_reservations(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        """Reservations whose time has run out."""
        ...

    def long_holds(self, actor: Actor, begun_before: datetime, limit: int) -> Sequence[LeadId]:
        """Leads with a hold without an end that began before an instant."""
        ...
