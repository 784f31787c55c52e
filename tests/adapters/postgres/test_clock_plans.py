"""What the clocks look for is found over indexes of its own; an idle run reads next to nothing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from adapters.postgres.follow_ups import PASSING
from adapters.postgres.reminders import UNSENT
from adapters.postgres.sample_readings import DELAYS
from tests import given
from tests.adapters.postgres.job_plans import crowded, idle_and_busy
from tests.adapters.postgres.test_customer_list import removed
from tests.server import Database, Server

MANY = 4_000
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
# One for each customer, next year; every tenth was reminded of once, long ago.
FOLLOW_UPS = """INSERT INTO follow_ups (tenant_id, id, version, rule, terms, customer_id, source_kind,
        source_id, source_at, source_day, owner_user_id, created_at, next_at, ahead, state, snoozes, pauses)
    SELECT c.tenant_id, c.id, 1, 'x', '{}', c.id, 'x', c.id, c.created_at, '2026-01-01', c.owner_user_id,
        c.created_at, c.created_at + interval '1 year', '[]', 'OPEN', '[]', '[]' FROM customers c"""
REMINDERS = """INSERT INTO follow_up_reminders (tenant_id, id, follow_up_id, notch, passed_at, created_at,
        owner_user_id, by_letter, sent_at)
    SELECT tenant_id, id, id, 'REMINDER', created_at, created_at, owner_user_id, true, created_at
    FROM follow_ups"""
LEADS = """INSERT INTO leads (tenant_id, id, version, phase, company_name, name_key, search_key, company_key,
        city_key, city, territory, source, metadata, created_at, created_by, updated_at, owner_user_id,
        started_at)
    SELECT tenant_id, id, 1, 'RUNNING', 'x', 'x', 'x', 'x', 'x', 'x', 'DE', 'MESSE', '{}', created_at, id,
        created_at, owner_user_id, created_at FROM customers WHERE owner_user_id IS NOT NULL"""
# Delivered ones of leads and of customers, and customers' that are late.
SAMPLES = """INSERT INTO sample_request (tenant_id, id, version, customer_id, lead_id, status,
        status_event_at, status_recorded_at, delivery_date, created_by, created_at)
    SELECT c.tenant_id, gen_random_uuid(), 1, s.customer, s.lead, s.status, c.created_at, c.created_at,
        '2026-01-09', c.id, c.created_at
    FROM customers c, LATERAL (VALUES (c.id, NULL::uuid, 'PACKED'), (c.id, NULL, 'DELIVERED'),
        (NULL, c.id, 'FEEDBACK_SUCCESS')) s (customer, lead, status)"""
HOLDS = """INSERT INTO lead_holds (tenant_id, lead_id, id, reason, started_at, placed_at, placed_by, origin,
        effective_at, ended_at, end_recorded_at)
    SELECT tenant_id, lead_id, id, 'FFZ_SAMPLE_DELAY', created_at, created_at, id, 'sample:' || id,
        created_at, created_at, created_at FROM sample_request WHERE lead_id IS NOT NULL"""
BUSY = (
    "UPDATE follow_ups SET next_at = '2026-03-01Z' WHERE id IN (SELECT id FROM follow_ups LIMIT 30)",
    "UPDATE follow_up_reminders SET sent_at = NULL WHERE id IN (SELECT id FROM follow_up_reminders LIMIT 30)",
    """UPDATE sample_request SET status = 'SHIPPED'
        WHERE id IN (SELECT id FROM sample_request WHERE lead_id IS NOT NULL LIMIT 30)""",
    "DELETE FROM lead_holds WHERE id IN (SELECT id FROM sample_request WHERE status = 'SHIPPED')",
)


def _named(sql: str, *names: str) -> str:
    """The same text with its parameters by name."""
    for name in names:
        sql = sql.replace("%s", f"%({name})s", 1)
    return sql


QUESTIONS = {
    "milestones": (_named(PASSING, "tenant", "now", "now", "limit"), "follow_ups_by_next"),
    "letters": (_named(UNSENT, "tenant", "now", "limit"), "follow_up_reminders_unsent"),
    "delays": (DELAYS, "sample_request_to_leads_underway"),
}
ASKED = {"tenant": given.TENANT, "now": NOW, "limit": 50, "day": date(2026, 2, 25)}


@pytest.fixture(scope="module")
def crowd(server: Server) -> Iterator[Database]:
    with crowded(server, MANY, (FOLLOW_UPS, REMINDERS, LEADS, SAMPLES, HOLDS)) as database:
        yield database


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_idle_run_reads_next_to_nothing_and_a_busy_one_what_is_due(crowd: Database, question: str) -> None:
    text, index = QUESTIONS[question]
    for found in idle_and_busy(crowd, text, ASKED, BUSY):
        shown = "\n".join(found)
        assert index in shown, shown
        assert "Seq Scan" not in shown, shown
        assert removed(found) <= 60, shown
