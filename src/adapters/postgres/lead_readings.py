"""Questions about leads: each is one flush of identity and one prepared statement."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.lead_fact_rows import facts_from, notice_from
from adapters.postgres.lead_list import columns_of, page_text, parameters
from adapters.postgres.lead_parts import FACTS, FACTS_WIDTH, LEAD, LEAD_WIDTH, NOTES
from adapters.postgres.lead_rows import lead_from
from adapters.postgres.policies.arms import reached_by
from adapters.postgres.policies.compiled import permitted
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.tables.lead_parts import LATE_ACTIVITIES, PENDING_HOLDS
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_DECISIONS, LEADS
from crm_core.domain.access.policy import Operation
from crm_core.domain.access.scope import Scope
from crm_core.domain.leads.commitment import Commitment
from crm_core.domain.leads.listing import LeadColumns, LeadSlice
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.party import LeadId
from crm_core.ports.lead_readings import LeadReading

_WHOLE = f"SELECT {LEAD}, {FACTS}, {NOTES} FROM leads l WHERE l.tenant_id = %(tenant)s"  # noqa: S608 - names of ours
ONE = f"{_WHOLE} AND l.id = %(lead)s"
RUNNING = f"{_WHOLE} AND l.phase = 'RUNNING' AND l.id > %(after)s ORDER BY l.id LIMIT %(limit)s"
# What waits is little: it is found by the indexes that hold nothing else, and each lead looked up by itself.
WAITING = f"""WITH waiting AS MATERIALIZED (
        SELECT h.lead_id FROM lead_holds h WHERE h.tenant_id = %(tenant)s AND {PENDING_HOLDS}
        UNION SELECT a.lead_id FROM lead_activities a WHERE a.tenant_id = %(tenant)s AND {LATE_ACTIVITIES})
    SELECT {LEAD}, {FACTS}, {NOTES} FROM waiting w CROSS JOIN LATERAL (
        SELECT * FROM leads WHERE tenant_id = %(tenant)s AND id = w.lead_id
            AND phase = 'RUNNING' AND (lapse_at IS NULL OR lapse_at > %(now)s)
            AND owner_user_id IS DISTINCT FROM %(user)s AND ({permitted(LEAD_DECISIONS, Operation.WRITE)})
        LIMIT 1) l
    ORDER BY l.lapse_at NULLS LAST, l.id LIMIT %(limit)s"""  # noqa: S608 - names of ours
FIRST = UUID(int=0)

INBOX = """SELECT l.id, to_jsonb(n) FROM leads l JOIN lead_assignments a
        ON a.tenant_id = l.tenant_id AND a.lead_id = l.id AND a.ended_at IS NULL
    JOIN lead_notices n ON n.tenant_id = l.tenant_id AND n.lead_id = l.id AND n.assignment_id = a.id
    WHERE l.tenant_id = %(tenant)s AND l.owner_user_id = %(user)s AND l.phase = 'RUNNING'
        AND n.channel = 'INAPP' AND n.sent_at IS NOT NULL AND n.delivered_at IS NULL
    ORDER BY n.sent_at DESC, n.id DESC LIMIT %(limit)s"""

COMMITMENTS = """SELECT id, about_id, field, made_at, digest, salt FROM lead_commitments
    WHERE tenant_id = %(tenant)s AND lead_id = %(lead)s ORDER BY id"""

NAMES = "SELECT id, company_name FROM leads WHERE tenant_id = %(tenant)s AND id = ANY (%(leads)s)"
ENGAGED = f"""SELECT id FROM leads WHERE tenant_id = %(tenant)s AND id = ANY (%(leads)s)
    AND ({permitted(LEADS, Operation.ENGAGE)})"""  # noqa: S608 - names of ours


@frozen
class PostgresLeadReadings:
    connections: Connections

    def one(self, actor: Actor, lead_id: LeadId) -> LeadReading | None:
        rows, scope = asked(self.connections, actor, ONE, {"tenant": actor.tenant, "lead": lead_id})
        return _reading(rows[0], scope) if rows else None

    def page(self, actor: Actor, wanted: LeadSlice) -> LeadColumns:
        reached = reached_by(actor, LEADS)
        if not reached:
            return LeadColumns()
        rows, _ = asked(self.connections, actor, page_text(wanted, reached), parameters(wanted))
        return columns_of(rows, wanted.order)

    def names(self, actor: Actor, ids: Sequence[LeadId]) -> Mapping[LeadId, str]:
        told = {"tenant": actor.tenant, "leads": list(ids)}
        rows, _ = asked(self.connections, actor, NAMES, told)
        return {LeadId(one): str(name) for one, name in rows}

    def engaged(self, actor: Actor, ids: Sequence[LeadId]) -> frozenset[LeadId]:
        told = {"tenant": actor.tenant, "leads": list(ids)}
        rows, _ = asked(self.connections, actor, ENGAGED, told)
        return frozenset(LeadId(one) for (one,) in rows)

    def inbox(self, actor: Actor, limit: int) -> Sequence[tuple[LeadId, NoticeAttempt]]:
        told = {"tenant": actor.tenant, "user": actor.user, "limit": limit}
        rows, _ = asked(self.connections, actor, INBOX, told)
        return [(LeadId(lead), notice_from(notice)) for lead, notice in rows]

    def waiting(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadReading]:
        told = {"tenant": actor.tenant, "user": actor.user, "now": now, "limit": limit}
        rows, scope = asked(self.connections, actor, WAITING, told)
        return [_reading(row, scope) for row in rows]

    def running(self, actor: Actor, *, after: LeadId | None, limit: int) -> Sequence[LeadReading]:
        told = {"tenant": actor.tenant, "after": after or FIRST, "limit": limit}
        rows, scope = asked(self.connections, actor, RUNNING, told)
        return [_reading(row, scope) for row in rows]

    def commitments(self, actor: Actor, lead_id: LeadId) -> Sequence[Commitment]:
        told = {"tenant": actor.tenant, "lead": lead_id}
        rows, _ = asked(self.connections, actor, COMMITMENTS, told)
        names = ("id", "about_id", "field", "made_at", "digest", "salt")
        return [Commitment(**dict(zip(names, row, strict=True))) for row in rows]


def _reading(row: Row, scope: Scope) -> LeadReading:
    facts = facts_from(*row[LEAD_WIDTH : LEAD_WIDTH + FACTS_WIDTH])
    notes: Mapping[str, str] = row[-1] or {}
    return LeadReading(lead_from(row), facts, {UUID(about): text for about, text in notes.items()}, scope)
