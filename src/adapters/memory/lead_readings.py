"""Questions about leads, answered by looking at every one of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from attrs import astuple, evolve, frozen

from adapters.memory.leads import seen_lead
from adapters.memory.store import KeptLead, MemoryStore
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEAD_EVIDENCE, LEAD_PERSONS, LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.customers.likeness import says
from crm_core.domain.leads.commitment import Commitment
from crm_core.domain.leads.intervals import FOREVER
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.listing import LeadColumns, LeadFilter, LeadOrder, LeadRow, LeadSlice, place_text
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import HoldState, NoticeAttempt
from crm_core.domain.leads.seen import is_seen_at, next_date_of, state_of
from crm_core.domain.party import LeadId
from crm_core.ports.lead_readings import LeadReading


@frozen
class MemoryLeadReadings:
    store: MemoryStore

    def one(self, actor: Actor, lead_id: LeadId) -> LeadReading | None:
        kept, scope = self.store.state.leads.get(lead_id), Scope(actor)
        return None if kept is None else _reading(kept, scope)

    def page(self, actor: Actor, wanted: LeadSlice) -> LeadColumns:
        scope = Scope(actor)
        found = [
            (_placed(lead, wanted.order), lead)
            for lead in self._visible(scope, wanted.now)
            if _matches(lead, wanted.filter, wanted.now)
        ]
        ordered = sorted(found, key=lambda one: _key(place_text(one[0]), one[1].id, wanted.order))
        if wanted.after is not None:
            behind = _key(*wanted.after, wanted.order)
            ordered = [one for one in ordered if _key(place_text(one[0]), one[1].id, wanted.order) > behind]
        shown = ordered[: wanted.limit + 1]
        if not shown:
            return LeadColumns()
        rows = (astuple(_row(lead, wanted.now, scope), recurse=False) for _, lead in shown)
        return LeadColumns(tuple(zip(*rows, strict=True)), [place for place, _ in shown])

    def names(self, actor: Actor, ids: Sequence[LeadId]) -> Mapping[LeadId, str]:
        kept = (self.store.state.leads.get(one) for one in ids)
        seen = (seen_lead(one.lead, Scope(actor)) for one in kept if one is not None)
        return {one.id: one.details.company_name for one in seen if one is not None}

    def engaged(self, actor: Actor, ids: Sequence[LeadId]) -> frozenset[LeadId]:
        kept, scope = (self.store.state.leads.get(one) for one in ids), Scope(actor)
        return frozenset(
            one.lead.id for one in kept if one and LEADS.permits(Operation.ENGAGE, scope, one.lead)
        )

    def waiting(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadReading]:
        scope = Scope(actor)
        found = [
            kept
            for kept in self.store.state.leads.values()
            if kept.lead.phase is Phase.RUNNING and not kept.lead.has_lapsed(now)
            if kept.lead.owner_user_id != actor.user
            if LEAD_DECISIONS.permits(Operation.WRITE, scope, kept.lead)
            if _waits(kept, now)
        ]
        first = sorted(found, key=lambda kept: (_lapse_of(kept.lead) or FOREVER, kept.lead.id))
        readings = (_reading(kept, scope) for kept in first)
        return [one for one in readings if one is not None][:limit]

    def running(self, actor: Actor, *, after: LeadId | None, limit: int) -> Sequence[LeadReading]:
        kept = sorted(self.store.state.leads.values(), key=lambda one: one.lead.id)
        running = (k for k in kept if k.lead.phase is Phase.RUNNING and (after is None or k.lead.id > after))
        found = (_reading(one, Scope(actor)) for one in running)
        return [one for one in found if one is not None][:limit]

    def inbox(self, actor: Actor, limit: int) -> Sequence[tuple[LeadId, NoticeAttempt]]:
        found = [
            (kept.lead.id, notice)
            for kept in self.store.state.leads.values()
            if kept.lead.tenant_id == actor.tenant and kept.lead.owner_user_id == actor.user
            for notice in kept.facts.notices
            if kept.lead.assignment is not None and notice.assignment_id == kept.lead.assignment.id
            if notice.attempt.channel is Channel.INAPP and notice.attempt.delivered_at is None
        ]
        return sorted(found, key=lambda one: (str(one[1].attempt.sent_at), one[1].id), reverse=True)[:limit]

    def commitments(self, actor: Actor, lead_id: LeadId) -> Sequence[Commitment]:
        kept = self.store.state.leads.get(lead_id)
        if kept is None or not LEAD_EVIDENCE.permits(Operation.READ, Scope(actor), kept.lead):
            return []
        return sorted(kept.commitments, key=lambda one: one.id)

    def _visible(self, scope: Scope, now: datetime) -> Iterator[Lead]:
        for kept in self.store.state.leads.values():
            if LEADS.permits(Operation.READ, scope, kept.lead) and is_seen_at(kept.lead, scope, now):
                yield kept.lead


def _reading(kept: KeptLead, scope: Scope) -> LeadReading | None:
    lead = seen_lead(kept.lead, scope)
    if lead is None:
        return None
    known = LEAD_PERSONS.permits(Operation.READ, scope, lead)
    return LeadReading(lead, kept.facts, dict(kept.notes) if known else {}, scope)


def _waits(kept: KeptLead, now: datetime) -> bool:
    pending = any(hold.state_at(now) is HoldState.PENDING for hold in kept.facts.holds)
    return pending or any(activity.waits_for_confirmation for activity in kept.facts.activities)


def _lapse_of(lead: Lead) -> datetime | None:
    return None if lead.standing is None or lead.standing.lapse is None else lead.standing.lapse.at


def _matches(lead: Lead, wanted: LeadFilter, now: datetime) -> bool:
    lapse = _lapse_of(lead)
    ahead = lead.phase is Phase.RUNNING and lapse is not None and lapse > now
    return (
        (wanted.state is None or wanted.state == state_of(lead, now))
        and (wanted.owner is None or wanted.owner == lead.owner_user_id)
        and (wanted.region is None or wanted.region == lead.region)
        and (wanted.lapsing_before is None or (ahead and lapse is not None and lapse < wanted.lapsing_before))
        and says(lead.details.company_name, lead.details.city, wanted.q)
    )


def _row(lead: Lead, now: datetime, scope: Scope) -> LeadRow:
    d, held = lead.details, lead.standing
    row = LeadRow(
        id=lead.id,
        company_name=d.company_name,
        city=d.city,
        postal_code=d.postal_code,
        territory=d.territory,
        region=d.region,
        owner_user_id=lead.owner_user_id,
        state=state_of(lead, now),
        started_at=None if lead.assignment is None else lead.assignment.started_at,
        base_expiry_at=None if held is None else held.base_expiry_at,
        reminder_due_at=None if held is None else held.reminder_due_at,
        grace_end_at=None if held is None else held.grace_end_at,
        lapse_at=_lapse_of(lead),
        paused_since=None if held is None else held.paused_since,
        next_date=next_date_of(lead, now),
        reserved_until=lead.reserved_until,
        created_at=lead.created_at,
    )
    if lead.phase is Phase.RESERVED and not LEAD_PERSONS.permits(Operation.READ, scope, lead):
        return evolve(row, postal_code=None, territory=None, region=None, owner_user_id=None)
    return row


def _placed(lead: Lead, order: LeadOrder) -> object:
    if order is LeadOrder.COMPANY:
        return sort_key(lead.details.company_name)
    return lead.created_at if order is LeadOrder.NEWEST else _lapse_of(lead)


def _key(place: str, lead_id: UUID, order: LeadOrder) -> tuple[object, ...]:
    if order is LeadOrder.NEWEST:
        return (-datetime.fromisoformat(place).timestamp(), lead_id)
    return (place == "", place, lead_id)
