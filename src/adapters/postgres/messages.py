"""Messages about leads as rows, and the inbox of whoever asks."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from adapters.postgres.exact_json import exact_json
from adapters.postgres.flush import Row
from adapters.postgres.instants import utc, utc_or_none
from adapters.postgres.pool import Connections
from adapters.postgres.question import asked
from adapters.postgres.transaction import Transaction
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.access.system import refuse_people
from crm_core.domain.ids import TenantId, UserId
from crm_core.domain.leads.message import Message, MessageId, MessageKind
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotFound

COLUMNS = (
    "tenant_id, id, key, kind, made_at, owner_user_id, region, by_letter, lead_id, said, claimed_until, "
    "sent_at, dropped_at, opened_at"
)
# Every text is put together from names of ours; values travel as parameters.
_ROWS = f"SELECT {COLUMNS} FROM lead_messages WHERE tenant_id = %s"  # noqa: S608 - see above
_PLACES = ", ".join(["%s"] * len(COLUMNS.split(",")))
TELL = f"""INSERT INTO lead_messages ({COLUMNS}) VALUES ({_PLACES})
    ON CONFLICT (tenant_id, key) DO NOTHING RETURNING id"""  # noqa: S608 - see above
LOCK = f"{_ROWS} AND id = %s FOR UPDATE"
SAVE = """UPDATE lead_messages SET (claimed_until, sent_at, dropped_at, opened_at) = (%s, %s, %s, %s)
    WHERE tenant_id = %s AND id = %s"""
UNSENT = f"""{_ROWS} AND by_letter AND sent_at IS NULL AND dropped_at IS NULL
    AND (claimed_until IS NULL OR claimed_until <= %s)
    ORDER BY made_at, id LIMIT %s FOR UPDATE SKIP LOCKED"""
_WAITING = f"""SELECT {COLUMNS} FROM lead_messages
    WHERE tenant_id = %(tenant)s AND NOT by_letter AND opened_at IS NULL"""  # noqa: S608 - see above
_NEWEST = "ORDER BY made_at DESC, id DESC LIMIT %(limit)s"
# One way for each addressee, by an index of its own; teams and offices only for who stands for them.
INBOX = f"""SELECT * FROM (
    ({_WAITING} AND owner_user_id = %(user)s {_NEWEST})
    UNION ALL ({_WAITING} AND owner_user_id IS NULL AND region = ANY (%(regions)s::text[]) {_NEWEST})
    UNION ALL ({_WAITING} AND owner_user_id IS NULL AND region IS NULL AND %(manages)s::boolean {_NEWEST})
) waiting {_NEWEST}"""  # noqa: S608 - see above


@frozen
class PostgresMessages:
    transaction: Transaction

    def tell(self, message: Message) -> bool:
        m = message
        refuse_people(self.transaction.actor, "tell", "message", m.id)
        what = (m.tenant_id, m.id, m.key, str(m.kind), m.made_at, m.owner_user_id, m.region, m.by_letter)
        return bool(self.transaction.ask(TELL, (*what, m.lead_id, exact_json(dict(m.said)), *_course(m))))

    def lock(self, message_id: MessageId) -> Message:
        for row in self.transaction.ask(LOCK, (self.transaction.actor.tenant, message_id)):
            return message_from(row)
        raise NotFound

    def save(self, message: Message) -> None:
        self.transaction.tell(SAVE, (*_course(message), message.tenant_id, message.id))

    def unsent(self, now: datetime, *, limit: int) -> Sequence[Message]:
        rows = self.transaction.ask(UNSENT, (self.transaction.actor.tenant, now, limit))
        return [message_from(row) for row in rows]


@frozen
class PostgresMessageReadings:
    connections: Connections

    def inbox(self, actor: Actor, *, limit: int) -> Sequence[Message]:
        told = {
            "tenant": actor.tenant,
            "user": actor.user,
            "regions": sorted(actor.regions) if actor.holds(Role.TEAM_LEAD) else [],
            "manages": actor.holds(Role.MANAGER, Role.ADMIN),
            "limit": limit,
        }
        rows, _ = asked(self.connections, actor, INBOX, told)
        return [message_from(row) for row in rows]


def _course(message: Message) -> Row:
    return (message.claimed_until, message.sent_at, message.dropped_at, message.opened_at)


def message_from(row: Row) -> Message:
    """The message from a row of COLUMNS."""
    tenant, identity, key, kind, made_at, owner, region, by_letter, lead, said, *course = row
    claimed, sent, dropped, opened = (utc_or_none(at) for at in course)
    return Message(
        id=MessageId(identity),
        tenant_id=TenantId(tenant),
        key=key,
        kind=MessageKind(kind),
        made_at=utc(made_at),
        owner_user_id=None if owner is None else UserId(owner),
        region=region,
        by_letter=by_letter,
        lead_id=None if lead is None else LeadId(lead),
        said=said,
        claimed_until=claimed,
        sent_at=sent,
        dropped_at=dropped,
        opened_at=opened,
    )
