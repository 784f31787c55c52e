"""What happened to customers apart from their fields, as rows."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    Uuid,
    text,
)

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

CUSTOMER_HISTORY = Table(
    "customer_history",
    SCHEMA,
    tenant(),
    Column("customer_id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), primary_key=True),
    Column("turn", Text, primary_key=True),
    instant("at"),
    Column("by_user", Uuid, nullable=False),
    Column("correlation_id", Uuid, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("why", Text),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"],
        ["customers.tenant_id", "customers.id"],
        name="customer_history_customer_fkey",
    ),
)
Index(
    "customer_history_by_time",
    CUSTOMER_HISTORY.c.tenant_id,
    CUSTOMER_HISTORY.c.customer_id,
    text("at DESC"),
)
