"""How a follow-up is written as a row and read back from one."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from cattrs.preconf.json import make_converter
from psycopg.types.json import Jsonb

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc, utc_or_none
from crm_core.domain.follow_ups.follow_up import Closing, FollowUp, FollowUpId, Snooze, Source, State
from crm_core.domain.follow_ups.sla import Milestone, Pause, Terms
from crm_core.domain.ids import CustomerId, TenantId, UserId
from crm_core.domain.party import LeadId, Party

COLUMNS = (
    "tenant_id, id, version, rule, terms, customer_id, lead_id, source_kind, source_id, source_at, "
    "source_day, owner_user_id, created_at, due_at, due_soon_at, next_at, ahead, state, closed_at, outcome, "
    "note, closed_by, snoozes, pauses"
)
Part = TypeVar("Part")
Given = TypeVar("Given")
Made = TypeVar("Made")
_JSON = make_converter()


def row_of(follow_up: FollowUp) -> Row:
    """The values of COLUMNS."""
    f, source = follow_up, follow_up.source
    key = (f.tenant_id, f.id, f.version, f.rule, _written(f.terms), f.party.customer_id, f.party.lead_id)
    started = (source.kind, source.id, source.at, source.day0, f.owner_user_id, f.created_at)
    time = (f.due_at, f.due_soon_at, f.next_at, _written(f.ahead), str(f.state))
    return (*key, *started, *time, *_closing_row(f.closing), _written(f.snoozes), _written(f.pauses))


def follow_up_from(row: Row) -> FollowUp:
    """The follow-up from a row of COLUMNS."""
    tenant, identity, version, rule, terms, customer, lead, kind, source, since, day0, owner = row[:12]
    created, due, due_soon, _next, ahead, state, *closing, snoozes, pauses = row[12:]
    return FollowUp(
        id=FollowUpId(identity),
        tenant_id=TenantId(tenant),
        version=version,
        rule=rule,
        terms=_JSON.structure(terms, Terms),
        party=Party(_or_none(CustomerId, customer), _or_none(LeadId, lead)),
        source=Source(kind, source, utc(since), day0),
        owner_user_id=_or_none(UserId, owner),
        created_at=utc(created),
        due_at=utc_or_none(due),
        due_soon_at=utc_or_none(due_soon),
        ahead=_read(ahead, Milestone),
        state=State(state),
        closing=_closing(*closing),
        snoozes=_read(snoozes, Snooze),
        pauses=_read(pauses, Pause),
    )


def _closing_row(closing: Closing | None) -> Row:
    if closing is None:
        return (None, None, None, None)
    return (closing.at, closing.outcome, closing.note, closing.by)


def _closing(at: datetime | None, outcome: str | None, note: str | None, by: UUID | None) -> Closing | None:
    return None if at is None else Closing(utc(at), outcome, note, by)


def _written(part: object) -> Jsonb:
    return exact_json(_JSON.unstructure(part))


def _read(parts: list[object], kind: type[Part]) -> tuple[Part, ...]:
    return tuple(_JSON.structure(part, kind) for part in parts)


def _or_none(make: Callable[[Given], Made], value: Given | None) -> Made | None:
    return None if value is None else make(value)
