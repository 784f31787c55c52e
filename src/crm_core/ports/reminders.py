"""What people were told of follow-ups, inside a unit of work: in the inbox, and by letters."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from crm_core.domain.follow_ups.reminder import Reminder, ReminderId


class Reminders(Protocol):
    """Who is told sees it; what is counted is the system's own."""

    def add(self, reminder: Reminder) -> None:
        """Keeps a new one; NotAllowed for whoever is not the system."""
        ...

    def lock(self, reminder_id: ReminderId) -> Reminder:
        """Held against other writers until the end; NotFound when it was told to somebody else."""
        ...

    def save(self, reminder: Reminder) -> None:
        """Keeps a changed state of a held one."""
        ...

    def unsent(self, now: datetime, *, limit: int) -> Sequence[Reminder]:
        """Letters that have to leave and that nobody is at, the longest waiting first, held; those that
        another unit of work holds are left to it."""
        ...

    def count(self, day: date, rule: str, what: str, by: int = 1) -> None:
        """Adds to the day's tally, in the same transaction as what is counted."""
        ...

    def tally(self, day: date) -> Mapping[tuple[str, str], int]:
        """What was counted on a day, by rule and by what it was."""
        ...
