"""Follow-ups as rows: what is due to a customer or a lead, in the order in which it is due."""

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

FOLLOW_UPS = Table(
    "follow_ups",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), nullable=False),
    Column("rule", Text, nullable=False),
    Column("terms", JSONB, nullable=False),
    Column("customer_id", Uuid),
    Column("lead_id", Uuid),
    Column("source_kind", Text, nullable=False),
    Column("source_id", Uuid, nullable=False),
    instant("source_at"),
    Column("source_day", Date, nullable=False),
    Column("owner_user_id", Uuid),
    instant("created_at"),
    instant("due_at", nullable=True),
    instant("due_soon_at", nullable=True),
    instant("next_at", nullable=True),
    Column("ahead", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    instant("closed_at", nullable=True),
    Column("outcome", Text),
    Column("note", Text),
    Column("closed_by", Uuid),
    Column("snoozes", JSONB, nullable=False),
    Column("pauses", JSONB, nullable=False),
    # Where it stands in every list: a paused one behind all others.
    Column("place", TIMESTAMP(timezone=True), Computed("coalesce(due_at, 'infinity')", persisted=True)),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"],
        ["customers.tenant_id", "customers.id"],
        name="follow_ups_customer_fkey",
    ),
)
_c = FOLLOW_UPS.c

# One index per way to a page; a list of all states is put together from one of each.
Index("follow_ups_by_state", _c.tenant_id, _c.state, _c.place, _c.id)
Index("follow_ups_by_owner", _c.tenant_id, _c.owner_user_id, _c.state, _c.place, _c.id)
Index(
    "follow_ups_by_customer",
    _c.tenant_id,
    _c.customer_id,
    _c.state,
    _c.place,
    _c.id,
    postgresql_where=_c.customer_id.is_not(None),
)
Index(
    "follow_ups_by_lead",
    _c.tenant_id,
    _c.lead_id,
    _c.state,
    _c.place,
    _c.id,
    postgresql_where=_c.lead_id.is_not(None),
)
Index("follow_ups_by_source", _c.tenant_id, _c.source_id)
Index("follow_ups_by_closing", _c.tenant_id, _c.closed_by, postgresql_where=_c.closed_by.is_not(None))
Index("follow_ups_by_next", _c.tenant_id, _c.next_at, postgresql_where=_c.next_at.is_not(None))
# What a customer's timeline reads.
Index(
    "follow_ups_by_opening",
    _c.tenant_id,
    _c.customer_id,
    text("created_at DESC"),
    postgresql_where=_c.customer_id.is_not(None),
)
Index(
    "follow_ups_by_end",
    _c.tenant_id,
    _c.customer_id,
    text("closed_at DESC"),
    postgresql_where=_c.closed_at.is_not(None),
)
