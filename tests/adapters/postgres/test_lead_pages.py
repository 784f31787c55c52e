"""Lists of leads read little more than the page, for every state, order and reader."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from adapters.postgres.bulk import Bulk
from adapters.postgres.identity import IDENTIFY, identity
from adapters.postgres.lead_bulk import lead_rows_of
from adapters.postgres.lead_list import page_text, parameters
from adapters.postgres.lead_readings import WAITING, PostgresLeadReadings
from adapters.postgres.policies.arms import reached_by
from adapters.system.ids import SystemIds
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEADS
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.lead_facts import settled
from crm_core.domain.leads.listing import LeadFilter, LeadOrder, LeadSlice, LeadState
from crm_food_pack.demo.crowd import owner_of
from crm_food_pack.demo.lead_crowd import Teller
from tests import given
from tests.server import Pools, Server

BASE = 0xC0DE
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
TELLER = Teller(given.TENANT, BASE, NOW)
PEOPLE: dict[str, Actor] = {
    "a manager": given.MANAGER,
    "a team lead": given.team_lead("R000"),
    "a rep": evolve(given.rep(1), user=owner_of(7, BASE)),
}
# Whoever has a region may read all of it twice (5,000 leads), nobody more.
MANY, MOST_READ = 100_000, 10_000
SOME_WAIT = """INSERT INTO lead_holds (tenant_id, lead_id, id, reason, started_at, placed_at, placed_by)
    SELECT tenant_id, id, gen_random_uuid(), 'OTHER', created_at, created_at, created_by FROM leads
    WHERE phase = 'RUNNING' ORDER BY id LIMIT 200"""


def seeded(server: Server, count: int) -> Iterator[Pools]:
    pools = Pools(server.clone())
    clock = given.StandingClock()
    for first in range(0, count, 2_000):
        told = [TELLER.story(number) for number in range(first, min(first + 2_000, count))]
        made = [(one.lead, one.facts) for one in told]
        Bulk(pools.service, given.MANAGER, clock, SystemIds()).add(
            lead_rows_of(made), Deed("seed", "lead", str(first))
        )
    with pools.database.connect() as connection:
        connection.execute("VACUUM ANALYZE")
    yield pools
    pools.close()
    server.drop(pools.database)


@pytest.fixture(scope="module")
def some(server: Server) -> Iterator[Pools]:
    yield from seeded(server, 400)


@pytest.fixture(scope="module")
def many(server: Server) -> Iterator[Pools]:
    yield from seeded(server, MANY)


def test_leads_written_at_once_are_those_that_were_told(some: Pools) -> None:
    readings = PostgresLeadReadings(some.service)
    for number in range(0, 400, 7):
        story = TELLER.story(number)
        reading = readings.one(given.MANAGER, TELLER.id_of(number))
        assert reading is not None
        assert set(reading.facts.all) == set(story.facts.all)
        assert reading.lead == settled(story.lead, story.facts) == story.lead


def slices() -> Iterator[LeadSlice]:
    for order in LeadOrder:
        yield LeadSlice(NOW, order=order)
        for state in LeadState:
            yield LeadSlice(NOW, LeadFilter(state=state), order)
    yield LeadSlice(NOW, LeadFilter(lapsing_before=NOW + timedelta(days=7)), LeadOrder.LAPSE)
    yield LeadSlice(NOW, LeadFilter(owner=owner_of(7, BASE)))


def rows_read(plan: dict[str, Any]) -> int:
    """The rows that scans of the table looked at, given away or not."""
    here = 0
    if plan.get("Relation Name") == "leads":
        seen = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        here = round(seen * plan["Actual Loops"])
    return here + sum(rows_read(one) for one in plan.get("Plans", ()))


def kinds_of_scan(plan: dict[str, Any]) -> set[str]:
    here = {plan["Node Type"]} if plan.get("Relation Name") == "leads" else set()
    return here.union(*(kinds_of_scan(one) for one in plan.get("Plans", ())))


@pytest.mark.long
@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_of_a_hundred_thousand_reads_the_table(many: Pools, who: str) -> None:
    actor = PEOPLE[who]
    with many.database.connect("crm_service") as connection, connection.transaction():
        connection.execute(IDENTIFY, identity(actor))
        for wanted in slices():
            text = page_text(wanted, reached_by(actor, LEADS))
            row = connection.execute(
                f"EXPLAIN (ANALYZE, FORMAT JSON) {text}".encode(), parameters(wanted)
            ).fetchone()
            assert row is not None
            (found,) = row[0] if isinstance(row[0], list) else json.loads(str(row[0]))
            assert "Seq Scan" not in kinds_of_scan(found["Plan"]), wanted
            assert rows_read(found["Plan"]) <= MOST_READ, wanted


@pytest.mark.long
@pytest.mark.parametrize("who", ["a manager", "a team lead"])
def test_what_waits_among_a_hundred_thousand_is_found_without_reading_the_table(
    many: Pools, who: str
) -> None:
    actor = PEOPLE[who]
    told = {"tenant": actor.tenant, "user": actor.user, "now": NOW, "limit": 100}
    with many.database.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute(SOME_WAIT)
        connection.execute("SET LOCAL ROLE crm_service")
        connection.execute(IDENTIFY, identity(actor))
        found = connection.execute(WAITING.encode(), told).fetchall()
        row = connection.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {WAITING}".encode(), told).fetchone()
    assert found
    assert row is not None
    (told_plan,) = row[0] if isinstance(row[0], list) else json.loads(str(row[0]))
    plan = told_plan["Plan"]
    assert "Seq Scan" not in kinds_of_scan(plan)
    assert rows_read(plan) <= MOST_READ
