"""Workers of the follow-up clock killed anywhere: each milestone is told once, and by one letter."""

import os
import random
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.postgres.roles import WORKER
from crm_core.domain.people.card import Card
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_food_pack.pack import FOOD
from tests import due, given, journal
from tests.faults.clock_nursery import FastClock, job_over
from tests.faults.test_notices import killed_over_and_over, nursery
from tests.server import Pools
from tests.worlds import on_postgres

FOLLOW_UPS = 120
PASSED = given.START + timedelta(days=4)
OWNER = given.rep(1)


@pytest.mark.parametrize("kills", [15, pytest.param(300, marks=pytest.mark.fault)])
def test_killed_anywhere_each_milestone_is_told_once(pools: Pools, tmp_path: Path, kills: int) -> None:
    world = on_postgres(pools, FOOD)
    card = Card(given.TENANT, OWNER.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=OWNER, world=world)
    customer = given.customer(world, owner=OWNER.user)
    for _ in range(FOLLOW_UPS):
        due.opened(world, customer.id, owner=OWNER.user)
    dsn, begun, ledger = pools.database.dsn(WORKER), time.monotonic(), tmp_path / "letters"

    with nursery(dsn, begun, ledger, since=PASSED, job="follow-ups") as nest:
        killed_over_and_over(nest, kills, random.Random(kills))
    place = os.open(ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    last = job_over(dsn, FastClock(PASSED + timedelta(hours=5), time.monotonic()), place, "follow-ups")
    last.run(given.SYSTEM)

    told = Counter(one.subject for one in journal.facts(world) if one.type == "followup.due")
    inbox = world.follow_up_readings.inbox(OWNER, limit=500)
    letters = set(ledger.read_text().split())  # on the wire one may go twice when its sender dies
    assert (len(told), set(told.values())) == (FOLLOW_UPS, {1})
    assert (len(inbox), len({about.id for _, about in inbox})) == (FOLLOW_UPS, FOLLOW_UPS)
    assert len(letters) == FOLLOW_UPS
