"""Audit entries as rows, those that wait for their seal, and the seals that chain them per tenant."""

from sqlalchemy import TIMESTAMP, BigInteger, Column, Identity, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

AUDIT_ENTRIES = Table(
    "audit_entries",
    SCHEMA,
    tenant(),
    Column("at", TIMESTAMP(timezone=True), primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, nullable=False),
    Column("on_behalf_of", Uuid),
    Column("correlation_id", Uuid, nullable=False),
    Column("action", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("resource_id", Text, nullable=False),
    Column("version_before", BigInteger),
    Column("version_after", BigInteger),
    Column("fields", ARRAY(Text), nullable=False),
    Column("outcome", Text, nullable=False),
)
AUDIT_UNSEALED = Table(
    "audit_unsealed",
    SCHEMA,
    Column("tenant_id", Uuid, nullable=False),
    Column("place", BigInteger, Identity(always=True), primary_key=True),
    instant("at"),
    Column("entry_id", Uuid, nullable=False),
)
AUDIT_SEALS = Table(
    "audit_seals",
    SCHEMA,
    tenant(),
    Column("number", BigInteger, primary_key=True),
    instant("at"),
    Column("id", Uuid, nullable=False),
    Column("seal", LargeBinary, nullable=False),
)
