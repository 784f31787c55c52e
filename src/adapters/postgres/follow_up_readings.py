"""Questions about follow-ups: each is one flush of identity and one prepared statement."""

from collections.abc import Sequence

from attrs import frozen

from adapters.postgres.follow_up_list import page_text, parameters, states
from adapters.postgres.follow_up_rows import COLUMNS, follow_up_from
from adapters.postgres.follow_ups import FIND
from adapters.postgres.policies.reached import Reached
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.reminders import COLUMNS as REMINDED
from adapters.postgres.reminders import reminder_from
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.listing import FollowUpSlice
from crm_core.domain.follow_ups.reminder import Reminder

_REMINDER, _FOLLOW_UP = (
    ", ".join(f"{of}.{name.strip()}" for name in names.split(","))
    for of, names in (("r", REMINDED), ("f", COLUMNS))
)
_WIDTH = len(REMINDED.split(","))
# One way for each index; texts are put together from names of ours.
_TOLD = """(SELECT r.* FROM follow_up_reminders r
    JOIN follow_ups f ON f.tenant_id = r.tenant_id AND f.id = r.follow_up_id AND f.state = 'OPEN'
    WHERE r.tenant_id = %(tenant)s AND NOT r.by_letter AND r.opened_at IS NULL AND {}
    ORDER BY r.created_at DESC, r.id LIMIT %(limit)s)"""
_WAYS = " UNION ALL ".join(
    _TOLD.format(whose)
    for whose in (
        "r.owner_user_id = %(user)s",
        "r.owner_user_id IS NULL AND r.region = ANY (%(regions)s::text[])",
        "r.owner_user_id IS NULL AND r.region IS NULL AND %(manages)s",
    )
)
INBOX = f"""SELECT {_REMINDER}, {_FOLLOW_UP} FROM ({_WAYS}) r
    JOIN follow_ups f ON f.tenant_id = r.tenant_id AND f.id = r.follow_up_id
    ORDER BY r.created_at DESC, r.id LIMIT %(limit)s"""  # noqa: S608 - see above


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

    def inbox(self, actor: Actor, *, limit: int) -> Sequence[tuple[Reminder, FollowUp]]:
        leads = actor.regions if actor.holds(Role.TEAM_LEAD) else frozenset()
        told = {
            "tenant": actor.tenant,
            "user": actor.user,
            "regions": sorted(leads),
            "manages": actor.holds(Role.MANAGER, Role.ADMIN),
            "limit": limit,
        }
        rows, _ = asked(self.connections, actor, INBOX, told)
        return [(reminder_from(row[:_WIDTH]), follow_up_from(row[_WIDTH:])) for row in rows]
