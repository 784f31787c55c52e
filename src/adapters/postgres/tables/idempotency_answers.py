"""Answers kept for a day, so that a repeated request is answered as the first one was."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables.schema import SCHEMA, instant, tenant

IDEMPOTENCY_ANSWERS = Table(
    "idempotency_answers",
    SCHEMA,
    tenant(),
    Column("user_id", Uuid, primary_key=True),
    Column("route", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", BigInteger, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    instant("answered_at"),
    Column("lead_id", Uuid),
)
_c = IDEMPOTENCY_ANSWERS.c
Index("idempotency_answers_by_lead", _c.tenant_id, _c.lead_id, postgresql_where=text("lead_id IS NOT NULL"))
Index("idempotency_answers_by_age", IDEMPOTENCY_ANSWERS.c.tenant_id, IDEMPOTENCY_ANSWERS.c.answered_at)
