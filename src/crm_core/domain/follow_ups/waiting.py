"""How a follow-up is put off: a person snoozes it with a reason, a rule rests while its cause rests."""

from datetime import datetime

from attrs import evolve

from crm_core.domain.fields.faults import Faults
from crm_core.domain.follow_ups.follow_up import FollowUp, Snooze, Source
from crm_core.domain.follow_ups.refusals import FollowUpHasFixedDay, FollowUpIsOverdue, FollowUpIsPaused
from crm_core.domain.follow_ups.sla import (
    Milestone,
    Notch,
    Pause,
    due_at,
    due_soon_at,
    in_order,
    milestones,
)
from crm_core.domain.follow_ups.working_time import Calendar


def snoozed(
    follow_up: FollowUp, until: datetime, *, reason: str, now: datetime, calendar: Calendar
) -> FollowUp:
    """Due at `until` instead; reminders before it are silenced, an escalation is only delayed to it."""
    faults = Faults()
    if until <= now:
        faults.add("/until", "not-in-future")
    faults.refuse_if_any()
    follow_up.refuse_if_closed()
    if follow_up.is_paused:
        raise FollowUpIsPaused
    soon = due_soon_at(until, calendar)
    own = (Milestone(Notch.DUE_SOON, soon), Milestone(Notch.OVERDUE, until))
    kept = (
        evolve(one, at=max(one.at, until))
        for one in follow_up.ahead
        if one.notch is Notch.ESCALATION or (one.notch is Notch.REMINDER and one.at > until)
    )
    return evolve(
        follow_up,
        due_at=until,
        due_soon_at=soon,
        ahead=in_order((*own, *kept)),
        snoozes=(*follow_up.snoozes, Snooze(until, reason, now)),
    )


def paused(follow_up: FollowUp, now: datetime, reason: str = "") -> FollowUp:
    """The clock rests from now on; until it runs again nothing is due."""
    follow_up.refuse_if_closed()
    if not follow_up.terms.pausable:
        raise FollowUpHasFixedDay
    if follow_up.is_paused:
        return follow_up
    if follow_up.due_at is not None and now >= follow_up.due_at:
        raise FollowUpIsOverdue
    return evolve(
        follow_up, due_at=None, due_soon_at=None, pauses=(*follow_up.pauses, Pause(now, None, reason))
    )


def resumed(follow_up: FollowUp, now: datetime, calendar: Calendar) -> FollowUp:
    """The clock runs again; the days that a pause touched are added, and a snooze stays as late as it was."""
    follow_up.refuse_if_closed()
    if not follow_up.is_paused:
        return follow_up
    pauses = (*follow_up.pauses[:-1], evolve(follow_up.pauses[-1], until=now))
    snoozed_until = [snooze.until for snooze in follow_up.snoozes]
    day0, terms = follow_up.source.day0, follow_up.terms
    due = max([due_at(terms, day0, calendar, pauses), *snoozed_until[-1:]])
    planned = milestones(terms, day0, calendar, due=due, pauses=pauses)
    waiting = {(one.notch, one.step) for one in follow_up.ahead} | {(Notch.DUE_SOON, None)}
    return evolve(
        follow_up,
        due_at=due,
        due_soon_at=due_soon_at(due, calendar),
        ahead=tuple(one for one in planned if (one.notch, one.step) in waiting),
        pauses=pauses,
    )


def restated(follow_up: FollowUp, source: Source, now: datetime, calendar: Calendar) -> FollowUp:
    """Counted from another source, under the terms it was opened under; a snooze stays as late as it was, and
    what was told once and lies behind is not told again."""
    anew = evolve(follow_up, source=source)
    if source.day0 == follow_up.source.day0 or follow_up.is_paused:
        return anew
    terms, pauses = follow_up.terms, follow_up.pauses
    due = due_at(terms, source.day0, calendar, pauses)
    if any(snooze.until >= due for snooze in follow_up.snoozes[-1:]):
        return anew
    planned = milestones(terms, source.day0, calendar, due=due, pauses=pauses)
    waiting = {(one.notch, one.step) for one in follow_up.ahead}
    return evolve(
        anew,
        due_at=due,
        due_soon_at=due_soon_at(due, calendar),
        ahead=tuple(one for one in planned if one.at > now or (one.notch, one.step) in waiting),
    )
