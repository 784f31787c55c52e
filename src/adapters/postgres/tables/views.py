"""Saved views of the customer list."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from adapters.postgres.tables.customers import BYTEWISE
from adapters.postgres.tables.schema import SCHEMA, instant, tenant

SAVED_VIEWS = Table(
    "saved_views",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("owner_user_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", BYTEWISE, nullable=False),
    Column("filter", JSONB, nullable=False),
    Column("sort", Text, nullable=False),
    Column("columns", ARRAY(Text), nullable=False),
    Column("region", Text),
    instant("created_at"),
    instant("updated_at"),
)
_c = SAVED_VIEWS.c
Index("saved_views_by_owner", _c.tenant_id, _c.owner_user_id)
Index("saved_views_by_name", _c.tenant_id, _c.name_key, _c.id)
