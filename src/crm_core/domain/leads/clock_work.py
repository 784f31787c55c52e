"""What the protection clock does at an instant with what it finds due, and what of that is counted."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import evolve

from crm_core.domain.days import local_day, months_before, start_of
from crm_core.domain.leads.holding import ENDED_AFTER_MONTHS
from crm_core.domain.leads.notices import Attempt, Channel, Due

CLAIMED_FOR = timedelta(minutes=2)  # how long somebody may be at a letter before another takes it up
IN_TIME = timedelta(minutes=60)  # within which a reminder goes out once it is due
AT_ONCE = timedelta(minutes=10)  # two runs of the job
LOOK_AGAIN = timedelta(days=1)  # at a lead whose owner has no address yet


class Measure(StrEnum):
    """What is counted by the day; a first reminder is counted by how long after its due instant it went."""

    DUE = "DUE"
    SENT_AT_ONCE = "SENT_AT_ONCE"
    SENT_IN_TIME = "SENT_IN_TIME"
    SENT_LATE = "SENT_LATE"
    SENT_AGAIN = "SENT_AGAIN"
    DELAY_SECONDS = "DELAY_SECONDS"  # of all first reminders together
    BOUNCED = "BOUNCED"
    LAPSED = "LAPSED"
    RELEASED = "RELEASED"
    HOLD_ENDED = "HOLD_ENDED"
    PSEUDONYMISED = "PSEUDONYMISED"
    PURGED = "PURGED"


SENT = (Measure.SENT_AT_ONCE, Measure.SENT_IN_TIME, Measure.SENT_LATE, Measure.SENT_AGAIN)


def begun(due: Due, now: datetime) -> Attempt:
    """An attempt as it is taken up: a letter is claimed until it is sent, the inbox holds it at once."""
    made = Attempt(due.window, due.channel, due.number)
    if due.channel is Channel.INAPP:
        return evolve(made, sent_at=now)
    return evolve(made, claimed_until=now + CLAIMED_FOR)


def accepted(attempt: Attempt, at: datetime, now: datetime) -> Attempt:
    """E-mail is delivered when the receiving server accepts it."""
    return evolve(attempt, sent_at=at, delivered_at=at, recorded_at=max(at, now), claimed_until=None)


def refused(attempt: Attempt, now: datetime) -> Attempt:
    """The server will never take it: sent and come back in one."""
    return evolve(attempt, sent_at=now, bounced_at=now, claimed_until=None)


def sent_measures(attempt: Attempt, due_since: datetime | None, at: datetime) -> Mapping[Measure, int]:
    """What is counted of a sending; another one after a bounce says nothing about how long the first took."""
    if attempt.number > 1 or due_since is None:
        return {Measure.SENT_AGAIN: 1}
    waited = at - due_since
    seconds = max(0, int(waited.total_seconds()))
    return {_by_delay(waited): 1, **({Measure.DELAY_SECONDS: seconds} if seconds else {})}


def _by_delay(waited: timedelta) -> Measure:
    if waited <= AT_ONCE:
        return Measure.SENT_AT_ONCE
    return Measure.SENT_IN_TIME if waited <= IN_TIME else Measure.SENT_LATE


def released_if_lapsed_before(now: datetime) -> datetime:
    """Release comes at the end of the local day of the lapse: what lapsed before today is free today."""
    return start_of(local_day(now))


def ended_if_begun_before(now: datetime) -> datetime:
    """An open hold is ended after half a year, whoever forgot it."""
    return months_before(now, ENDED_AFTER_MONTHS)
