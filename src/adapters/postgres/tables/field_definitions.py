"""What tenants say about fields as rows: each definition, its versions, and checks on their way."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

# Counted up by every change; whoever keeps a catalogue in memory compares it.
FIELD_CATALOGUES = Table("field_catalogues", SCHEMA, tenant(), Column("version", BigInteger, nullable=False))
FIELD_DEFINITIONS = Table(
    "field_definitions",
    SCHEMA,
    tenant(),
    Column("key", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("form", JSONB, nullable=False),
    Column("coming", JSONB),
    Column("marking", Boolean, nullable=False),
)
FIELD_DEFINITION_HISTORY = Table(
    "field_definition_history",
    SCHEMA,
    tenant(),
    Column("key", Text, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("old_form", JSONB),
    Column("new_form", JSONB, nullable=False),
    instant("changed_at"),
    Column("changed_by", Uuid, nullable=False),
    Column("correlation_id", Uuid, nullable=False),
)
FIELD_DEFINITION_CHECKS = Table(
    "field_definition_checks",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    instant("asked_at"),
    Column("asked_by", Uuid, nullable=False),
    Column("correlation_id", Uuid, nullable=False),
    Column("place", Uuid),
    Column("examined", BigInteger, nullable=False),
    Column("violating", BigInteger, nullable=False),
    Column("violations", JSONB, nullable=False),
    instant("finished_at", nullable=True),
)
Index(
    "field_definition_checks_unfinished",
    FIELD_DEFINITION_CHECKS.c.tenant_id,
    unique=True,
    postgresql_where=FIELD_DEFINITION_CHECKS.c.finished_at.is_(None),
)
