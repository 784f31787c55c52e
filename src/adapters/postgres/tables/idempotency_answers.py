"""Answers kept for a day, so that a repeated request is answered as the first one was."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text, Uuid
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
)
Index("idempotency_answers_by_age", IDEMPOTENCY_ANSWERS.c.tenant_id, IDEMPOTENCY_ANSWERS.c.answered_at)
