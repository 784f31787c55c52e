"""Questions about follow-ups: each is one flush of identity and one prepared statement."""

from collections.abc import Sequence

from attrs import frozen

from adapters.postgres.follow_up_list import page_text, parameters, states
from adapters.postgres.follow_up_rows import follow_up_from
from adapters.postgres.follow_ups import FIND
from adapters.postgres.policies.reached import Reached
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from crm_core.domain.access.actor import Actor
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.listing import FollowUpSlice


@frozen
class PostgresFollowUpReadings:
    connections: Connections

    def one(self, actor: Actor, follow_up_id: FollowUpId) -> FollowUp | None:
        rows, _ = asked(self.connections, actor, FIND, (actor.tenant, follow_up_id))
        return follow_up_from(rows[0]) if rows else None

    def page(self, actor: Actor, wanted: FollowUpSlice) -> Sequence[FollowUp]:
        if not states(wanted.filter):
            return []
        text = page_text(wanted, Reached.by(actor))
        rows, _ = asked(self.connections, actor, text, parameters(wanted))
        return [follow_up_from(row) for row in rows]
