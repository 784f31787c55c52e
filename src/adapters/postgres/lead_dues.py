"""What has become due, by the indexes on the copy that stands on each lead's row."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.summary import News, NewsRow, this_week, yesterday
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
_WHOSE = "l.id, coalesce(l.owner_user_id, l.former_owner_user_id), l.region"
NEWS = f"""SELECT 'LAPSED', {_WHOSE} FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase IN ('RUNNING', 'RELEASED')
        AND l.lapse_at >= %(before)s AND l.lapse_at < %(midnight)s
    UNION ALL SELECT 'LAPSING', {_WHOSE} FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RUNNING'
        AND l.lapse_at >= %(midnight)s AND l.lapse_at < %(end)s
    UNION ALL SELECT 'DUE', {_WHOSE} FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RUNNING' AND l.grace_from IS NULL
        AND l.reminder_due_at >= %(midnight)s AND l.reminder_due_at < %(end)s
        AND (l.lapse_at IS NULL OR l.reminder_due_at < l.lapse_at)
    ORDER BY 2, 1"""  # noqa: S608 - names of ours; values travel as parameters
# Whether an activity is late enough to wait is said by the facts; here it is one that nobody confirmed.
NEAR_LAPSE = """SELECT l.id FROM leads l
    WHERE l.tenant_id = %(tenant)s AND l.phase = 'RUNNING'
        AND l.lapse_at > %(now)s AND l.lapse_at <= %(until)s
        AND (EXISTS (SELECT FROM lead_holds h WHERE h.tenant_id = l.tenant_id AND h.lead_id = l.id
                AND h.effective_at IS NULL AND h.rejected_at IS NULL AND h.withdrawn_at IS NULL)
            OR EXISTS (SELECT FROM lead_activities a WHERE a.tenant_id = l.tenant_id AND a.lead_id = l.id
                AND a.recorded_at - a.occurred_at > interval '7 days'
                AND a.confirmed_at IS NULL AND a.withdrawn_at IS NULL))
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

    def news(self, actor: Actor, day: date) -> Sequence[NewsRow]:
        (before, midnight), (_, end) = yesterday(day), this_week(day)
        told = {"tenant": actor.tenant, "before": before, "midnight": midnight, "end": end}
        rows, _ = asked(self.connections, actor, NEWS, told)
        return [NewsRow(News(news), *whose) for news, *whose in rows]

    def near_lapse(self, actor: Actor, now: datetime, until: datetime, limit: int) -> Sequence[LeadId]:
        return self._ids(NEAR_LAPSE, actor, now, limit, until=until)

    def to_pseudonymise(self, actor: Actor, limit: int) -> Sequence[LeadId]:
        return self._ids(TO_PSEUDONYMISE, actor, None, limit)

    def over_reservations(self, actor: Actor, now: datetime, limit: int) -> Sequence[LeadId]:
        return self._ids(OVER_RESERVATIONS, actor, now, limit)

    def long_holds(self, actor: Actor, begun_before: datetime, limit: int) -> Sequence[LeadId]:
        return list(dict.fromkeys(self._ids(LONG_HOLDS, actor, begun_before, limit)))

    def _ids(
        self, sql: str, actor: Actor, now: datetime | None, limit: int, **more: object
    ) -> Sequence[LeadId]:
        """The agenda is seen by the worker's role alone, and so is what follows from it."""
        told = {"tenant": actor.tenant, "now": now, "limit": limit, **more}
        rows, _ = asked(self.connections, actor, sql, told)
        return [LeadId(row[0]) for row in rows]
