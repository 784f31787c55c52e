"""Saved calculations as rows, pinned with the version of their assumptions."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

SCENARIOS = Table(
    "roi_scenarios",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("customer_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("inputs", JSONB, nullable=False),
    Column("assumptions_version", Text, nullable=False),
    Column("results", JSONB, nullable=False),
    Column("created_by", Uuid, nullable=False),
    instant("created_at"),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"],
        ["customers.tenant_id", "customers.id"],
        name="roi_scenarios_customer_fkey",
    ),
)
_c = SCENARIOS.c
Index("roi_scenarios_by_customer", _c.tenant_id, _c.customer_id, text("created_at DESC"), _c.id)
