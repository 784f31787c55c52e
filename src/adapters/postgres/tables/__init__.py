"""What the tables look like to SQLAlchemy Core; importing this package declares them all."""

from adapters.postgres.tables import customers, idempotency_answers, settings

__all__ = ["customers", "idempotency_answers", "settings"]
