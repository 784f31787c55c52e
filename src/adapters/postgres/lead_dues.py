"""What has become due, by the indexes on the copy that stands on each lead's row."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.party import LeadId

# Whoever is told and does not react stays due for months: the agenda keeps them out until something changes.
REMINDERS = """SELECT l.id FROM leads l
    LEFT JOIN lead_agenda a ON a.tenant_id = l.tenant_id AND a.lead_id = l.id
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RUNNING' AND l.grace_from IS NULL
        AND l.reminder_due_at <= %(now)s AND (l.lapse_at IS NULL OR l.lapse_at > %(now)s)
        AND (a.lead_id IS NULL OR a.looked_version <> l.version OR a.look_at <= %(now)s)
    ORDER BY l.reminder_due_at, l.id LIMIT %(limit)s"""
LAPSED = """SELECT l.id FROM leads l
    LEFT JOIN lead_agenda a ON a.tenant_id = l.tenant_id AND a.lead_id = l.id
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RUNNING' AND l.lapse_at <= %(now)s
        AND a.told_lapse_at IS DISTINCT FROM l.lapse_at
    ORDER BY l.lapse_at, l.id LIMIT %(limit)s"""
RELEASABLE = """SELECT l.id FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RUNNING' AND l.lapse_at < %(now)s
    ORDER BY l.lapse_at, l.id LIMIT %(limit)s"""
TO_PSEUDONYMISE = """SELECT l.id FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RELEASED' AND l.pseudonymised_at IS NULL
    ORDER BY l.released_at, l.id LIMIT %(limit)s"""
OVER_RESERVATIONS = """SELECT l.id FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RESERVED' AND l.reserved_until <= %(now)s
    ORDER BY l.reserved_until, l.id LIMIT %(limit)s"""
LONG_HOLDS = """SELECT DISTINCT ON (h.started_at, h.lead_id) h.lead_id FROM lead_holds h
    JOIN leads l ON l.tenant_id = h.tenant_id AND l.id = h.lead_id AND l.phase = 'RUNNING'
    WHERE h.tenant_id = %(tenant)s AND h.effective_at IS NOT NULL AND h.ended_at IS NULL
        AND h.started_at < %(now)s
    ORDER BY h.started_at, h.lead_id LIMIT %(limit)s"""


@frozen
class PostgresLeadDues:
    connections: Connections

    def reminders(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        return self._ids(REMINDERS, actor, now, limit)

    def lapsed(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        return self._ids(LAPSED, actor, now, limit)

    def releasable(self, actor: Actor, lapsed_before: datetime, limit: int) -> Sequence[LeadId]:
        return self._ids(RELEASABLE, actor, lapsed_before, limit)

    def to_pseudonymise(self, actor: Actor, limit: int) -> Sequence[LeadId]:
        return self._ids(TO_PSEUDONYMISE, actor, None, limit)

    def over_reservations(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        return self._ids(OVER_RESERVATIONS, actor, now, limit)

    def long_holds(self, actor: Actor, begun_before: datetime, limit: int) -> Sequence[LeadId]:
        return list(dict.fromkeys(self._ids(LONG_HOLDS, actor, begun_before, limit)))

    def _ids(self, sql: str, actor: Actor, now: datetime | None, limit: int) -> Sequence[LeadId]:
        """The agenda is seen by the worker's role alone, and so is what follows from it."""
        told = {"tenant": actor.tenant, "now": now, "limit": limit}
        rows, _ = asked(self.connections, actor, sql, told)
        return [LeadId(row[0]) for row in rows]
