"""What an operator reads of reminders: due, sent, how late, and for how long the oldest one waits."""

from datetime import datetime, timedelta

import pytest

from adapters.http.gauges import gauges_text
from adapters.memory.mailer import MemoryMailer
from adapters.postgres.reminder_figures import reminder_figures_of
from adapters.postgres.roles import SERVICE
from crm_core.domain.leads.reminder_figures import ReminderFigures
from crm_core.domain.people.card import Card
from crm_core.ports.world import World
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.protection_clock import ProtectionClock
from entrypoints.composition.readings import reminder_numbers
from tests import given
from tests.server import Database

DUE = given.START + timedelta(days=60)


@pytest.fixture
def clock(postgres_world: World) -> given.StandingClock:
    assert isinstance(postgres_world.clock, given.StandingClock)
    card = Card(given.TENANT, given.user(1), "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=given.rep(1), world=postgres_world)
    given.kept_lead(postgres_world, given.lead_made(postgres_world))
    return postgres_world.clock


def figures(database: Database, at: datetime) -> ReminderFigures:
    found = reminder_figures_of(database.dsn(SERVICE), at)
    assert found is not None
    return found


def test_the_oldest_waits_until_it_was_taken_up_and_the_delay_is_known(
    postgres_world: World, clock: given.StandingClock, database: Database
) -> None:
    job = ProtectionClock(postgres_world, MemoryMailer(clock))
    assert figures(database, DUE - timedelta(seconds=1)) == ReminderFigures()
    late = figures(database, DUE + timedelta(minutes=40))
    assert late.oldest_waits(DUE + timedelta(minutes=40)) == timedelta(minutes=40)

    clock.at = DUE + timedelta(minutes=40)
    job.run(given.SYSTEM)
    # The letter and the inbox, each forty minutes after they were due.
    done = ReminderFigures(due=2, sent_in_time=2, delay_seconds=4800)
    assert figures(database, clock.now()) == done
    assert figures(database, clock.now() + timedelta(days=3)) == done


def test_a_letter_that_could_not_leave_is_due_again_when_its_claim_is_over(
    postgres_world: World, clock: given.StandingClock, database: Database
) -> None:
    mailer = MemoryMailer(clock)
    mailer.is_away = True
    clock.at = DUE
    ProtectionClock(postgres_world, mailer).run(given.SYSTEM)
    later = DUE + timedelta(minutes=30)

    waits = figures(database, later).oldest_waits(later)
    assert timedelta(minutes=27) < waits < timedelta(minutes=30)


def test_prometheus_reads_them_by_the_names_that_were_promised(
    clock: given.StandingClock, database: Database
) -> None:
    clock.at = DUE + timedelta(seconds=5)
    text = gauges_text([("lead-reminders", reminder_numbers(database.dsn(SERVICE), clock))]).decode()

    for line in (
        "lead_reminder_due_total 0.0",
        "lead_reminder_sent_total 0.0",
        'lead_reminder_delay_seconds_bucket{le="600.0"} 0.0',
        'lead_reminder_delay_seconds_bucket{le="3600.0"} 0.0',
        'lead_reminder_delay_seconds_bucket{le="+Inf"} 0.0',
        "lead_reminder_delay_seconds_sum 0.0",
        "lead_reminder_oldest_due_seconds 5.0",
    ):
        assert f"\n{line}\n" in f"\n{text}"
