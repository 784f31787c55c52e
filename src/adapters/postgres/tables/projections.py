"""Projections as rows: folded from the log by consumers, and made anew from it at any time."""

from sqlalchemy import BigInteger, Column, Table, Uuid

from adapters.postgres.tables.schema import SCHEMA, tenant

CHAIN_SIZES = Table(
    "chain_sizes",
    SCHEMA,
    tenant(),
    Column("chain_id", Uuid, primary_key=True),
    Column("size", BigInteger, nullable=False),
)
