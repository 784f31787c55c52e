"""The protection clock over every store when time jumps: forwards, backwards, over both changes of clocks."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from adapters.memory.mailer import MemoryMailer
from crm_core.domain.days import BERLIN
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.notices import Channel
from crm_core.domain.leads.recorded import NoticeAttempt
from crm_core.domain.people.card import Card
from crm_core.ports.world import World
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.protection_clock import ProtectionClock
from tests import given
from tests.reminders import effective
from tests.worlds import in_memory

OWNER = given.rep(1)
DUE = given.START + timedelta(days=60)


def job_in(world: World) -> tuple[ProtectionClock, given.StandingClock, MemoryMailer]:
    clock = world.clock
    assert isinstance(clock, given.StandingClock)
    card = Card(given.TENANT, OWNER.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=OWNER, world=world)
    mailer = MemoryMailer(clock)
    return ProtectionClock(world, mailer), clock, mailer


def notices(world: World, lead: Lead) -> Sequence[NoticeAttempt]:
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    return reading.facts.notices


def phase(world: World, lead: Lead) -> Phase:
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    return reading.lead.phase


def told(world: World, kind: str) -> int:
    world.relay.move(limit=500)
    with world.unit_of_work(given.SYSTEM) as uow:
        recorded = uow.event_log.read_after(given.TENANT, 0, limit=500)
    return sum(one.envelope.type == kind for one in recorded)


def check_one_letter(world: World, lead: Lead, mailer: MemoryMailer) -> None:
    letters = [one.attempt for one in notices(world, lead) if one.attempt.channel is Channel.EMAIL]
    assert len(mailer.sent) == len(letters) == 1
    assert effective(letters, "start", DUE) == letters[0]
    assert told(world, "lead.protection.grace") == 1


def test_a_clock_that_is_put_back_after_a_reminder_sends_no_second_one(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    job, clock, mailer = job_in(world)
    for at in (DUE, DUE - timedelta(hours=3), DUE - timedelta(days=40), DUE + timedelta(minutes=1)):
        clock.at = at
        for _ in range(2):
            job.run(given.SYSTEM)
    check_one_letter(world, lead, mailer)


def test_a_clock_that_jumps_past_everything_ends_protection_once_and_sends_nothing(world: World) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    job, clock, mailer = job_in(world)
    clock.at = given.START + timedelta(days=400)
    for _ in range(3):
        job.run(given.SYSTEM)

    assert (mailer.sent, phase(world, lead)) == ([], Phase.RELEASED)
    assert told(world, "lead.protection.expired") == 1
    clock.at = DUE
    job.run(given.SYSTEM)
    assert (mailer.sent, phase(world, lead)) == ([], Phase.RELEASED)
    assert told(world, "lead.protection.expired") == 1


@pytest.mark.parametrize("hours", [3, -3])
def test_a_jump_while_a_letter_waits_costs_time_only(world: World, hours: int) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    job, clock, mailer = job_in(world)
    mailer.is_away = True
    clock.at = DUE + timedelta(hours=4)
    job.run(given.SYSTEM)
    clock.pass_by(hours=hours)
    mailer.is_away = False
    job.run(given.SYSTEM)
    clock.at = DUE + timedelta(hours=8)
    job.run(given.SYSTEM)
    check_one_letter(world, lead, mailer)


@pytest.mark.parametrize("day", [(2026, 3, 28), (2026, 3, 29), (2026, 10, 24), (2026, 10, 25)])
def test_release_comes_with_the_local_midnight_over_both_changes_of_clocks(
    world: World, day: tuple[int, int, int]
) -> None:
    """The base period of six months ends at noon of a day before, or of, a change."""
    noon = datetime(*day, 12, tzinfo=UTC)
    year, month = (noon.year, noon.month - 6) if noon.month > 6 else (noon.year - 1, noon.month + 6)
    begun = noon.replace(year=year, month=month)
    lead = given.kept_lead(world, given.lead_made(world, started_at=begun))
    job, clock, _ = job_in(world)
    midnight = datetime(*day, tzinfo=BERLIN) + timedelta(days=1)
    seconds = timedelta(seconds=1)
    for at, expected in (
        (noon - seconds, Phase.RUNNING),
        (noon, Phase.RUNNING),
        (midnight.astimezone(UTC) - seconds, Phase.RUNNING),
        (midnight.astimezone(UTC), Phase.RELEASED),
    ):
        clock.at = at
        job.run(given.SYSTEM)
        assert phase(world, lead) is expected


@drawn(st.lists(st.integers(0, 30 * 24), min_size=1, max_size=12))
@settings(max_examples=60)
def test_however_time_jumps_a_window_has_one_letter_and_a_lapse_one_telling(hours: list[int]) -> None:
    world = in_memory()
    lead = given.kept_lead(world, given.lead_made(world))
    job, clock, mailer = job_in(world)
    for at in (*hours, 30 * 24):
        clock.at = DUE - timedelta(days=10) + timedelta(hours=at)
        job.run(given.SYSTEM)
    assert len(mailer.sent) == 1
    assert len({(one.attempt.window, one.attempt.channel) for one in notices(world, lead)}) == 2
    assert len(notices(world, lead)) == 2
    assert told(world, "lead.protection.expired") <= 1
    assert told(world, "lead.protection.grace") <= 1
