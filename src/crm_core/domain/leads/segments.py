"""The time of an assignment cut where a clock changed: running, paused, reminder due, grace, lapsed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from attrs import evolve, frozen

from crm_core.domain.leads.clocks import Counted, LapseReason, grace_starts_at, reminder_due_at
from crm_core.domain.leads.derivation import Cause, Segment, SegmentKind, Source
from crm_core.domain.leads.history import Hold
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.protection import Ground
from crm_core.domain.leads.rules import Ending, GraceStart, ProtectionRules


def segments(basis: Ground, rules: ProtectionRules) -> Iterator[Segment]:
    """Without gap or overlap from the start to the instant asked."""
    yield from joined(cut_out(list(phases(basis, rules)), list(pauses(basis))))
    if basis.lapse is not None and basis.moment < basis.at:
        base = basis.lapse.reason is LapseReason.BASE_PERIOD
        cause = Cause.BASE_PERIOD_OVER if base else Cause.GRACE_OVER
        yield Segment(basis.moment, basis.at, SegmentKind.LAPSED, cause, Source(basis.moment))


@frozen
class Window:
    """The time between two activities, in which one reminder may fall due and one grace may run."""

    start: datetime
    end: datetime
    cause: Cause
    source: Source


def windows(basis: Ground, rules: ProtectionRules) -> Iterator[Window]:
    history, moment = basis.admitted.history, basis.moment
    openings = {history.started_at: (Cause.STARTED, Source(history.started_at))}
    if rules.ending is not Ending.SUM:
        if history.inactivity_from > history.started_at:
            openings[history.inactivity_from] = (Cause.TRANSFERRED, Source(history.inactivity_from))
        for activity in sorted(history.activities, key=lambda a: (a.occurred_at, a.kind, a.ref or "")):
            if activity.occurred_at >= history.inactivity_from:
                source = Source(activity.occurred_at, activity.kind, activity.ref)
                openings[activity.occurred_at] = (Cause.ACTIVITY, source)
    starts = sorted(start for start in openings if start <= moment)
    for start, end in pairwise([*starts, moment]):
        yield Window(start, end, *openings[start])


def phases(basis: Ground, rules: ProtectionRules) -> Iterator[Segment]:
    """Running, reminder due, grace: one window after the other, as if nothing were ever paused."""
    restarts = basis.admitted.grace_restarts
    for window in windows(basis, rules):
        until = window.end
        known = [restart for restart in restarts if until == basis.moment or restart < until]
        counted = evolve_window(basis.counted, window, known)
        due = min(reminder_due_at(counted, rules), until)
        if rules.ending is Ending.SUM or window.start < basis.admitted.history.inactivity_from:
            due = until
        begin = grace_starts_at(counted, rules, due) if due < until else None
        begin = until if begin is None else min(begin, until)
        yield Segment(window.start, due, SegmentKind.RUNNING, window.cause, window.source)
        yield Segment(due, begin, SegmentKind.REMINDER_DUE, Cause.PROGRESS_DAYS_OVER, Source(due))
        yield Segment(begin, until, SegmentKind.GRACE, *grace_cause(begin, counted, rules))


def evolve_window(counted: Counted, window: Window, restarts: Sequence[datetime]) -> Counted:
    return evolve(counted, window_from=window.start, grace_not_before=max(restarts, default=None))


def grace_cause(begin: datetime, counted: Counted, rules: ProtectionRules) -> tuple[Cause, Source]:
    if begin == counted.grace_not_before:
        return Cause.RECORDED_LATE, Source(begin)
    if rules.grace_start is GraceStart.AUTOMATIC:
        return Cause.PROGRESS_DAYS_OVER, Source(begin)
    refs = sorted(notice.ref or "" for notice in counted.notices if notice.delivered_at == begin)
    return Cause.NOTICE_DELIVERED, Source(begin, ref=refs[0] or None if refs else None)


def pauses(basis: Ground) -> Iterator[Segment]:
    """Every paused stretch once, under the hold that began it."""
    free_from = basis.counted.started_at
    for hold in in_order(basis.admitted.history.holds):
        start, end = max(hold.start, free_from), min(hold.end or FOREVER, basis.moment)
        if start < end:
            yield Segment(start, end, SegmentKind.PAUSED, Cause.HOLD, source_of(hold))
            free_from = end


def in_order(holds: Sequence[Hold]) -> list[Hold]:
    return sorted(holds, key=lambda hold: (hold.start, hold.end or FOREVER, hold.reason, hold.ref or ""))


def source_of(hold: Hold) -> Source:
    return Source(hold.start, hold.reason, hold.ref)


def cut_out(stretches: Sequence[Segment], paused: Sequence[Segment]) -> Iterator[Segment]:
    for stretch in stretches:
        rest = stretch
        for pause in paused:
            if rest.end <= rest.start or pause.end <= rest.start or rest.end <= pause.start:
                continue
            if rest.start < pause.start:
                yield evolve(rest, end=pause.start)
                rest = evolve(rest, cause=Cause.HOLD_ENDED)
            yield evolve(pause, start=max(pause.start, rest.start), end=min(pause.end, rest.end))
            resumed = pause.source if rest.cause is Cause.HOLD_ENDED else rest.source
            rest = evolve(rest, start=min(pause.end, rest.end), source=resumed)
        if rest.start < rest.end:
            yield rest


def joined(parts: Iterable[Segment]) -> Iterator[Segment]:
    """A pause that goes on while a window or a grace begins is still one pause."""
    last: Segment | None = None
    for part in parts:
        if (
            last is not None
            and part.kind is SegmentKind.PAUSED
            and evolve(part, start=last.start, end=last.end) == last
        ):
            last = evolve(last, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
