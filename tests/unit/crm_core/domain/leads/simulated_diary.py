"""The diary of the simulation: every fact under the instant at which it became known, and its turn there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from crm_core.domain.leads.history import ProtectionHistory

QUALIFYING = [
    "QUALIFIED_CALL",
    "CUSTOMER_REACTION",
    "SCHEDULED_FOLLOWUP",
    "SAMPLE_FEEDBACK",
    "ROI_PRESENTATION",
]

Entry = tuple[datetime, int, datetime, str, object]


def entries(history: ProtectionHistory) -> Iterator[Entry]:
    """(recorded, turn among the facts of the same instant, own instant, what it is, the fact)"""
    yield from talks(history)
    yield from blocks(history)
    yield from letters(history)


def talks(history: ProtectionHistory) -> Iterator[Entry]:
    for a in history.activities:
        if a.kind not in QUALIFYING or not a.credited_to_owner or a.occurred_at < history.started_at:
            continue
        known = max(a.recorded_at, a.occurred_at)
        if a.recorded_at > a.occurred_at + timedelta(days=7):
            if a.confirmed_at is None:
                continue
            known = max(known, a.confirmed_at)
        yield known, 0, a.occurred_at, "activity", a
        if a.withdrawn_at is not None:
            yield max(known, a.withdrawn_at), 1, a.occurred_at, "withdrawal", a


def blocks(history: ProtectionHistory) -> Iterator[Entry]:
    for h in history.holds:
        known = max(h.recorded_at, h.start)
        yield known, 2, h.start, "hold", h
        if h.end is not None:
            yield max(known, h.end_recorded_at or h.end), 3, h.start, "end of hold", h
    for e in history.extensions:
        yield max(e.recorded_at, e.granted_at), 4, e.granted_at, "extension", e


def letters(history: ProtectionHistory) -> Iterator[Entry]:
    for n in history.notices:
        if n.delivered_at is None:
            continue
        known = max(n.delivered_at, n.recorded_at or n.delivered_at)
        if n.bounced_at is None:
            yield known, 5, n.delivered_at, "delivery", n
        elif n.bounced_at > known:
            yield known, 5, n.delivered_at, "delivery", n
            yield n.bounced_at, 6, n.delivered_at, "bounce", n
