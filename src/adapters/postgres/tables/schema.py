"""The one collection of tables, and the few column types they use."""

from sqlalchemy import TIMESTAMP, Column, MetaData, Uuid

SCHEMA = MetaData()


def tenant() -> "Column[object]":
    """Leads every key."""
    return Column("tenant_id", Uuid, primary_key=True)


def instant(name: str, *, nullable: bool = False) -> "Column[object]":
    return Column(name, TIMESTAMP(timezone=True), nullable=nullable)
