"""The course of protection as a drawn bar: where each stretch lies, what it is called, where it leads."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrs import frozen
from babel.dates import format_datetime

from adapters.web.language import ZONE
from adapters.web.lead_facts import anchor_of
from adapters.web.visit import Visit
from crm_core.domain.language import Language
from crm_core.domain.leads.assignment import Assignment, EndCause
from crm_core.domain.leads.course import Course
from crm_core.domain.leads.derivation import Segment, SegmentKind
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.recorded import LeadActivity
from crm_core.domain.leads.sentences import cause_spoken, length_spoken

MOST_MONTHS = 7  # whose names find room under the bar of a phone
EDGE = 0.04  # of the bar, in which no name of a month finds room

# By kind: the class of its drawing and its sign in the table and the legend.
ICONS = {
    SegmentKind.RUNNING: "shield",
    SegmentKind.REMINDER_DUE: "bell",
    SegmentKind.GRACE: "hourglass",
    SegmentKind.PAUSED: "pause",
    SegmentKind.LAPSED: "shield-off",
}


@frozen
class Stretch:
    """One segment: `x` and `width` in percent of the bar, and what people read about it."""

    x: str
    width: str
    kind: str
    icon: str
    is_ahead: bool
    what: str
    cause: str
    start: datetime
    end: datetime
    length: str
    href: str


@frozen
class Mark:
    """A place on the bar with its name: a month, a fact, the instant looked at."""

    x: str
    name: str
    kind: str = ""


@frozen
class Bar:
    stretches: tuple[Stretch, ...]
    kinds: tuple[tuple[str, str], ...]
    months: tuple[Mark, ...]
    facts: tuple[Mark, ...]
    here: Mark
    has_ahead: bool
    is_open: bool
    is_past: bool
    start: datetime
    end: datetime


def bar_of(visit: Visit, course: Course, facts: LeadFacts, assignment: Assignment, now: datetime) -> Bar:
    drawing = _Drawing(visit, course)
    stretches = tuple(drawing.stretches())
    agreed = assignment.ended_because is EndCause.CONVERTED
    kinds = dict.fromkeys((one.kind, one.icon) for one in stretches)
    return Bar(
        stretches=stretches,
        kinds=tuple(kinds),
        months=tuple(drawing.months()),
        facts=tuple(drawing.facts(facts, assignment)),
        here=drawing.here(now, ended=agreed and course.at == assignment.ended_at),
        has_ahead=bool(course.ahead),
        is_open=course.is_open,
        is_past=course.at < now,
        start=course.start,
        end=course.end,
    )


@frozen
class _Drawing:
    visit: Visit
    course: Course

    @property
    def language(self) -> Language:
        return Language(self.visit.tongue.code)

    def part(self, at: datetime) -> float:
        """Where an instant lies, from 0 to 1."""
        whole = self.course.end - self.course.start
        return 0.0 if not whole else max(0.0, min(1.0, (at - self.course.start) / whole))

    def x(self, at: datetime) -> str:
        return percent(self.part(at))

    def stretches(self) -> Iterator[Stretch]:
        for one in self.course.past:
            yield self._stretch(one, is_ahead=False)
        for one in self.course.ahead:
            yield self._stretch(one, is_ahead=True)

    def _stretch(self, one: Segment, *, is_ahead: bool) -> Stretch:
        return Stretch(
            x=self.x(one.start),
            width=percent(self.part(one.end) - self.part(one.start)),
            kind=str(one.kind),
            icon=ICONS[one.kind],
            is_ahead=is_ahead,
            what=self.visit.say(f"lead-bar.{one.kind}"),
            cause=cause_spoken(one, self.language),
            start=one.start,
            end=one.end,
            length=length_spoken(one.end - one.start, self.language),
            href=f"#{anchor_of(one)}",
        )

    def months(self) -> Iterator[Mark]:
        """The first of each month, or of every second or third, so that their names find room."""
        firsts = list(_firsts(self.course.start, self.course.end))
        step = -(-len(firsts) // MOST_MONTHS) or 1
        for at in firsts[::step]:
            if EDGE < self.part(at) < 1 - EDGE:
                pattern = "MMM yy" if at.astimezone(ZONE).month == 1 else "MMM"
                locale = self.visit.tongue.locale
                yield Mark(self.x(at), format_datetime(at.astimezone(ZONE), pattern, locale=locale))

    def facts(self, facts: LeadFacts, assignment: Assignment) -> Iterator[Mark]:
        """What happened, as small signs above the bar; the list below tells of the same."""
        for one in facts.activities:
            if one.assignment_id == assignment.id and one.withdrawn_at is None:
                yield from self._mark(one.occurred_at, "counts" if counts(one) else "note")
        for notice in facts.notices:
            made = notice.attempt
            if notice.assignment_id == assignment.id and made.sent_at is not None:
                came = "bounced" if made.bounced_at is not None else "notice"
                yield from self._mark(made.delivered_at or made.sent_at, came)
        for extension in facts.extensions:
            yield from self._mark(extension.granted_at, "extension")

    def _mark(self, at: datetime, kind: str) -> Iterator[Mark]:
        if self.course.start <= at <= self.course.end:
            name = f"{self.visit.say(f'lead-mark.{kind}')}, {self.visit.tongue.moment(at)}"
            yield Mark(self.x(at), name, kind)

    def here(self, now: datetime, *, ended: bool) -> Mark:
        at = min(self.course.at, self.course.end)
        part = self.part(at)
        side = "start" if part < 0.12 else "end" if part > 0.88 else "middle"
        key = (
            "lead-mark.agreed" if ended else "lead-mark.today" if self.course.at == now else "lead-mark.asked"
        )
        return Mark(percent(part), self.visit.say(key, day=self.visit.tongue.day(at)), side)


def counts(activity: LeadActivity) -> bool:
    return activity.qualifies and not activity.waits_for_confirmation


def percent(part: float) -> str:
    return f"{part * 100:.3f}%"


def _firsts(start: datetime, end: datetime) -> Sequence[datetime]:
    at = start.astimezone(ZONE).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    found = []
    while at < end:
        if start < at:
            found.append(at)
        at = (at + timedelta(days=32)).replace(day=1)
    return found
