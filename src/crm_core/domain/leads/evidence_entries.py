"""What a lead's evidence tells: each fact as an entry of its own, in the order in which it was recorded.

Entries carry ids, instants and our own words. What people said stands in them as commitments only.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from attrs import frozen

from crm_core.domain.fields.canonical import json_text
from crm_core.domain.fields.kinds import zulu
from crm_core.domain.leads.assignment import Assignment
from crm_core.domain.leads.commitment import Commitment
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.recorded import GrantedExtension, LeadActivity, NoticeAttempt, PlacedHold
from crm_core.domain.leads.rules_form import rules_record


@frozen
class EvidenceEntry:
    at: datetime
    kind: str
    said: Mapping[str, object]


def entries_of(lead: Lead, facts: LeadFacts, commitments: Iterable[Commitment]) -> tuple[EvidenceEntry, ...]:
    """The same facts give the same entries in the same order, whatever order they come in."""
    found = [
        *_life(lead),
        *(entry for one in lead.assignments for entry in _assignment(one)),
        *(entry for one in commitments for entry in _commitment(one)),
        *(entry for one in facts.activities for entry in _activity(one)),
        *(entry for one in facts.holds for entry in _hold(one)),
        *(entry for one in facts.extensions for entry in _extension(one)),
        *(entry for one in facts.notices for entry in _notice(one)),
    ]
    return tuple(sorted(found, key=lambda entry: (entry.at, entry.kind, json_text(entry.said))))


def _entry(at: datetime | None, kind: str, **said: object) -> Iterator[EvidenceEntry]:
    """Nothing, where it has not happened."""
    if at is not None:
        yield EvidenceEntry(at, kind, {name: _written(one) for name, one in said.items() if one is not None})


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return zulu(value)
    return value if isinstance(value, bool | int | Mapping) else str(value)


def _life(lead: Lead) -> Iterator[EvidenceEntry]:
    yield from _entry(lead.created_at, "LEAD_RECORDED", by=lead.created_by, territory=lead.territory)
    yield from _entry(lead.released_at, "LEAD_RELEASED", formerOwner=lead.former_owner_user_id)
    yield from _entry(lead.pseudonymised_at, "LEAD_PSEUDONYMISED", ground=lead.pseudonymised_because)
    if lead.conversion is not None:
        agreed = lead.conversion
        yield from _entry(
            agreed.at,
            "LEAD_CONVERTED",
            customer=agreed.customer_id,
            agreement=agreed.document_id,
            signedAt=agreed.signed_at,
        )


def _assignment(one: Assignment) -> Iterator[EvidenceEntry]:
    for terms in one.terms:
        yield from _entry(
            terms.recorded_at,
            f"PROTECTION_{terms.cause}",
            assignment=one.id,
            owner=one.user_id,
            by=terms.recorded_by,
            startedAt=terms.started_at,
            inactivityFrom=terms.inactivity_from,
            rules=rules_record(terms.rules),
            proof=terms.evidence_id,
        )
    yield from _entry(one.ended_at, "PROTECTION_ENDED", assignment=one.id, because=one.ended_because)


def _commitment(one: Commitment) -> Iterator[EvidenceEntry]:
    yield from _entry(one.made_at, "VALUE_RECORDED", about=one.about_id, field=one.field, digest=one.digest)


def _activity(one: LeadActivity) -> Iterator[EvidenceEntry]:
    yield from _entry(
        one.recorded_at,
        "ACTIVITY_RECORDED",
        activity=one.id,
        assignment=one.assignment_id,
        activityKind=one.kind,
        occurredAt=one.occurred_at,
        outcome=one.outcome,
        credited=one.credited,
        by=one.recorded_by,
    )
    yield from _entry(one.confirmed_at, "ACTIVITY_CONFIRMED", activity=one.id, by=one.confirmed_by)
    yield from _entry(one.withdrawn_at, "ACTIVITY_WITHDRAWN", activity=one.id, by=one.withdrawn_by)


def _hold(one: PlacedHold) -> Iterator[EvidenceEntry]:
    yield from _entry(
        one.placed_at,
        "HOLD_PLACED",
        hold=one.id,
        reason=one.reason,
        start=one.start,
        origin=one.origin,
        by=one.placed_by,
    )
    yield from _entry(one.effective_at, "HOLD_EFFECTIVE", hold=one.id, by=one.approved_by or one.placed_by)
    yield from _entry(one.rejected_at, "HOLD_REJECTED", hold=one.id, by=one.rejected_by)
    yield from _entry(one.withdrawn_at, "HOLD_WITHDRAWN", hold=one.id)
    if one.end is not None:
        recorded = one.end_recorded_at or one.placed_at
        yield from _entry(recorded, "HOLD_END", hold=one.id, end=one.end, by=one.ended_by)


def _extension(one: GrantedExtension) -> Iterator[EvidenceEntry]:
    yield from _entry(
        one.granted_at,
        "EXTENSION_GRANTED",
        extension=one.id,
        months=one.months,
        days=one.days,
        by=one.granted_by,
    )


def _notice(one: NoticeAttempt) -> Iterator[EvidenceEntry]:
    attempt = one.attempt
    named = {"notice": one.id, "assignment": one.assignment_id}
    yield from _entry(
        attempt.sent_at,
        "NOTICE_SENT",
        **named,
        channel=attempt.channel,
        window=attempt.window,
        number=attempt.number,
    )
    yield from _entry(attempt.bounced_at, "NOTICE_BOUNCED", **named)
    if attempt.delivered_at is not None:
        recorded = attempt.recorded_at or attempt.delivered_at
        yield from _entry(recorded, "NOTICE_DELIVERED", **named, deliveredAt=attempt.delivered_at)
