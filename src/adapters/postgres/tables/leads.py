"""Leads as rows, with the copy of what follows from their facts, which lists and jobs look at."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Numeric,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSTZMULTIRANGE

from adapters.postgres.tables.customers import BYTEWISE
from adapters.postgres.tables.schema import SCHEMA, instant, tenant

_AGE = text("created_at DESC")


LEADS = Table(
    "leads",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), nullable=False),
    Column("phase", Text, nullable=False),
    Column("company_name", Text, nullable=False),
    Column("name_key", BYTEWISE, nullable=False),
    Column("search_key", BYTEWISE, nullable=False),
    Column("company_key", BYTEWISE, nullable=False),
    Column("city_key", BYTEWISE, nullable=False),
    Column("email_key", BYTEWISE),
    Column("city", Text, nullable=False),
    Column("postal_code", Text),
    Column("country", Text),
    Column("region", Text),
    Column("territory", Text, nullable=False),
    Column("industry", Text),
    Column("source", Text, nullable=False),
    Column("estimated_volume", Numeric(14, 2)),
    Column("metadata", JSONB, nullable=False),
    Column("owner_user_id", Uuid),
    instant("created_at"),
    Column("created_by", Uuid, nullable=False),
    instant("updated_at"),
    instant("reserved_until", nullable=True),
    instant("released_at", nullable=True),
    Column("former_owner_user_id", Uuid),
    instant("former_owner_reads_until", nullable=True),
    instant("converted_at", nullable=True),
    Column("customer_id", Uuid),
    Column("agreement_document_id", Uuid),
    instant("agreement_signed_at", nullable=True),
    instant("pseudonymised_at", nullable=True),
    Column("pseudonymised_because", Text),
    # From here on the copy that follows from the facts.
    instant("started_at", nullable=True),
    instant("base_expiry_at", nullable=True),
    instant("reminder_due_at", nullable=True),
    instant("grace_from", nullable=True),
    instant("grace_end_at", nullable=True),
    instant("lapse_at", nullable=True),
    Column("lapse_reason", Text),
    instant("paused_since", nullable=True),
    Column("pauses", TSTZMULTIRANGE),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"], ["customers.tenant_id", "customers.id"], name="leads_customer_fkey"
    ),
)

_l = LEADS.c
_BLOCKING = text("phase IN ('RUNNING', 'RELEASED')")

# One index per order and reach; states are conditions on instants within the running phase.
Index("leads_by_name", _l.tenant_id, _l.name_key, _l.id)
Index("leads_by_region_and_name", _l.tenant_id, _l.region, _l.name_key, _l.id)
Index("leads_by_owner_and_name", _l.tenant_id, _l.owner_user_id, _l.name_key, _l.id)
Index("leads_by_phase_and_name", _l.tenant_id, _l.phase, _l.name_key, _l.id)
Index("leads_by_age", _l.tenant_id, _AGE, _l.id)
Index("leads_by_region_and_age", _l.tenant_id, _l.region, _AGE, _l.id)
Index("leads_by_phase_and_age", _l.tenant_id, _l.phase, _AGE, _l.id)
Index("leads_by_lapse", _l.tenant_id, _l.lapse_at, _l.id)
Index("leads_by_phase_and_lapse", _l.tenant_id, _l.phase, _l.lapse_at, _l.id)
Index("leads_by_region_and_lapse", _l.tenant_id, _l.region, _l.lapse_at, _l.id)
Index(
    "leads_by_reminder",
    _l.tenant_id,
    _l.reminder_due_at,
    _l.id,
    postgresql_where=text("phase = 'RUNNING' AND grace_from IS NULL"),
)
Index(
    "leads_by_grace",
    _l.tenant_id,
    _l.grace_end_at,
    _l.id,
    postgresql_where=text("phase = 'RUNNING' AND grace_from IS NOT NULL"),
)
Index(
    "leads_by_former_owner",
    _l.tenant_id,
    _l.former_owner_user_id,
    postgresql_where=text("former_owner_user_id IS NOT NULL"),
)
Index("leads_by_customer", _l.tenant_id, _l.customer_id, postgresql_where=text("customer_id IS NOT NULL"))
Index(
    "leads_to_pseudonymise",
    _l.tenant_id,
    _l.released_at,
    _l.id,
    postgresql_where=text("phase = 'RELEASED' AND pseudonymised_at IS NULL"),
)
Index(
    "leads_by_reservation",
    _l.tenant_id,
    _l.reserved_until,
    _l.id,
    postgresql_where=text("phase = 'RESERVED'"),
)
Index("leads_by_company", _l.tenant_id, _l.company_key, _l.city_key, postgresql_where=_BLOCKING)
Index(
    "leads_by_email",
    _l.tenant_id,
    _l.email_key,
    postgresql_where=text("email_key IS NOT NULL AND phase IN ('RUNNING', 'RELEASED')"),
)
Index(
    "leads_by_words",
    _l.search_key,
    postgresql_using="gin",
    postgresql_ops={"search_key": "app.gin_trgm_ops"},
)
Index(
    "leads_by_company_like",
    _l.company_key,
    postgresql_using="gin",
    postgresql_ops={"company_key": "app.gin_trgm_ops"},
)
