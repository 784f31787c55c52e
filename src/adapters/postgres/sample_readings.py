"""Questions about samples: each is one flush of identity and one prepared statement."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from adapters.postgres.flush import Params
from adapters.postgres.policies.reached import Reached
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.sample_list import page_text, parameters
from adapters.postgres.sample_rows import PLACE, TO_PARTY, WHOLE, seen_from
from crm_core.domain.access.actor import Actor
from crm_food_pack.domain.samples.listing import SampleSlice, SeenSample
from crm_food_pack.domain.samples.sample import SampleId

# Texts are put together from names of ours; values travel as parameters.
_ROWS = f"SELECT {WHOLE}, {PLACE} FROM sample_request s {TO_PARTY} WHERE s.tenant_id = %s"  # noqa: S608
ONE = f"{_ROWS} AND s.id = %s"
AWAITED = f"""{_ROWS} AND s.delivery_date < %s AND s.status IN ('REQUESTED', 'PACKED', 'SHIPPED')
    ORDER BY s.delivery_date, s.id LIMIT %s"""


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

    def _seen(self, actor: Actor, sql: str, params: Params) -> Sequence[SeenSample]:
        rows, _ = asked(self.connections, actor, sql, params)
        return [seen_from(row) for row in rows]
