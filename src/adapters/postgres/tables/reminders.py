"""What people were told of follow-ups, and how much of it in a day."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKeyConstraint, Index, Table, Text, Uuid, text

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

REMINDERS = Table(
    "follow_up_reminders",
    SCHEMA,
    tenant(),
    Column("id", Uuid, primary_key=True),
    Column("follow_up_id", Uuid, nullable=False),
    Column("notch", Text, nullable=False),
    instant("passed_at"),
    instant("created_at"),
    Column("owner_user_id", Uuid),
    Column("region", Text),
    Column("by_letter", Boolean, nullable=False),
    instant("claimed_until", nullable=True),
    instant("sent_at", nullable=True),
    instant("dropped_at", nullable=True),
    instant("opened_at", nullable=True),
    ForeignKeyConstraint(
        ["tenant_id", "follow_up_id"],
        ["follow_ups.tenant_id", "follow_ups.id"],
        name="follow_up_reminders_follow_up_fkey",
    ),
)
_c = REMINDERS.c
_AGE = text("created_at DESC")
_UNREAD = "NOT by_letter AND opened_at IS NULL"

Index(
    "follow_up_reminders_of_people",
    _c.tenant_id,
    _c.owner_user_id,
    _AGE,
    postgresql_where=text(f"owner_user_id IS NOT NULL AND {_UNREAD}"),
)
Index(
    "follow_up_reminders_of_teams",
    _c.tenant_id,
    _c.region,
    _AGE,
    postgresql_where=text(f"owner_user_id IS NULL AND {_UNREAD}"),
)
Index(
    "follow_up_reminders_unsent",
    _c.tenant_id,
    _c.created_at,
    _c.id,
    postgresql_where=text("by_letter AND sent_at IS NULL AND dropped_at IS NULL"),
)

FOLLOW_UP_DAYS = Table(
    "follow_up_days",
    SCHEMA,
    tenant(),
    Column("day", Date, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
