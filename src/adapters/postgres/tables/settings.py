"""Values that somebody set: for one tenant, or for all of them."""

from sqlalchemy import BigInteger, Column, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, tenant

SETTING_VALUES = Table(
    "setting_values",
    SCHEMA,
    tenant(),
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    Column("version", BigInteger, nullable=False),
)
GLOBAL_SETTINGS = Table(
    "global_settings",
    SCHEMA,
    Column("key", Text, primary_key=True),
    Column("value", JSONB, nullable=False),
    Column("version", BigInteger, nullable=False),
)
