"""Which reminder goes out now: at most one that can take effect per window, another where one was lost."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from attrs import frozen

from crm_core.domain.leads.admission import admit
from crm_core.domain.leads.history import Activity, Notice, ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.protection import ProtectionState, ground, is_paused, state_of
from crm_core.domain.leads.rules import GraceStart, ProtectionRules

# After the n-th attempt of a window bounced, the next one waits so long; from the last on, always so long.
PATIENCE = (timedelta(0), timedelta(hours=1), timedelta(days=1))


class Channel(StrEnum):
    EMAIL = "EMAIL"
    INAPP = "INAPP"


@frozen
class Attempt:
    """One attempt to tell the owner, named by window, channel and number.

    `sent_at` is None while it is on its way; until `claimed_until` somebody is at it, and whoever takes it
    up after that sends the same one.
    """

    window: str
    channel: Channel
    number: int
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    recorded_at: datetime | None = None
    bounced_at: datetime | None = None
    claimed_until: datetime | None = None

    @property
    def notice(self) -> Notice | None:
        """The fact that the clock takes; nothing, before it was sent."""
        if self.sent_at is None:
            return None
        return Notice(
            sent_at=self.sent_at,
            delivered_at=self.delivered_at,
            recorded_at=self.recorded_at,
            bounced_at=self.bounced_at,
        )


@frozen
class Due:
    """An attempt that is to be made: a new one, or one that somebody did not live to finish."""

    window: str
    channel: Channel
    number: int


def window_of(history: ProtectionHistory, rules: ProtectionRules, at: datetime) -> str:
    """The window that is open, by the fact that opened it: a due date that moves renames nothing."""
    counted = admit(history, rules, at).history
    latest = max(counted.activities, key=_occurred, default=None)
    if latest is None or latest.occurred_at < history.inactivity_from:
        return "start"
    return latest.ref or latest.occurred_at.isoformat()


def due_now(
    history: ProtectionHistory,
    attempts: Iterable[Attempt],
    rules: ProtectionRules,
    channels: Iterable[Channel],
    at: datetime,
) -> tuple[Due, ...]:
    """What is to be sent now: nothing while the clock is paused, before it is due, or once told."""
    if rules.grace_start is GraceStart.AUTOMATIC:
        return ()
    seen = ground(history, rules, at, known_at=at)
    if state_of(seen) is not ProtectionState.REMINDER_DUE or is_paused(seen.admitted.history, at):
        return ()
    due_since = seen.clocks.reminder_due_at
    window = window_of(history, rules, at)
    made = [attempt for attempt in attempts if attempt.window == window]
    wanted = (_next(window, channel, made, due_since, at) for channel in dict.fromkeys(channels))
    return tuple(one for one in wanted if one is not None)


def next_look(
    history: ProtectionHistory,
    attempts: Iterable[Attempt],
    rules: ProtectionRules,
    channels: Iterable[Channel],
    at: datetime,
) -> datetime | None:
    """When something will be due if nothing more is recorded; None while only a new fact can bring that."""
    made, wanted = tuple(attempts), tuple(channels)
    turns = {at, admit(history, rules).clocks.reminder_due_at, *(hold.end for hold in history.holds)}
    for one in made:
        turns |= {one.claimed_until, *(one.bounced_at and one.bounced_at + wait for wait in PATIENCE)}
    later = sorted(turn for turn in turns if turn is not None and at <= turn < FOREVER)
    return next((turn for turn in later if due_now(history, made, rules, wanted, turn)), None)


def _next(
    window: str, channel: Channel, made: list[Attempt], due_since: datetime | None, at: datetime
) -> Due | None:
    """The next attempt on a channel; none while the last one may still arrive, or rests after a bounce."""
    last = max((one for one in made if one.channel is channel), key=_number, default=None)
    if last is None:
        return Due(window, channel, 1)
    if last.sent_at is None:
        is_claimed = last.claimed_until is not None and at < last.claimed_until
        return None if is_claimed else Due(window, channel, last.number)
    if due_since is not None and last.sent_at < due_since:
        # Voided: it was due later than it was sent, so it cannot start a grace.
        return Due(window, channel, last.number + 1)
    if last.bounced_at is None or at < last.bounced_at + PATIENCE[min(last.number, len(PATIENCE)) - 1]:
        return None
    return Due(window, channel, last.number + 1)


def _occurred(activity: Activity) -> tuple[datetime, str]:
    """Of two at the same instant always the same one gives the name, in whatever order they are listed."""
    return activity.occurred_at, activity.ref or ""


def _number(attempt: Attempt) -> int:
    return attempt.number
