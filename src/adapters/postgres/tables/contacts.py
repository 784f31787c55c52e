"""Contacts as rows, and the roles that they have at accounts."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKeyConstraint, Index, Table, Text, Uuid

from adapters.postgres.tables.customers import BYTEWISE
from adapters.postgres.tables.schema import SCHEMA, instant, tenant

CONTACTS = Table(
    "contacts",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("version", BigInteger, CheckConstraint("version > 0"), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", BYTEWISE, nullable=False),
    Column("email", Text),
    Column("phone", Text),
    Column("note", Text),
    instant("created_at"),
    instant("updated_at"),
)
CONTACT_ROLES = Table(
    "contact_roles",
    SCHEMA,
    tenant(),
    Column("contact_id", Uuid, primary_key=True),
    Column("customer_id", Uuid, primary_key=True),
    Column("role", Text, primary_key=True),
    ForeignKeyConstraint(
        ["tenant_id", "contact_id"],
        ["contacts.tenant_id", "contacts.id"],
        name="contact_roles_contact_fkey",
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(
        ["tenant_id", "customer_id"],
        ["customers.tenant_id", "customers.id"],
        name="contact_roles_customer_fkey",
    ),
)
Index(
    "contact_roles_by_customer",
    CONTACT_ROLES.c.tenant_id,
    CONTACT_ROLES.c.customer_id,
    CONTACT_ROLES.c.contact_id,
)
