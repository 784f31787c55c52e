"""What people were told of follow-ups, in memory, and the tally of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from adapters.memory.store import State
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.follow_ups.reminder import REMINDERS, Reminder, ReminderId
from crm_core.domain.refusals import NotAllowed, NotFound


@frozen
class MemoryReminders:
    state: State
    scope: Scope

    def add(self, reminder: Reminder) -> None:
        if not REMINDERS.permits(Operation.CREATE, self.scope, reminder):
            raise NotAllowed(action="create", resource="reminder", resource_id=str(reminder.id))
        self.state.reminders[reminder.id] = reminder

    def lock(self, reminder_id: ReminderId) -> Reminder:
        found = self.state.reminders.get(reminder_id)
        if found is None or not REMINDERS.permits(Operation.WRITE, self.scope, found):
            raise NotFound
        return found

    def save(self, reminder: Reminder) -> None:
        self.state.reminders[reminder.id] = reminder

    def unsent(self, now: datetime, *, limit: int) -> Sequence[Reminder]:
        found = [
            one
            for one in self.state.reminders.values()
            if one.by_letter
            and not one.has_ended
            and (one.claimed_until is None or one.claimed_until <= now)
            and REMINDERS.permits(Operation.WRITE, self.scope, one)
        ]
        return sorted(found, key=lambda one: (one.created_at, one.id))[:limit]

    def count(self, day: date, rule: str, what: str, by: int = 1) -> None:
        key = (self.scope.actor.tenant, day, rule, what)
        self.state.follow_up_days[key] = self.state.follow_up_days.get(key, 0) + by

    def tally(self, day: date) -> Mapping[tuple[str, str], int]:
        return {
            (rule, what): count
            for (tenant, of, rule, what), count in self.state.follow_up_days.items()
            if (tenant, of) == (self.scope.actor.tenant, day)
        }
