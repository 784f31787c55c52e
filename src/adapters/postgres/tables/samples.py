"""Samples as rows: what was asked for, what is in the box, and every step of its way."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Table,
    Text,
    Uuid,
    text,
)

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

SAMPLES = Table(
    "sample_request",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), nullable=False),
    Column("customer_id", Uuid),
    # A lead is known by its id only, as long as leads are kept elsewhere.
    Column("lead_id", Uuid),
    Column("status", Text, nullable=False),
    instant("status_event_at"),
    instant("status_recorded_at"),
    Column("kit_id", Text),
    Column("delivery_date", Date, nullable=False),
    Column("delivery_address", Text),
    Column("contact_email", Text),
    Column("notes", Text),
    Column("created_by", Uuid, nullable=False),
    instant("created_at"),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"],
        ["customers.tenant_id", "customers.id"],
        name="sample_request_customer_fkey",
    ),
)
_c = SAMPLES.c
_AGE = text("created_at DESC")
_OF_CUSTOMERS = _c.customer_id.is_not(None)

# The first row of a customer is its newest sample.
Index(
    "sample_request_newest",
    _c.tenant_id,
    _c.customer_id,
    text("status_recorded_at DESC"),
    text("id DESC"),
    postgresql_where=_OF_CUSTOMERS,
)
Index("sample_request_by_age", _c.tenant_id, _AGE, _c.id)
Index("sample_request_by_status", _c.tenant_id, _c.status, _AGE, _c.id)
Index("sample_request_by_customer", _c.tenant_id, _c.customer_id, _AGE, _c.id, postgresql_where=_OF_CUSTOMERS)
Index(
    "sample_request_by_lead",
    _c.tenant_id,
    _c.lead_id,
    _AGE,
    _c.id,
    postgresql_where=_c.lead_id.is_not(None),
)
Index(
    "sample_request_underway",
    _c.tenant_id,
    _c.delivery_date,
    _c.id,
    postgresql_where=text("status IN ('REQUESTED', 'PACKED', 'SHIPPED')"),
)
# What the job looks through that proposes holds: few, however many samples there are.
Index(
    "sample_request_to_leads_underway",
    _c.tenant_id,
    _c.delivery_date,
    _c.id,
    postgresql_where=text("lead_id IS NOT NULL AND status IN ('REQUESTED', 'PACKED', 'SHIPPED')"),
)


def _of_sample(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", "sample_id"], ["sample_request.tenant_id", "sample_request.id"], name=name
    )


SAMPLE_ITEMS = Table(
    "sample_item",
    SCHEMA,
    tenant(),
    Column("sample_id", Uuid, primary_key=True),
    Column("place", BigInteger, primary_key=True),
    Column("sku", Text, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    _of_sample("sample_item_sample_fkey"),
)
SAMPLE_HISTORY = Table(
    "sample_status_history",
    SCHEMA,
    tenant(),
    Column("sample_id", Uuid, primary_key=True),
    # The version of the sample that the step made: steps are in the order of their recording.
    Column("version", BigInteger, primary_key=True),
    Column("old_status", Text, nullable=False),
    Column("new_status", Text, nullable=False),
    instant("event_at"),
    instant("recorded_at"),
    Column("recorded_by", Uuid, nullable=False),
    Column("activity_id", Uuid),
    _of_sample("sample_status_history_sample_fkey"),
)
