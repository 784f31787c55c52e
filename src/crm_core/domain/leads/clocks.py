"""The clocks of protection, base, progress and grace, as the facts that count drive them (rules 1–3, 5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import define, field, frozen

from crm_core.domain.leads.history import Extension, Notice
from crm_core.domain.leads.intervals import DAY, Pauses, add_months, add_time
from crm_core.domain.leads.rules import Ending, GraceStart, ProtectionRules


class LapseReason(StrEnum):
    BASE_PERIOD = "BASE_PERIOD"
    INACTIVITY = "INACTIVITY"


@frozen
class Lapse:
    at: datetime
    reason: LapseReason


@define
class Counted:
    """The facts that count, as far as they move a clock."""

    started_at: datetime
    base_period: timedelta
    window_from: datetime  # the latest activity, or where the progress clock began before the first
    pauses: Pauses = Pauses()
    notices: list[Notice] = field(factory=list)  # delivered and not bounced
    base_not_before: datetime | None = None  # the restarts of rule 7
    grace_not_before: datetime | None = None


@frozen
class Clocks:
    base_expiry_at: datetime
    reminder_due_at: datetime | None
    grace_from: datetime | None
    grace_end_at: datetime | None

    @property
    def lapse(self) -> Lapse:
        """Whichever ends first ends protection; both at once, the base period does."""
        if self.grace_end_at is not None and self.grace_end_at < self.base_expiry_at:
            return Lapse(self.grace_end_at, LapseReason.INACTIVITY)
        return Lapse(self.base_expiry_at, LapseReason.BASE_PERIOD)


def clocks(facts: Counted, rules: ProtectionRules) -> Clocks:
    base_expiry = base_expiry_at(facts, rules)
    if rules.ending is Ending.SUM:
        return Clocks(base_expiry, None, None, None)
    reminder_due = reminder_due_at(facts, rules)
    grace_from = grace_starts_at(facts, rules, reminder_due)
    grace_end = None if grace_from is None else facts.pauses.deadline(grace_from, rules.grace)
    return Clocks(base_expiry, reminder_due, grace_from, grace_end)


def base_expiry_at(facts: Counted, rules: ProtectionRules) -> datetime:
    """Rule 1: the base period in un-paused time."""
    expiry = facts.pauses.deadline(facts.started_at, facts.base_period)
    if facts.base_not_before is None:
        return expiry
    return max(expiry, facts.pauses.deadline(facts.base_not_before, rules.grace))


def base_period(started_at: datetime, extensions: Iterable[Extension], rules: ProtectionRules) -> timedelta:
    """Calendar months first, days after them; pauses come last, when the clock runs."""
    months, days = rules.base_months, 0
    for extension in extensions:
        months, days = months + extension.months, days + extension.days
    if rules.ending is Ending.SUM:
        days += rules.progress_days + rules.grace_days
    return add_time(add_months(started_at, months), days * DAY) - started_at


def reminder_due_at(facts: Counted, rules: ProtectionRules) -> datetime:
    """Rule 2: so many days of un-paused time after the last activity that counts."""
    return facts.pauses.deadline(facts.window_from, rules.progress)


def grace_starts_at(facts: Counted, rules: ProtectionRules, reminder_due: datetime) -> datetime | None:
    """Rule 3: the earliest delivery among the notices sent when the reminder was due, or later."""
    if rules.grace_start is GraceStart.AUTOMATIC:
        start = reminder_due
    else:
        valid = [notice.delivered_at for notice in facts.notices if notice.sent_at >= reminder_due]
        delivered = [instant for instant in valid if instant is not None]
        if not delivered:
            return None
        start = min(delivered)
    return start if facts.grace_not_before is None else max(start, facts.grace_not_before)
