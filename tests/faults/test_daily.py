"""Workers killed during the daily work: a lead is forgotten as a whole and once, a letter counts once."""

import os
import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.postgres.roles import WORKER
from crm_core.domain.leads.lead import LeadContact, Persons
from crm_core.domain.leads.message import MessageKind
from crm_core.domain.people.card import Card
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from crm_core.use_cases.people.introduce import Introduce, introduce
from tests import given
from tests.adapters.postgres.leaks import leaks
from tests.faults.clock_nursery import FastClock, job_over
from tests.faults.test_notices import killed_over_and_over, nursery
from tests.server import Database, Pools
from tests.worlds import on_postgres

LEADS = 60
LAPSED = given.START + timedelta(days=185)
VALUES = ("Gasthof Kranich", "kranichkoch", "Kim ruft zurück", "+49 30 1234")


def told(database: Database, event: str) -> Counter[str]:
    with database.connect() as connection:
        rows = connection.execute("SELECT subject FROM event_outbox WHERE type = %s", (event,)).fetchall()
    return Counter(str(subject) for (subject,) in rows)


@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.fault)])
def test_killed_anywhere_every_lead_is_forgotten_as_a_whole_and_once(
    pools: Pools, tmp_path: Path, kills: int
) -> None:
    world, database, owner = on_postgres(pools), pools.database, given.rep(1)
    card = Card(given.TENANT, owner.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=owner, world=world)
    leads = [
        given.kept_lead(
            world,
            given.lead_made(
                world, f"Gasthof Kranich {n}", persons=given.contact(f"kranichkoch{n}@example.com")
            ),
        )
        for n in range(LEADS)
    ]
    for lead in leads[::3]:
        call = LogLeadActivity(lead.id, "CALL", note="Kim ruft zurück")
        log_lead_activity(call, actor=owner, world=world)
    resting = given.lead_made(world, "Hotel am See", persons=Persons(LeadContact(email="see@x.example")))
    given.hold_placed(world, given.kept_lead(world, resting))
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    clock.at = LAPSED
    for lead in leads:
        release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=world)
    dsn, begun, ledger = database.dsn(WORKER), time.monotonic(), tmp_path / "letters"

    with nursery(dsn, begun, ledger, since=LAPSED, job="daily") as nest:
        killed_over_and_over(nest, kills, random.Random(kills))
    place = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    last = FastClock(LAPSED + timedelta(hours=10), time.monotonic())
    job_over(dsn, last, place, "daily").run(given.SYSTEM)

    assert told(database, "lead.pseudonymised") == Counter(str(lead.id) for lead in leads)
    with database.connect() as connection:
        assert leaks(connection, VALUES) == []
        letters = connection.execute(
            "SELECT id::text, kind FROM lead_messages WHERE by_letter AND sent_at IS NOT NULL"
        ).fetchall()
    # On the wire a letter may go twice when its sender dies; its id tells, and it counts once.
    assert set(ledger.read_text().split()) == {str(one) for one, _ in letters}
    assert sorted(str(kind) for _, kind in letters) == [
        MessageKind.DAILY_SUMMARY,
        MessageKind.HOLD_FORGOTTEN,
    ]
