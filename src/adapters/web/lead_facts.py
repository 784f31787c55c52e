"""The facts about a lead as people read them, each where a stretch of the bar can lead to it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from attrs import frozen

from adapters.web.values.speaking import in_language
from adapters.web.visit import Visit
from crm_core.domain.language import Language
from crm_core.domain.leads.assignment import Assignment, TermsCause
from crm_core.domain.leads.derivation import Cause, Segment
from crm_core.domain.leads.holding import is_forgotten
from crm_core.domain.leads.recorded import (
    GrantedExtension,
    HoldState,
    LeadActivity,
    NoticeAttempt,
    PlacedHold,
)
from crm_core.domain.leads.sentences import WORDINGS
from crm_core.queries.lead_by_id import LeadSeen

_HOLD_COLOURS = {
    HoldState.PENDING: "warn",
    HoldState.EFFECTIVE: "info",
    HoldState.ENDED: "",
    HoldState.REJECTED: "bad",
    HoldState.WITHDRAWN: "",
}
# What has a record of its own leads to it; the rest follows from the rules.
_FAMILIES = {
    Cause.ACTIVITY: "activity",
    Cause.HOLD: "hold",
    Cause.HOLD_ENDED: "hold",
    Cause.NOTICE_DELIVERED: "notice",
}


def anchor_of(segment: Segment) -> str:
    """Where on the page the fact behind a segment stands."""
    family, ref = _FAMILIES.get(segment.cause), segment.source.ref
    if family is not None and ref is not None:
        return f"{family}-{ref}"
    return "turns" if segment.cause in {Cause.STARTED, Cause.TRANSFERRED} else "rules"


@frozen
class ActivityRow:
    """`standing` is the key of the sentence that says whether it counts, and why not."""

    fact: LeadActivity
    label: str
    note: str | None
    outcome: str | None
    standing: str
    waits: bool


@frozen
class HoldRow:
    fact: PlacedHold
    reason: str
    state: HoldState
    colour: str
    is_forgotten: bool


@frozen
class NoticeRow:
    fact: NoticeAttempt
    state: str
    colour: str
    at: datetime | None


@frozen
class ExtensionRow:
    fact: GrantedExtension
    reason: str | None


@frozen
class TurnRow:
    """How somebody's time began, or came under other terms."""

    cause: TermsCause
    at: datetime
    by: UUID
    owner: UUID
    started_at: datetime
    note: str | None


@frozen
class Facts:
    activities: Sequence[ActivityRow]
    holds: Sequence[HoldRow]
    notices: Sequence[NoticeRow]
    extensions: Sequence[ExtensionRow]
    turns: Sequence[TurnRow]


def facts_of(visit: Visit, seen: LeadSeen) -> Facts:
    """All of them, the newest first."""
    facts, current = seen.reading.facts, seen.lead.assignment
    return Facts(
        activities=[
            _activity(visit, one, seen, current)
            for one in sorted(facts.activities, key=lambda one: (one.occurred_at, one.id), reverse=True)
        ],
        holds=[
            _hold(visit, one, seen.now)
            for one in sorted(facts.holds, key=lambda one: (one.start, one.id), reverse=True)
        ],
        notices=[_notice(one) for one in sorted(facts.notices, key=lambda one: one.id, reverse=True)],
        extensions=[
            ExtensionRow(one, seen.notes.get(one.id))
            for one in sorted(facts.extensions, key=lambda one: one.granted_at, reverse=True)
        ],
        turns=_turns(seen),
    )


def hold_reason(visit: Visit, reason: str) -> str:
    return WORDINGS[Language(visit.tongue.code)].details[reason]


def activity_label(visit: Visit, kind: str) -> str:
    known = visit.world.activity_types.types.get(kind)
    return kind if known is None else in_language(known, visit.tongue)


def _activity(visit: Visit, one: LeadActivity, seen: LeadSeen, current: Assignment | None) -> ActivityRow:
    said = None if one.outcome is None else f"lead-outcome.{one.outcome}"
    known = said is not None and visit.tongue.knows(said)
    return ActivityRow(
        fact=one,
        label=activity_label(visit, one.kind),
        note=seen.notes.get(one.id),
        outcome=visit.say(said) if known and said is not None else one.outcome,
        standing=_standing(one, seen, current),
        waits=one.waits_for_confirmation and current is not None and one.assignment_id == current.id,
    )


def _standing(one: LeadActivity, seen: LeadSeen, current: Assignment | None) -> str:
    lapse = None if seen.lead.standing is None else seen.lead.standing.lapse
    if one.withdrawn_at is not None:
        return "withdrawn"
    if not one.qualifies:
        return "never"
    if current is not None and one.assignment_id != current.id:
        return "before"
    if lapse is not None and lapse.at <= one.recorded_at:
        return "late"
    return "waits" if one.waits_for_confirmation else "counts"


def _hold(visit: Visit, one: PlacedHold, now: datetime) -> HoldRow:
    state = one.state_at(now)
    return HoldRow(one, hold_reason(visit, one.reason), state, _HOLD_COLOURS[state], is_forgotten(one, now))


def _notice(one: NoticeAttempt) -> NoticeRow:
    made = one.attempt
    if made.bounced_at is not None:
        return NoticeRow(one, "bounced", "bad", made.bounced_at)
    if made.delivered_at is not None:
        return NoticeRow(one, "delivered", "good", made.delivered_at)
    if made.sent_at is not None:
        return NoticeRow(one, "unopened" if made.channel == "INAPP" else "sent", "warn", made.sent_at)
    return NoticeRow(one, "begun", "", None)


def _turns(seen: LeadSeen) -> list[TurnRow]:
    """Each assignment under its terms, oldest last; a note is kept by what it is about."""
    found = []
    for assignment in seen.lead.assignments:
        for terms in assignment.terms:
            about = {
                TermsCause.REGISTERED: seen.lead.id,
                TermsCause.TRANSFERRED: assignment.id,
                TermsCause.BACKDATED: terms.evidence_id,
            }.get(terms.cause)
            note = None if about is None else seen.notes.get(about)
            told = (terms.recorded_at, terms.recorded_by, assignment.user_id, terms.started_at)
            found.append(TurnRow(terms.cause, *told, note))
    return found[::-1]
