"""Many register the same company at once: one wins, and the others are told a date and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from adapters.system.ids import SystemIds
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.refusals import LeadIsProtectedElsewhere, TooManyProbes
from crm_core.domain.refusals import Refusal
from crm_core.ports.world import World
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from crm_core.use_cases.perform import perform
from tests import given
from tests.server import Pools
from tests.worlds import on_postgres

REGISTRARS = 200
AT_ONCE = 20
# The same company, as two hundred people write it.
SPELLINGS = ("Gasthaus Rose GmbH", "GASTHAUS ROSE", "Gasthaus-Rose", "gasthaus rose g.m.b.h.")


@pytest.fixture
def world(pools: Pools) -> World:
    return on_postgres(pools, ids=SystemIds())


def said(number: int, **more: object) -> dict[str, Any]:
    return {
        "companyName": SPELLINGS[number % len(SPELLINGS)],
        "city": "Berlin",
        "postalCode": None if number % 5 == 0 else "10115",
        "region": "BERLIN",
        "territory": "DE",
        "contact": {"lastName": f"Koch {number}", "email": f"koch{number}@example.com"},
        **more,
    }


def raced(world: World, commands: list[tuple[int, dict[str, Any]]]) -> list[Lead | Refusal]:
    """Everybody begins together, as many at a time as there are threads."""
    gate = Barrier(AT_ONCE)

    def one(place: int, number: int, command: dict[str, Any]) -> Lead | Refusal:
        if place < AT_ONCE:
            gate.wait(timeout=30)
        try:
            return perform(register_lead, RegisterLead(command), actor=given.rep(number), world=world)
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(AT_ONCE) as threads:
        running = [
            threads.submit(one, place, number, command) for place, (number, command) in enumerate(commands)
        ]
        return [each.result(timeout=60) for each in running]


def kept(pools: Pools) -> int:
    with pools.database.connect() as connection:
        row = connection.execute("SELECT count(*) FROM leads").fetchone()
    return int(str(row[0])) if row else 0


def test_of_two_hundred_one_registers_and_the_others_learn_a_date(world: World, pools: Pools) -> None:
    answers = raced(world, [(number, said(number)) for number in range(REGISTRARS)])
    winners = [one for one in answers if isinstance(one, Lead)]
    losers = [one for one in answers if isinstance(one, Refusal)]

    assert len(winners) == 1
    assert kept(pools) == 1
    assert {type(one) for one in losers} == {LeadIsProtectedElsewhere}
    assert {str(one.facts) for one in losers} == {"{'protected_until': '2026-09-02'}"}


def test_the_same_mailbox_under_other_names_has_one_winner_too(world: World, pools: Pools) -> None:
    contact = {"email": "kueche@example.com"}
    answers = raced(
        world,
        [(n, said(n, companyName=f"Haus {n} {chr(97 + n % 26) * 9}", contact=contact)) for n in range(40)],
    )

    assert sum(isinstance(one, Lead) for one in answers) == 1
    assert kept(pools) == 1


def test_different_companies_do_not_wait_for_each_other_for_ever(world: World, pools: Pools) -> None:
    commands = [(n, said(n, companyName=f"{chr(97 + n % 26) * 8}{n}")) for n in range(40)]

    assert all(isinstance(one, Lead) for one in raced(world, commands))
    assert kept(pools) == 40


def test_one_who_asks_two_hundred_times_is_answered_ten_times(world: World, pools: Pools) -> None:
    perform(register_lead, RegisterLead(said(1)), actor=given.rep(999), world=world)
    answers = raced(world, [(7, said(number)) for number in range(60)])

    assert kept(pools) == 1
    assert sum(isinstance(one, LeadIsProtectedElsewhere) for one in answers) == 10
    assert sum(isinstance(one, TooManyProbes) for one in answers) == 50
