"""Events as rows: the outbox, the log with its dense positions, and how far each consumer has come."""

from sqlalchemy import BigInteger, Column, Identity, Index, Integer, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant


def _fact() -> tuple[Column[object], ...]:
    """The envelope, alike in the outbox and in the log."""
    return (
        Column("event_id", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("version", Text, nullable=False),
        instant("occurred_at"),
        Column("source", Text, nullable=False),
        Column("correlation_id", Uuid, nullable=False),
        Column("actor_type", Text, nullable=False),
        Column("actor_id", Uuid, nullable=False),
        Column("subject", Text, nullable=False),
        Column("data", JSONB, nullable=False),
    )


EVENT_OUTBOX = Table(
    "event_outbox",
    SCHEMA,
    Column("tenant_id", Uuid, nullable=False),
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    *_fact(),
)
EVENT_HEADS = Table(
    "event_heads",
    SCHEMA,
    tenant(),
    Column("position", BigInteger, nullable=False),
    Column("retired_through", BigInteger, nullable=False, server_default="0"),
)
EVENT_LOG = Table(
    "event_log",
    SCHEMA,
    tenant(),
    Column("position", BigInteger, primary_key=True),
    *_fact(),
    instant("published_at"),
    UniqueConstraint("tenant_id", "event_id", name="event_log_event_key"),
)
Index("event_log_by_subject", EVENT_LOG.c.tenant_id, EVENT_LOG.c.subject, EVENT_LOG.c.position)

CONSUMER_CHECKPOINTS = Table(
    "consumer_checkpoints",
    SCHEMA,
    tenant(),
    Column("consumer", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
CONSUMER_DEAD_LETTERS = Table(
    "consumer_dead_letters",
    SCHEMA,
    tenant(),
    Column("consumer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    instant("retry_at", nullable=True),
    Column("reason", Text, nullable=False),
)
