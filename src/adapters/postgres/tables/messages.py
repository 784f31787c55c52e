"""What people were told about leads, as rows: by ids and counts, never by names."""

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

LEAD_MESSAGES = Table(
    "lead_messages",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    instant("made_at"),
    Column("owner_user_id", Uuid),
    Column("region", Text),
    Column("by_letter", Boolean, nullable=False),
    Column("lead_id", Uuid),
    Column("said", JSONB, nullable=False),
    instant("claimed_until", nullable=True),
    instant("sent_at", nullable=True),
    instant("dropped_at", nullable=True),
    instant("opened_at", nullable=True),
    UniqueConstraint("tenant_id", "key", name="lead_messages_once_key"),
)
_c = LEAD_MESSAGES.c
_NEWEST = text("made_at DESC")
_WAITS = "NOT by_letter AND opened_at IS NULL"

Index(
    "lead_messages_of_people",
    _c.tenant_id,
    _c.owner_user_id,
    _NEWEST,
    postgresql_where=text(f"owner_user_id IS NOT NULL AND {_WAITS}"),
)
Index(
    "lead_messages_of_teams",
    _c.tenant_id,
    _c.region,
    _NEWEST,
    postgresql_where=text(f"owner_user_id IS NULL AND {_WAITS}"),
)
Index(
    "lead_messages_unsent",
    _c.tenant_id,
    _c.made_at,
    _c.id,
    postgresql_where=text("by_letter AND sent_at IS NULL AND dropped_at IS NULL"),
)
