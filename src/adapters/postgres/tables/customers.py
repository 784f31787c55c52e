"""Customers as rows: chains and locations in one table, with the keys by which lists are ordered."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

BYTEWISE = Text(collation="C")  # the order of Python's strings

CUSTOMERS = Table(
    "customers",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), nullable=False),
    Column("name", Text, CheckConstraint("length(name) BETWEEN 1 AND 200"), nullable=False),
    Column("name_key", BYTEWISE, nullable=False),
    Column("search_key", BYTEWISE, nullable=False),
    Column("type", Text, nullable=False),
    Column("territory", Text, nullable=False),
    Column("region", Text),
    Column("parent_id", Uuid),
    Column("is_chain", Boolean, nullable=False),
    Column(
        "chain_root_id",
        Uuid,
        Computed("CASE WHEN is_chain THEN id ELSE parent_id END", persisted=True),
    ),
    Column("coverage_policy", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("street", Text),
    Column("postal_code", Text),
    Column("city", Text),
    Column("state", Text),
    Column("country", Text),
    Column("contact_email", Text),
    Column("phone", Text),
    Column("website", Text),
    Column("owner_user_id", Uuid),
    Column("contactability", Text, nullable=False),
    instant("created_at"),
    instant("updated_at"),
    instant("archived_at", nullable=True),
    instant("fields_changed_at", nullable=True),
    Column("company_key", BYTEWISE),
    Column("city_key", BYTEWISE),
    Column("email_key", BYTEWISE),
    ForeignKeyConstraint(
        ["tenant_id", "parent_id"], ["customers.tenant_id", "customers.id"], name="customers_parent_fkey"
    ),
)

_LIVE = text("archived_at IS NULL")
_LIVE_IN_CHAIN = text("archived_at IS NULL AND chain_root_id IS NOT NULL")
_c = CUSTOMERS.c

# Lists are found among the hot rows; here are the ways to a chain's locations, an owner's own and words.
Index(
    "customers_by_chain_and_name",
    _c.tenant_id,
    _c.chain_root_id,
    _c.name_key,
    _c.id,
    postgresql_where=_LIVE_IN_CHAIN,
)
Index("customers_by_owner_and_name", _c.tenant_id, _c.owner_user_id, _c.name_key, _c.id)
Index(
    "customers_by_words",
    _c.search_key,
    postgresql_using="gin",
    postgresql_ops={"search_key": "app.gin_trgm_ops"},
    postgresql_where=_LIVE,
)
# A chain's archived locations, which may come back.
Index(
    "customers_archived_by_chain",
    _c.tenant_id,
    _c.chain_root_id,
    _c.archived_at,
    postgresql_where=text("archived_at IS NOT NULL AND chain_root_id IS NOT NULL"),
)
# By these a customer is recognised when somebody registers a lead.
Index("customers_by_company", _c.tenant_id, _c.company_key, _c.city_key, postgresql_where=_LIVE)
Index(
    "customers_by_email",
    _c.tenant_id,
    _c.email_key,
    postgresql_where=text("email_key IS NOT NULL AND archived_at IS NULL"),
)
Index(
    "customers_by_company_like",
    _c.company_key,
    postgresql_using="gin",
    postgresql_ops={"company_key": "app.gin_trgm_ops"},
    postgresql_where=_LIVE,
)
