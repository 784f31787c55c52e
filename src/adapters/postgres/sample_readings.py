"""Questions about samples: each is one flush of identity and one prepared statement."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

from adapters.postgres.flush import Params
from adapters.postgres.policies.reached import Reached
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.sample_list import page_text, parameters
from adapters.postgres.sample_rows import PLACE, TO_PARTY, WHOLE, seen_from
from crm_core.domain.access.actor import Actor
from crm_core.domain.party import LeadId
from crm_food_pack.domain.samples.delay import Delay
from crm_food_pack.domain.samples.listing import SampleSlice, SeenSample
from crm_food_pack.domain.samples.sample import SampleId

# Texts are put together from names of ours; values travel as parameters.
_ROWS = f"SELECT {WHOLE}, {PLACE} FROM sample_request s {TO_PARTY} WHERE s.tenant_id = %s"  # noqa: S608
ONE = f"{_ROWS} AND s.id = %s"
AWAITED = f"""{_ROWS} AND s.delivery_date < %s AND s.status IN ('REQUESTED', 'PACKED', 'SHIPPED')
    AND c.archived_at IS NULL ORDER BY s.delivery_date, s.id LIMIT %s"""
# Few samples of leads are underway at a time, and few holds go on: each way has an index of its own, and what
# else has to hold is looked up row by row.
_PROTECTED = """EXISTS (SELECT FROM leads l WHERE l.tenant_id = {0}.tenant_id AND l.id = {0}.lead_id
            AND l.phase = 'RUNNING' AND (l.lapse_at IS NULL OR l.lapse_at > %(now)s) OFFSET 0)"""
DELAYS = f"""SELECT lead_id, id FROM (
    SELECT s.delivery_date, s.lead_id, s.id FROM sample_request s
    WHERE s.tenant_id = %(tenant)s AND s.lead_id IS NOT NULL AND s.delivery_date <= %(day)s
        AND s.status IN ('REQUESTED', 'PACKED', 'SHIPPED') AND {_PROTECTED.format("s")}
        AND NOT EXISTS (SELECT FROM lead_holds h WHERE h.tenant_id = s.tenant_id AND h.lead_id = s.lead_id
            AND h.origin = 'sample:' || s.id OFFSET 0)
    UNION ALL
    SELECT s.delivery_date, h.lead_id, s.id FROM lead_holds h
    CROSS JOIN LATERAL (SELECT s.delivery_date, s.id FROM sample_request s
        WHERE s.tenant_id = h.tenant_id AND s.lead_id = h.lead_id AND h.origin = 'sample:' || s.id
            AND s.status NOT IN ('REQUESTED', 'PACKED', 'SHIPPED') OFFSET 0) s
    WHERE h.tenant_id = %(tenant)s AND h.origin LIKE 'sample:%%' AND h.ended_at IS NULL
        AND h.rejected_at IS NULL AND h.withdrawn_at IS NULL AND {_PROTECTED.format("h")}
    ) d ORDER BY delivery_date, id LIMIT %(limit)s"""  # noqa: S608 - see above


@frozen
class PostgresSampleReadings:
    connections: Connections

    def one(self, actor: Actor, sample_id: SampleId) -> SeenSample | None:
        found = self._seen(actor, ONE, (actor.tenant, sample_id))
        return found[0] if found else None

    def page(self, actor: Actor, wanted: SampleSlice) -> Sequence[SeenSample]:
        reached = Reached.by(actor)
        if not (reached.customers or reached.leads):
            return []
        text = page_text(wanted, reached)
        return self._seen(actor, text, {**parameters(wanted), "tenant": actor.tenant})

    def awaited_since(self, actor: Actor, day: date, *, limit: int) -> Sequence[SeenSample]:
        return self._seen(actor, AWAITED, (actor.tenant, day, limit))

    def delays(self, actor: Actor, day: date, now: datetime, *, limit: int) -> Sequence[Delay]:
        told = {"tenant": actor.tenant, "day": day, "now": now, "limit": limit}
        rows, _ = asked(self.connections, actor, DELAYS, told)
        return [Delay(LeadId(lead), SampleId(sample)) for lead, sample in rows]

    def _seen(self, actor: Actor, sql: str, params: Params) -> Sequence[SeenSample]:
        rows, _ = asked(self.connections, actor, sql, params)
        return [seen_from(row) for row in rows]
