"""Projections as rows: folded from the log by consumers, and made anew from it at any time."""

from sqlalchemy import TIMESTAMP, BigInteger, Column, Table, Uuid

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

CHAIN_SIZES = Table(
    "chain_sizes",
    SCHEMA,
    tenant(),
    Column("chain_id", Uuid, primary_key=True),
    Column("size", BigInteger, nullable=False),
)

# What each passage through the hot rows of a tenant has found; those rows themselves are a pack's.
HOT_CHECKS = Table(
    "hot_checks",
    SCHEMA,
    tenant(),
    Column("begun_at", TIMESTAMP(timezone=True), primary_key=True),
    instant("seen_at"),
    Column("place", Uuid),
    Column("checked", BigInteger, nullable=False),
    Column("drifted", BigInteger, nullable=False),
    Column("remaining", BigInteger, nullable=False),
    Column("unreadable", BigInteger, nullable=False),
    instant("finished_at", nullable=True),
)
