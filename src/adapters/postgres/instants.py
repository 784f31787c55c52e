"""Instants as PostgreSQL hands them over, in the zone of its session or as text; the core knows UTC only."""

from datetime import UTC, datetime


def utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def utc_or_none(at: datetime | None) -> datetime | None:
    return None if at is None else utc(at)


def instant_from(text: str) -> datetime:
    """An instant as the database writes it into JSON."""
    return utc(datetime.fromisoformat(text))
