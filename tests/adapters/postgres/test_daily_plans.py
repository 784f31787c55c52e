"""What the daily work looks for is found over indexes; where nothing is due it reads next to nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.postgres.lead_dues import NEAR_LAPSE, NEWS, OVER_RESERVATIONS, TO_PSEUDONYMISE
from tests import given
from tests.adapters.postgres.job_plans import crowded, idle_and_busy
from tests.adapters.postgres.test_customer_list import removed
from tests.server import Database, Server

MANY = 4_000
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
# Of each customer a lead that runs for a year to come, one that is long forgotten, and a reservation.
LEADS = """INSERT INTO leads (tenant_id, id, version, phase, company_name, name_key, search_key, company_key,
        city_key, city, territory, source, metadata, created_at, created_by, updated_at, owner_user_id,
        started_at, lapse_at, lapse_reason, base_expiry_at, reminder_due_at, released_at, reserved_until,
        pseudonymised_at, pseudonymised_because)
    SELECT c.tenant_id, gen_random_uuid(), 1, p.phase, 'x', 'x', 'x', 'x', 'x', 'x', 'DE', 'MESSE', '{}',
        c.created_at, c.id, c.created_at, c.owner_user_id, c.created_at, p.ends,
        CASE WHEN p.ends IS NOT NULL THEN 'BASE_PERIOD' END, p.ends, p.due, p.released, p.reserved,
        p.released, p.because
    FROM customers c, LATERAL (VALUES
        ('RUNNING', '2027-03-02Z'::timestamptz, '2027-01-02Z'::timestamptz, NULL::timestamptz,
            NULL::timestamptz, NULL::text),
        ('RELEASED', '2025-03-02Z', '2025-01-02Z', '2025-03-02Z', NULL, 'PROTECTION_LAPSED'),
        ('RESERVED', NULL, NULL, NULL, '2026-04-02Z', NULL)) p (phase, ends, due, released, reserved, because)
    WHERE c.owner_user_id IS NOT NULL"""
# Always the same ones, however many questions are asked of this crowd.
SOME = "WHERE id IN (SELECT id FROM leads WHERE phase = '{}' ORDER BY id LIMIT 30)"
BUSY = (
    f"UPDATE leads SET pseudonymised_at = NULL, pseudonymised_because = NULL {SOME.format('RELEASED')}",
    f"UPDATE leads SET reserved_until = '2026-03-01Z' {SOME.format('RESERVED')}",
    f"UPDATE leads SET lapse_at = '2026-03-03Z', reminder_due_at = '2026-03-02Z' {SOME.format('RUNNING')}",
)
QUESTIONS = {
    "forgetting": (TO_PSEUDONYMISE, "leads_to_pseudonymise"),
    "reservations": (OVER_RESERVATIONS, "leads_by_reservation"),
    "news": (NEWS, "leads_by_phase_and_lapse"),
    "escalation": (NEAR_LAPSE, "leads_by"),
}
ASKED = {
    "tenant": given.TENANT,
    "now": NOW,
    "until": NOW + 2 * DAY,
    "limit": 25,
    "before": NOW - DAY,
    "midnight": NOW,
    "end": NOW + 7 * DAY,
}


@pytest.fixture(scope="module")
def crowd(server: Server) -> Iterator[Database]:
    with crowded(server, MANY, (LEADS,)) as database:
        yield database


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_idle_run_reads_next_to_nothing_and_a_busy_one_what_is_due(crowd: Database, question: str) -> None:
    text, index = QUESTIONS[question]
    for found in idle_and_busy(crowd, text, ASKED, BUSY):
        shown = "\n".join(found)
        assert index in shown, shown
        assert "Seq Scan on leads" not in shown, shown
        assert removed(found) <= 60, shown
