"""Fields as rows: the value that stands, and every change that led to it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant


def _of_customer(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"], name=name
    )


FIELD_VALUES = Table(
    "field_values",
    SCHEMA,
    tenant(),
    Column("customer_id", Uuid, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    Column("restricted", Boolean, nullable=False),
    # SHA-256 of the canonical text, where the field is unique.
    Column("claim", LargeBinary),
    instant("updated_at"),
    Column("updated_by", Uuid, nullable=False),
    _of_customer("field_values_customer_fkey"),
)
Index(
    "field_values_by_claim",
    FIELD_VALUES.c.tenant_id,
    FIELD_VALUES.c.key,
    FIELD_VALUES.c.claim,
    postgresql_where=FIELD_VALUES.c.claim.is_not(None),
)

FIELD_HISTORY = Table(
    "field_history",
    SCHEMA,
    tenant(),
    Column("customer_id", Uuid, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("old_value", JSONB),
    Column("new_value", JSONB),
    Column("restricted", Boolean, nullable=False),
    instant("changed_at"),
    Column("changed_by", Uuid, nullable=False),
    Column("correlation_id", Uuid, nullable=False),
    # Whose effect made the change; null for what somebody wrote directly.
    Column("activity_id", Uuid),
    _of_customer("field_history_customer_fkey"),
)
Index(
    "field_history_by_time",
    FIELD_HISTORY.c.tenant_id,
    FIELD_HISTORY.c.customer_id,
    text("changed_at DESC"),
)
