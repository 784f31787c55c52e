"""How each kind of recorded fact is written as a row, and how all facts of a lead are read as one."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.instants import instant_from
from crm_core.domain.ids import UserId
from crm_core.domain.leads.assignment import AssignmentId
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.notices import Attempt, Channel
from crm_core.domain.leads.recorded import (
    ExtensionId,
    GrantedExtension,
    HoldId,
    LeadActivity,
    LeadActivityId,
    LeadFact,
    NoticeAttempt,
    NoticeId,
    PlacedHold,
)


@frozen
class FactTable:
    """Where one kind of fact is kept; `once` facts are added and never change."""

    name: str
    columns: tuple[str, ...]
    once: bool = False


ACTIVITIES = FactTable(
    "lead_activities",
    (
        *("id", "assignment_id", "kind", "occurred_at", "recorded_at", "recorded_by", "credited", "outcome"),
        *("confirmed_at", "confirmed_by", "withdrawn_at", "withdrawn_by"),
    ),
)
HOLDS = FactTable(
    "lead_holds",
    (
        *("id", "reason", "started_at", "ended_at", "placed_at", "placed_by", "origin", "effective_at"),
        *("approved_by", "end_recorded_at", "ended_by", "rejected_at", "rejected_by", "withdrawn_at"),
    ),
)
EXTENSIONS = FactTable("lead_extensions", ("id", "months", "days", "granted_at", "granted_by"), once=True)
NOTICES = FactTable(
    "lead_notices",
    (
        *("id", "assignment_id", "window", "channel", "number"),
        *("sent_at", "delivered_at", "recorded_at", "bounced_at", "claimed_until"),
    ),
)
FACT_TABLES = (ACTIVITIES, HOLDS, EXTENSIONS, NOTICES)


def row_of_fact(fact: LeadFact) -> tuple[FactTable, Row]:
    """The table of a fact, and the values of its columns."""
    match fact:
        case LeadActivity() as a:
            done = (a.id, a.assignment_id, a.kind, a.occurred_at, a.recorded_at, a.recorded_by)
            later = (a.confirmed_at, a.confirmed_by, a.withdrawn_at, a.withdrawn_by)
            return ACTIVITIES, (*done, a.credited, a.outcome, *later)
        case PlacedHold() as h:
            placed = (h.id, str(h.reason), h.start, h.end, h.placed_at, h.placed_by, h.origin)
            later = (h.effective_at, h.approved_by, h.end_recorded_at, h.ended_by)
            return HOLDS, (*placed, *later, h.rejected_at, h.rejected_by, h.withdrawn_at)
        case GrantedExtension() as e:
            return EXTENSIONS, (e.id, e.months, e.days, e.granted_at, e.granted_by)
        case NoticeAttempt() as n:
            t = n.attempt
            told = (t.sent_at, t.delivered_at, t.recorded_at, t.bounced_at, t.claimed_until)
            return NOTICES, (n.id, n.assignment_id, t.window, str(t.channel), t.number, *told)


def facts_from(activities: Any, holds: Any, extensions: Any, notices: Any) -> LeadFacts:
    """The facts from four lists of JSON objects; an empty list comes as None."""
    return LeadFacts(
        tuple(_activity(one) for one in activities or ()),
        tuple(_hold(one) for one in holds or ()),
        tuple(_extension(one) for one in extensions or ()),
        tuple(notice_from(one) for one in notices or ()),
    )


def _activity(told: Mapping[str, Any]) -> LeadActivity:
    return LeadActivity(
        id=LeadActivityId(UUID(told["id"])),
        assignment_id=AssignmentId(UUID(told["assignment_id"])),
        kind=told["kind"],
        occurred_at=instant_from(told["occurred_at"]),
        recorded_at=instant_from(told["recorded_at"]),
        recorded_by=UserId(UUID(told["recorded_by"])),
        credited=told["credited"],
        outcome=told["outcome"],
        confirmed_at=_at(told["confirmed_at"]),
        confirmed_by=_by(told["confirmed_by"]),
        withdrawn_at=_at(told["withdrawn_at"]),
        withdrawn_by=_by(told["withdrawn_by"]),
    )


def _hold(told: Mapping[str, Any]) -> PlacedHold:
    return PlacedHold(
        id=HoldId(UUID(told["id"])),
        reason=HoldReason(told["reason"]),
        start=instant_from(told["started_at"]),
        end=_at(told["ended_at"]),
        placed_at=instant_from(told["placed_at"]),
        placed_by=UserId(UUID(told["placed_by"])),
        origin=told["origin"],
        effective_at=_at(told["effective_at"]),
        approved_by=_by(told["approved_by"]),
        end_recorded_at=_at(told["end_recorded_at"]),
        ended_by=_by(told["ended_by"]),
        rejected_at=_at(told["rejected_at"]),
        rejected_by=_by(told["rejected_by"]),
        withdrawn_at=_at(told["withdrawn_at"]),
    )


def _extension(told: Mapping[str, Any]) -> GrantedExtension:
    return GrantedExtension(
        id=ExtensionId(UUID(told["id"])),
        months=told["months"],
        days=told["days"],
        granted_at=instant_from(told["granted_at"]),
        granted_by=UserId(UUID(told["granted_by"])),
    )


def notice_from(told: Mapping[str, Any]) -> NoticeAttempt:
    attempt = Attempt(
        told["window"],
        Channel(told["channel"]),
        told["number"],
        _at(told["sent_at"]),
        _at(told["delivered_at"]),
        _at(told["recorded_at"]),
        _at(told["bounced_at"]),
        _at(told["claimed_until"]),
    )
    return NoticeAttempt(
        id=NoticeId(UUID(told["id"])),
        assignment_id=AssignmentId(UUID(told["assignment_id"])),
        attempt=attempt,
    )


def _at(text: str | None) -> datetime | None:
    return None if text is None else instant_from(text)


def _by(text: str | None) -> UserId | None:
    return None if text is None else UserId(UUID(text))


def differing(before: LeadFacts, after: LeadFacts) -> Iterator[LeadFact]:
    """The facts that are new or have another form."""
    known: dict[UUID, LeadFact] = {fact.id: fact for fact in before.all}
    return (fact for fact in after.all if known.get(fact.id) != fact)
