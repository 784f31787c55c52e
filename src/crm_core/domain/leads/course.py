"""The course of protection as one line of time: what was until an instant, and what follows it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from attrs import evolve, frozen

from crm_core.domain.leads.admission import admit
from crm_core.domain.leads.derivation import Derivation, Segment, replay
from crm_core.domain.leads.history import ProtectionHistory
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.leads.why import explain

AFTER_LAPSE = timedelta(days=14)  # how much of the time after it is worth showing


@frozen
class Course:
    """From the start to the latest deadline, without gap or overlap.

    What is `ahead` of the instant holds if nothing more is recorded than is known. While a hold without
    an end runs, the deadlines move with it: the course `is_open`.
    """

    start: datetime
    at: datetime
    end: datetime
    is_open: bool
    past: tuple[Segment, ...]
    ahead: tuple[Segment, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        return (*self.past, *self.ahead)


def course(
    history: ProtectionHistory,
    derivation: Derivation,
    *,
    until: datetime | None = None,
    known_at: datetime | None = None,
) -> Course:
    """The course around a derivation of this history; `until` is when the assignment ended, if it has."""
    at, deadline = derivation.at, latest_deadline(history, derivation, known_at)
    is_open = deadline == FOREVER and until is None
    end = replay(derivation).base_expiry_at if deadline == FOREVER else deadline
    end = max(at, end if until is None else min(end, until))
    ahead: tuple[Segment, ...] = ()
    if derivation.moment < at:
        end = min(at, derivation.moment + AFTER_LAPSE)
    elif at < end:
        ahead = explain(history, derivation.rules, end, known_at=known_at).segments
    start = derivation.started_at
    return Course(start, at, end, is_open, _within(derivation.segments, start, end), _within(ahead, at, end))


def latest_deadline(
    history: ProtectionHistory, derivation: Derivation, known_at: datetime | None
) -> datetime:
    """The lapse where protection has ended; else the end of the base period, with the pauses known."""
    if replay(derivation).state is ProtectionState.EXPIRED:
        return derivation.moment
    return admit(history, derivation.rules, known_at).clocks.base_expiry_at


def _within(segments: Sequence[Segment], start: datetime, end: datetime) -> tuple[Segment, ...]:
    return tuple(_cut(segments, start, end))


def _cut(segments: Sequence[Segment], start: datetime, end: datetime) -> Iterator[Segment]:
    for one in segments:
        if one.start < end and start < one.end:
            yield evolve(one, start=max(one.start, start), end=min(one.end, end))
