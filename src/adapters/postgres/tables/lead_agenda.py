"""What the protection clock did with each lead, and how much of it in a day."""

from sqlalchemy import BigInteger, Column, Date, ForeignKeyConstraint, Table, Text, Uuid

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

LEAD_AGENDA = Table(
    "lead_agenda",
    SCHEMA,
    tenant(),
    Column("lead_id", Uuid, primary_key=True),
    Column("looked_version", BigInteger, nullable=False),
    instant("look_at", nullable=True),
    instant("told_lapse_at", nullable=True),
    ForeignKeyConstraint(
        ["tenant_id", "lead_id"], ["leads.tenant_id", "leads.id"], name="lead_agenda_lead_fkey"
    ),
)

LEAD_DAYS = Table(
    "lead_days",
    SCHEMA,
    tenant(),
    Column("day", Date, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
