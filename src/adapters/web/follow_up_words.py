"""What a follow-up is called, why it is there, and when it is due, as people say it."""

from datetime import date, datetime

from attrs import frozen

from adapters.web.visit import Visit
from crm_core.domain.days import local_day
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.follow_ups.sla import RESOLUTION

NEAR = 14  # days that are told by their distance from today


def title_of(visit: Visit, rule: str) -> str:
    """The title of a rule; where nobody declares it any more, its key."""
    known = visit.world.follow_up_rules.get(rule)
    titles = {} if known is None else {"de": known.title_de, "en": known.title_en}
    return titles.get(visit.tongue.code, rule)


def due_day(due_at: datetime) -> date:
    """The last day on which it can be done in time: due is the end of it."""
    return local_day(due_at - RESOLUTION)


def due_in_words(visit: Visit, follow_up: FollowUp, now: datetime) -> str:
    if follow_up.due_at is None:
        return visit.say("due.paused")
    day, today = due_day(follow_up.due_at), local_day(now)
    days = (day - today).days
    said = visit.tongue.date(day)
    if days in (0, 1, -1):
        return visit.say(("due.today", "due.tomorrow", "due.yesterday")[days], day=said)
    if abs(days) > NEAR:
        return visit.say("due.on" if days > 0 else "due.since", day=said)
    return visit.say("due.in-days" if days > 0 else "due.days-ago", n=abs(days), day=said)


def reason_of(visit: Visit, follow_up: FollowUp) -> str:
    """What started it and when."""
    source = follow_up.source
    key = f"due-reason.{source.kind}"
    day = visit.tongue.date(source.day0)
    return visit.say(key if visit.tongue.knows(key) else "due-reason.other", day=day)


@frozen
class PutOff:
    """That somebody has put it off, and why."""

    until: datetime
    reason: str


def put_off(follow_up: FollowUp, now: datetime) -> PutOff | None:
    last = follow_up.snoozes[-1] if follow_up.snoozes else None
    return PutOff(last.until, last.reason) if last is not None and last.until > now else None
