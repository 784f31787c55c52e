"""Which facts count (rule 7): each is admitted when it was recorded, unless protection had lapsed by then."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import IntEnum
from typing import Any

from crm_core.domain.leads.case import Admitted, Case
from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.rules import ProtectionRules


class Turn(IntEnum):
    """Who goes first among facts recorded at the same instant."""

    ACTIVITY = 0
    WITHDRAWAL = 1
    HOLD = 2
    HOLD_END = 3
    EXTENSION = 4
    NOTICE = 5
    BOUNCE = 6


# Whatever else is recorded can only move a lapse later; the laws in the tests prove it.
MAY_BRING_LAPSE_FORWARD = frozenset([Turn.WITHDRAWAL, Turn.HOLD_END, Turn.NOTICE])


def admit(history: ProtectionHistory, rules: ProtectionRules, known_at: datetime | None = None) -> Admitted:
    """Every fact in the order of its recording, until the first lapse, which is final."""
    case = Case(rules, history)
    for recorded_at, turn, _, _, take, fact in recordings(history, FOREVER if known_at is None else known_at):
        if case.lapsed_by(recorded_at):
            break
        take(case, fact)
        if turn in MAY_BRING_LAPSE_FORWARD:
            case.look_again()
            if case.lapsed_by(recorded_at):
                case.restart(recorded_at)
    return case.closed()


Take = Callable[[Case, Any], None]
Step = tuple[datetime, Turn, datetime, Take, object]

# The running number keeps equal facts apart; it never decides anything that could be seen.
Recording = tuple[datetime, Turn, datetime, int, Take, object]


def recordings(history: ProtectionHistory, known_at: datetime) -> list[Recording]:
    """Sorted by recording, turn and the fact's own instant, so that the order of the lists means nothing."""
    steps = (
        *_of_activities(history),
        *_of_holds(history, known_at),
        *_of_extensions(history),
        *_of_notices(history),
    )
    return sorted(
        (recorded_at, turn, own, number, take, fact)
        for number, (recorded_at, turn, own, take, fact) in enumerate(steps)
        if recorded_at <= known_at
    )


def _of_activities(history: ProtectionHistory) -> Iterator[Step]:
    for activity in history.activities:
        known_at, withdrawn_at, own = activity.known_at, activity.withdrawn_at, activity.occurred_at
        if known_at is None or not activity.qualifies or own < history.started_at:
            continue
        if withdrawn_at is not None and withdrawn_at <= known_at:
            continue
        yield known_at, Turn.ACTIVITY, own, Case.count_activity, activity
        if withdrawn_at is not None:
            yield withdrawn_at, Turn.WITHDRAWAL, own, Case.withdraw_activity, activity


def _of_holds(history: ProtectionHistory, known_at: datetime) -> Iterator[Step]:
    for hold in history.holds:
        ended_at = hold.end_known_at
        if hold.end is None or ended_at is None or ended_at > known_at:
            yield hold.known_at, Turn.HOLD, hold.start, Case.start_hold, hold
        elif ended_at <= max(hold.end, hold.known_at):
            # Its end was known before the clock ran on: nothing lapses in between, one step says it all.
            yield hold.known_at, Turn.HOLD, hold.start, Case.add_hold, hold
        else:
            yield hold.known_at, Turn.HOLD, hold.start, Case.start_hold, hold
            yield ended_at, Turn.HOLD_END, hold.start, Case.end_hold, hold


def _of_extensions(history: ProtectionHistory) -> Iterator[Step]:
    for extension in history.extensions:
        yield extension.known_at, Turn.EXTENSION, extension.granted_at, Case.extend, extension


def _of_notices(history: ProtectionHistory) -> Iterator[Step]:
    for notice in history.notices:
        known_at, bounced_at, own = notice.known_at, notice.bounced_at, notice.delivered_at
        if known_at is None or own is None or (bounced_at is not None and bounced_at <= known_at):
            continue
        yield known_at, Turn.NOTICE, own, Case.deliver, notice
        if bounced_at is not None:
            yield bounced_at, Turn.BOUNCE, own, Case.bounce, notice
