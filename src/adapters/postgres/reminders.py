"""What people were told of follow-ups, as rows, and the tally that only the worker sees."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc, utc_or_none
from adapters.postgres.transaction import Transaction
from crm_core.domain.follow_ups.follow_up import FollowUpId
from crm_core.domain.follow_ups.reminder import Reminder, ReminderId
from crm_core.domain.follow_ups.sla import Notch
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.refusals import NotFound

COLUMNS = (
    "tenant_id, id, follow_up_id, notch, passed_at, created_at, owner_user_id, region, by_letter, "
    "claimed_until, sent_at, dropped_at, opened_at"
)
# Every text is put together from names of ours; values travel as parameters.
_ROWS = f"SELECT {COLUMNS} FROM follow_up_reminders WHERE tenant_id = %s"  # noqa: S608 - see above
_PLACES = ", ".join(["%s"] * len(COLUMNS.split(",")))
ADD = f"INSERT INTO follow_up_reminders ({COLUMNS}) VALUES ({_PLACES})"  # noqa: S608 - see above
LOCK = f"{_ROWS} AND id = %s FOR UPDATE"
SAVE = """UPDATE follow_up_reminders SET (claimed_until, sent_at, dropped_at, opened_at) = (%s, %s, %s, %s)
    WHERE tenant_id = %s AND id = %s"""
UNSENT = f"""{_ROWS} AND by_letter AND sent_at IS NULL AND dropped_at IS NULL
    AND (claimed_until IS NULL OR claimed_until <= %s)
    ORDER BY created_at, id LIMIT %s FOR UPDATE SKIP LOCKED"""
COUNT = """INSERT INTO follow_up_days AS d (tenant_id, day, rule, measure, count) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (tenant_id, day, rule, measure) DO UPDATE SET count = d.count + excluded.count"""
TALLY = "SELECT rule, measure, count FROM follow_up_days WHERE tenant_id = %s AND day = %s"


@frozen
class PostgresReminders:
    transaction: Transaction

    def add(self, reminder: Reminder) -> None:
        r = reminder
        key = (r.tenant_id, r.id, r.follow_up_id, str(r.notch), r.passed_at, r.created_at)
        self.transaction.tell(ADD, (*key, r.owner_user_id, r.region, r.by_letter, *_course(r)))

    def lock(self, reminder_id: ReminderId) -> Reminder:
        for row in self.transaction.ask(LOCK, (self.transaction.actor.tenant, reminder_id)):
            return reminder_from(row)
        raise NotFound

    def save(self, reminder: Reminder) -> None:
        self.transaction.tell(SAVE, (*_course(reminder), reminder.tenant_id, reminder.id))

    def unsent(self, now: datetime, *, limit: int) -> Sequence[Reminder]:
        rows = self.transaction.ask(UNSENT, (self.transaction.actor.tenant, now, limit))
        return [reminder_from(row) for row in rows]

    def count(self, day: date, rule: str, what: str, by: int = 1) -> None:
        self.transaction.tell(COUNT, (self.transaction.actor.tenant, day, rule, str(what), by))

    def tally(self, day: date) -> Mapping[tuple[str, str], int]:
        rows = self.transaction.ask(TALLY, (self.transaction.actor.tenant, day))
        return {(rule, what): count for rule, what, count in rows}


def _course(reminder: Reminder) -> Row:
    return (reminder.claimed_until, reminder.sent_at, reminder.dropped_at, reminder.opened_at)


def reminder_from(row: Row) -> Reminder:
    """The reminder from a row of COLUMNS."""
    tenant, identity, follow_up, notch, passed, created, owner, region, by_letter, *course = row
    return Reminder(
        ReminderId(identity),
        TenantId(tenant),
        FollowUpId(follow_up),
        Notch(notch),
        utc(passed),
        utc(created),
        None if owner is None else UserId(owner),
        region,
        by_letter,
        *(utc_or_none(at) for at in course),
    )
