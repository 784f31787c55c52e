"""Activities as rows: what stands, and every version that a correction replaced."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

# Stems for who searches in German, and every word as it stands; names and numbers have no stems.
_WORDS = """to_tsvector('german', coalesce(note, '')) || to_tsvector('simple', coalesce(note, ''))
    || jsonb_to_tsvector('german', content, '["string"]')
    || jsonb_to_tsvector('simple', content, '["string"]')"""

ACTIVITIES = Table(
    "activities",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), nullable=False),
    Column("customer_id", Uuid),
    Column("lead_id", Uuid),
    Column("kind", Text, nullable=False),
    instant("occurred_at"),
    Column("note", Text),
    Column("content", JSONB, nullable=False),
    Column("author", Uuid, nullable=False),
    instant("recorded_at"),
    instant("corrected_at", nullable=True),
    Column("corrected_by", Uuid),
    instant("withdrawn_at", nullable=True),
    Column("withdrawn_by", Uuid),
    Column("withdrawn_because", Text),
    Column("words", TSVECTOR, Computed(_WORDS, persisted=True)),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"],
        ["customers.tenant_id", "customers.id"],
        name="activities_customer_fkey",
    ),
    ForeignKeyConstraint(
        ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name="activities_lead_fkey"
    ),
)
_c = ACTIVITIES.c
_TIME = text("occurred_at DESC")

Index(
    "activities_by_customer",
    _c.tenant_id,
    _c.customer_id,
    _TIME,
    _c.id,
    postgresql_where=text("customer_id IS NOT NULL AND withdrawn_at IS NULL"),
)
Index(
    "activities_by_lead",
    _c.tenant_id,
    _c.lead_id,
    _TIME,
    _c.id,
    postgresql_where=text("lead_id IS NOT NULL"),
)

HISTORY = Table(
    "activity_history",
    SCHEMA,
    tenant(),
    Column("activity_id", Uuid, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    instant("occurred_at"),
    Column("note", Text),
    Column("content", JSONB, nullable=False),
    instant("corrected_at", nullable=True),
    Column("corrected_by", Uuid),
    ForeignKeyConstraint(
        ["tenant_id", "activity_id"],
        ["activities.tenant_id", "activities.id"],
        name="activity_history_activity_fkey",
    ),
)
