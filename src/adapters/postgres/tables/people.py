"""The cards of the tenant's own people."""

from sqlalchemy import Column, Table, Text, Uuid

from adapters.postgres.tables.schema import SCHEMA, tenant

PEOPLE = Table(
    "people",
    SCHEMA,
    tenant(),
    Column("user_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text),
    Column("language", Text, nullable=False),
)
