"""The protection clock over every store: one reminder takes effect, a lapse is told once, release on time."""

from datetime import timedelta

import pytest

from adapters.memory.mailer import MemoryMailer
from crm_core.domain.leads.clock_work import SENT, Measure
from crm_core.domain.leads.lead import Lead, Phase
from crm_core.domain.leads.lead_facts import LeadFacts
from crm_core.domain.leads.notices import Attempt, Channel
from crm_core.domain.leads.protection import ProtectionState
from crm_core.domain.people.card import Card
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.world import World
from crm_core.use_cases.leads.open_notice import OpenNotice, open_notice
from crm_core.use_cases.leads.record_bounce import RecordBounce, record_bounce
from crm_core.use_cases.leads.release_leads import ReleaseLeads, release_leads
from crm_core.use_cases.leads.tell_lapses import TellLapses, tell_lapses
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.protection_clock import ProtectionClock
from tests import given

OWNER = given.rep(1)
MINUTES = timedelta(minutes=5)


@pytest.fixture
def clock(world: World) -> given.StandingClock:
    assert isinstance(world.clock, given.StandingClock)
    return world.clock


@pytest.fixture
def mailer(clock: given.StandingClock) -> MemoryMailer:
    return MemoryMailer(clock)


@pytest.fixture
def job(world: World, mailer: MemoryMailer) -> ProtectionClock:
    card = Card(given.TENANT, OWNER.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=OWNER, world=world)
    return ProtectionClock(world, mailer, "https://crm.example/leads/")


@pytest.fixture
def lead(world: World) -> Lead:
    return given.kept_lead(world, given.lead_made(world))


def seen(world: World, lead: Lead) -> tuple[Lead, LeadFacts]:
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    return reading.lead, reading.facts


def attempts(world: World, lead: Lead, channel: Channel) -> list[Attempt]:
    _, facts = seen(world, lead)
    made = (one.attempt for one in facts.notices)
    return sorted((one for one in made if one.channel is channel), key=lambda one: one.number)


def state(world: World, lead: Lead) -> ProtectionState:
    found, _ = seen(world, lead)
    assert found.standing is not None
    return found.standing.state_at(world.clock.now())


def run(job: ProtectionClock, clock: given.StandingClock, **later: float) -> int:
    clock.pass_by(**later)
    return job.run(given.SYSTEM)


def told(world: World) -> list[str]:
    world.relay.move(limit=500)
    with world.unit_of_work(given.SYSTEM) as uow:
        recorded = uow.event_log.read_after(given.TENANT, 0, limit=500)
    return [one.envelope.type for one in recorded if one.envelope.type.startswith("lead.protection")]


def test_the_reminder_goes_out_once_and_the_grace_begins_with_its_delivery(
    world: World, job: ProtectionClock, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    assert run(job, clock, days=59) == 0
    assert run(job, clock, days=1) == 1
    for _ in range(3):
        assert run(job, clock, minutes=5) == 0

    (mail,) = mailer.sent
    assert mail.to == "jana@cookandfresh.example"
    assert f"https://crm.example/leads/{lead.id}" in mail.text
    assert state(world, lead) is ProtectionState.GRACE
    assert told(world) == ["lead.protection.reminder", "lead.protection.reminder", "lead.protection.grace"]
    with world.unit_of_work(given.SYSTEM) as uow:
        tally = uow.lead_agenda.tally(clock.now().date())
    assert (tally[Measure.DUE], sum(tally.get(one, 0) for one in SENT)) == (2, 2)


def test_a_bounced_letter_is_followed_by_another_and_the_grace_begins_anew(
    world: World, job: ProtectionClock, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    run(job, clock, days=60)
    notice = next(one for one in seen(world, lead)[1].notices if one.attempt.channel is Channel.EMAIL)
    clock.pass_by(hours=2)
    for _ in range(2):
        record_bounce(RecordBounce(lead.id, notice.id), actor=given.ADMIN, world=world)
    assert state(world, lead) is ProtectionState.REMINDER_DUE

    assert run(job, clock, minutes=5) == 1
    assert run(job, clock, minutes=5) == 0
    assert [one.number for one in attempts(world, lead, Channel.EMAIL)] == [1, 2]
    assert len({mail.id for mail in mailer.sent}) == 2
    assert state(world, lead) is ProtectionState.GRACE


def test_a_dead_address_is_tried_ever_more_seldom_and_protection_stands(
    world: World, job: ProtectionClock, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    mailer.dead.add("jana@cookandfresh.example")
    run(job, clock, days=60)
    for _ in range(24):
        run(job, clock, minutes=5)
    assert [one.number for one in attempts(world, lead, Channel.EMAIL)] == [1, 2, 3]
    assert state(world, lead) is ProtectionState.REMINDER_DUE
    run(job, clock, days=20)
    assert state(world, lead) is ProtectionState.REMINDER_DUE


def test_a_server_that_is_away_costs_time_only(
    world: World, job: ProtectionClock, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    mailer.is_away = True
    run(job, clock, days=60)
    run(job, clock, minutes=5)
    assert [one.sent_at for one in attempts(world, lead, Channel.EMAIL)] == [None]

    mailer.is_away = False
    run(job, clock, minutes=5)
    (made,) = attempts(world, lead, Channel.EMAIL)
    assert (made.number, made.delivered_at) == (1, clock.now())
    assert len(mailer.sent) == 1
    with world.unit_of_work(given.SYSTEM) as uow:
        tally = uow.lead_agenda.tally(clock.now().date())
    # The letter and the inbox are due once each, however often the letter was taken up.
    assert tally == {Measure.DUE: 2, Measure.SENT_AT_ONCE: 2, Measure.DELAY_SECONDS: 600}


def test_in_the_inbox_it_is_delivered_when_its_owner_opens_it(
    world: World, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    without_address = ProtectionClock(world, mailer)
    run(without_address, clock, days=60)
    ((of, notice),) = world.lead_readings.inbox(OWNER, 10)
    assert (of, mailer.sent, state(world, lead)) == (lead.id, [], ProtectionState.REMINDER_DUE)
    assert world.lead_readings.inbox(given.MANAGER, 10) == []

    with pytest.raises(NotAllowed):
        open_notice(OpenNotice(lead.id, notice.id), actor=given.MANAGER, world=world)
    clock.pass_by(days=3)
    for _ in range(2):
        opened = open_notice(OpenNotice(lead.id, notice.id), actor=OWNER, world=world)
    assert opened.attempt.delivered_at == clock.now()
    assert world.lead_readings.inbox(OWNER, 10) == []
    assert state(world, lead) is ProtectionState.GRACE
    with pytest.raises(NotFound):
        record_bounce(RecordBounce(lead.id, notice.id), actor=given.ADMIN, world=world)


def test_an_address_that_comes_later_is_used_within_a_day(
    world: World, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    job = ProtectionClock(world, mailer)
    run(job, clock, days=60)
    card = Card(given.TENANT, OWNER.user, "Jana Petersen", "jana@cookandfresh.example")
    introduce(Introduce(card), actor=OWNER, world=world)
    run(job, clock, days=1)

    assert len(mailer.sent) == 1


def test_a_lapse_is_told_once_and_the_lead_is_free_when_its_day_is_over(
    world: World, job: ProtectionClock, clock: given.StandingClock, lead: Lead
) -> None:
    run(job, clock, days=60)
    run(job, clock, days=10)
    for _ in range(2):
        run(job, clock, minutes=5)
    found, _ = seen(world, lead)
    assert (found.phase, state(world, lead)) == (Phase.RUNNING, ProtectionState.EXPIRED)
    assert told(world).count("lead.protection.expired") == 1

    run(job, clock, days=1)
    found, _ = seen(world, lead)
    assert (found.phase, found.owner_user_id) == (Phase.RELEASED, None)
    assert run(job, clock, days=1) == 0


def test_of_two_workers_that_found_the_same_lapse_one_tells_it(
    world: World, clock: given.StandingClock, lead: Lead
) -> None:
    clock.pass_by(days=200)
    told_of = [tell_lapses(TellLapses((lead.id,)), actor=given.SYSTEM, world=world) for _ in range(2)]

    assert told_of == [1, 0]
    assert told(world) == ["lead.protection.expired"]


def test_what_was_released_meanwhile_lapses_no_more(
    world: World, clock: given.StandingClock, lead: Lead
) -> None:
    clock.pass_by(days=200)
    released = [release_leads(ReleaseLeads((lead.id,)), actor=given.SYSTEM, world=world) for _ in range(2)]
    late = tell_lapses(TellLapses((lead.id,)), actor=given.SYSTEM, world=world)

    assert (released, late, told(world)) == ([1, 0], 0, [])


def test_an_open_hold_ends_after_half_a_year_and_until_then_nothing_is_sent(
    world: World, job: ProtectionClock, clock: given.StandingClock, mailer: MemoryMailer
) -> None:
    lead = given.kept_lead(world, given.lead_made(world))
    given.hold_placed(world, lead)
    run(job, clock, days=180)
    assert mailer.sent == []
    run(job, clock, days=5)

    _, facts = seen(world, lead)
    (hold,) = facts.holds
    assert (hold.end, hold.ended_by) == (clock.now(), given.SYSTEM.user)
