"""Visible facts at dense positions, read by tenant or by subject."""

from collections.abc import Sequence

from attrs import frozen

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from adapters.postgres.transaction import Transaction
from crm_core.domain.events.envelope import Envelope, RecordedEvent
from crm_core.domain.ids import CorrelationId, EventId, TenantId, UserId
from crm_core.domain.refusals import Gone

COLUMNS = """position, event_id, type, version, occurred_at, source, correlation_id, actor_type, actor_id,
    subject, data"""
# The head's row comes even when there are no events, so one statement tells both.
AFTER = f"""SELECT head.retired_through, event.* FROM event_heads AS head LEFT JOIN LATERAL (
    SELECT {COLUMNS} FROM event_log
    WHERE tenant_id = %(tenant)s AND position > %(position)s ORDER BY position LIMIT %(limit)s
    ) AS event ON true WHERE head.tenant_id = %(tenant)s ORDER BY event.position"""  # noqa: S608 - our own words
OF_SUBJECT = f"""SELECT NULL, {COLUMNS} FROM event_log
    WHERE tenant_id = %(tenant)s AND subject = %(subject)s AND position > %(position)s
    ORDER BY position LIMIT %(limit)s"""  # noqa: S608 - our own words
NEWEST = "SELECT position FROM event_heads WHERE tenant_id = %s"


@frozen
class PostgresEventLog:
    transaction: Transaction

    def read_after(self, tenant: TenantId, position: int, *, limit: int) -> Sequence[RecordedEvent]:
        asked = {"tenant": tenant, "position": position, "limit": limit}
        rows = self.transaction.ask(AFTER, asked)
        if rows and rows[0][0] > position:
            raise Gone(oldest=rows[0][0] + 1)
        return [recorded(tenant, row) for row in rows if row[1] is not None]

    def of_subject(
        self, tenant: TenantId, subject: str, position: int, *, limit: int
    ) -> Sequence[RecordedEvent]:
        asked = {"tenant": tenant, "subject": subject, "position": position, "limit": limit}
        return [recorded(tenant, row) for row in self.transaction.ask(OF_SUBJECT, asked)]

    def newest(self, tenant: TenantId) -> int:
        rows = self.transaction.ask(NEWEST, (tenant,))
        return int(rows[0][0]) if rows else 0


def recorded(tenant: TenantId, row: Row) -> RecordedEvent:
    _, position, event_id, kind, version, time, source, correlation, actor_type, actor_id, subject, data = row
    envelope = Envelope(
        id=EventId(event_id),
        type=kind,
        version=version,
        time=utc(time),
        correlation_id=CorrelationId(correlation),
        tenant_id=tenant,
        actor_type=actor_type,
        actor_id=UserId(actor_id),
        subject=subject,
        data=data,
        source=source,
    )
    return RecordedEvent(position, envelope)
