"""How the reminders of leads stand over all tenants: what an operator watches, and nobody's name in it."""

from datetime import datetime, timedelta

from attrs import frozen

from crm_core.domain.leads.clock_work import AT_ONCE, IN_TIME


@frozen
class ReminderFigures:
    """Sums since the beginning. First reminders of a window are told apart by how long after their due
    instant they went; another one after a bounce says nothing about that."""

    due: int = 0
    sent_at_once: int = 0
    sent_in_time: int = 0
    sent_late: int = 0
    sent_again: int = 0
    delay_seconds: int = 0
    # Since when the oldest one waits that the clock could take up and has not.
    oldest_due_since: datetime | None = None

    @property
    def sent(self) -> int:
        return self.sent_at_once + self.sent_in_time + self.sent_late + self.sent_again

    def within(self) -> tuple[tuple[timedelta | None, int], ...]:
        """How many first reminders went within each time; None is all of them."""
        soon = self.sent_at_once + self.sent_in_time
        return ((AT_ONCE, self.sent_at_once), (IN_TIME, soon), (None, soon + self.sent_late))

    def oldest_waits(self, now: datetime) -> timedelta:
        if self.oldest_due_since is None:
            return timedelta()
        return max(timedelta(), now - self.oldest_due_since)
