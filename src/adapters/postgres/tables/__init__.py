"""What the tables look like to SQLAlchemy Core; importing this package declares them all."""

from adapters.postgres.tables import (
    audit,
    contacts,
    customer_history,
    customers,
    events,
    field_definitions,
    fields,
    follow_ups,
    idempotency_answers,
    lead_parts,
    leads,
    people,
    projections,
    samples,
    settings,
    views,
)

__all__ = [
    "audit",
    "contacts",
    "customer_history",
    "customers",
    "events",
    "field_definitions",
    "fields",
    "follow_ups",
    "idempotency_answers",
    "lead_parts",
    "leads",
    "people",
    "projections",
    "samples",
    "settings",
    "views",
]
