"""Values that somebody set: for all tenants, for one, for a region or a person; and what stood before."""

from sqlalchemy import BigInteger, Column, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant


def _value() -> "tuple[Column[object], Column[object]]":
    """JSON's null: it was taken back, and the version goes on counting."""
    return Column("value", JSONB, nullable=False), Column("version", BigInteger, nullable=False)


def _change() -> "tuple[Column[object], ...]":
    return (
        Column("version", BigInteger, primary_key=True),
        Column("value_before", JSONB),
        Column("value_after", JSONB),
        instant("at"),
        Column("user_id", Uuid, nullable=False),
        Column("correlation_id", Uuid, nullable=False),
    )


def _place() -> "tuple[Column[object], ...]":
    """A scope, and whose: a region's code or a user's id."""
    names = ("scope", "whose", "key")
    columns: list[Column[object]] = [Column(name, Text, primary_key=True) for name in names]
    return tenant(), *columns


SETTING_VALUES = Table("setting_values", SCHEMA, tenant(), Column("key", Text, primary_key=True), *_value())
NEAR_SETTINGS = Table("near_settings", SCHEMA, *_place(), *_value())
SETTING_HISTORY = Table("setting_history", SCHEMA, *_place(), *_change())
GLOBAL_SETTINGS = Table("global_settings", SCHEMA, Column("key", Text, primary_key=True), *_value())
GLOBAL_SETTING_HISTORY = Table(
    "global_setting_history", SCHEMA, Column("key", Text, primary_key=True), *_change()
)
