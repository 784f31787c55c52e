"""What the daily work tells over every store: each once a day and addressee, whoever else works at it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from attrs import evolve

from adapters.memory.mailer import MemoryMailer
from crm_core.domain.access.actor import Actor
from crm_core.domain.days import BERLIN, local_day
from crm_core.domain.language import Language
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.message import Message, MessageKind
from crm_core.domain.leads.pseudonyms import Pseudonyms
from crm_core.domain.leads.settings import NOTIFIED_ROLES
from crm_core.domain.leads.summary import News
from crm_core.domain.people.card import Card
from crm_core.domain.refusals import NotAllowed
from crm_core.domain.settings.setting import Scope
from crm_core.ports.world import World
from crm_core.use_cases.daily_work import DailyWork
from crm_core.use_cases.leads.escalate_leads import EscalateLeads, escalate_leads
from crm_core.use_cases.leads.log_lead_activity import LogLeadActivity, log_lead_activity
from crm_core.use_cases.leads.open_message import OpenMessage, open_message
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold
from crm_core.use_cases.leads.tell_summaries import TellSummaries, tell_summaries
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.protection_clock import ProtectionClock
from tests import given

OWNER, TEAM = given.rep(1), given.team_lead("BERLIN")
HOUR = timedelta(hours=1)
DUE = given.START + timedelta(days=60)


@pytest.fixture
def clock(world: World) -> given.StandingClock:
    assert isinstance(world.clock, given.StandingClock)
    for actor, name in ((OWNER, "jana"), (TEAM, "timo")):
        language = Language.DE if actor is OWNER else Language.EN
        card = Card(given.TENANT, actor.user, name.title(), f"{name}@cookandfresh.example", language)
        introduce(Introduce(card), actor=actor, world=world)
    return world.clock


@pytest.fixture
def lead(world: World) -> Lead:
    return given.kept_lead(world, given.lead_made(world))


@pytest.fixture
def mailer(clock: given.StandingClock) -> MemoryMailer:
    return MemoryMailer(clock)


@pytest.fixture
def job(world: World, mailer: MemoryMailer) -> DailyWork:
    return DailyWork(world, mailer, "https://crm.example/leads/")


def inbox(world: World, actor: Actor) -> list[Message]:
    return list(world.message_readings.inbox(actor, limit=99))


def kinds(world: World, actor: Actor) -> list[MessageKind]:
    return [one.kind for one in inbox(world, actor)]


def leads_of(message: Message, news: News) -> list[str]:
    part: Any = message.said.get(news, {"leads": []})
    return list(part["leads"])


def quarters(start: datetime, count: int) -> Iterator[datetime]:
    return (start + HOUR * number for number in range(count))


def test_what_falls_due_within_the_week_is_told_once_a_day_to_owner_and_team(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    clock.at = DUE - timedelta(days=7)
    job.run(given.SYSTEM)
    assert inbox(world, OWNER) == []

    clock.at = DUE - timedelta(days=6)
    for _ in range(3):
        job.run(given.SYSTEM)
        clock.pass_by(hours=1)
    (mine,), (ours,) = inbox(world, OWNER), inbox(world, TEAM)
    assert leads_of(mine, News.DUE) == leads_of(ours, News.DUE) == [str(lead.id)]
    assert mine.said["day"] == local_day(clock.at).isoformat()
    assert (inbox(world, given.MANAGER), inbox(world, given.rep(2))) == ([], [])
    (mail,) = mailer.sent
    assert mail.to == "jana@cookandfresh.example"
    assert "- Gasthaus Rose, Berlin" in mail.text

    clock.pass_by(days=1)
    job.run(given.SYSTEM)
    assert len(inbox(world, OWNER)) == 2


def test_the_tenant_says_who_is_told_and_who_leads_a_region(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    with world.unit_of_work(given.ADMIN) as uow:
        for key, value in ((NOTIFIED_ROLES, ("manager",)), ("followUps.teamLead", str(TEAM.user))):
            uow.settings.put(key, Scope.TENANT, value, version=0)
        uow.commit()
    clock.at = DUE
    job.run(given.SYSTEM)

    assert kinds(world, given.MANAGER) == [MessageKind.DAILY_SUMMARY]
    assert kinds(world, TEAM) == [MessageKind.DAILY_SUMMARY]
    letters = {mail.to: mail.subject for mail in mailer.sent}
    assert letters == {
        "jana@cookandfresh.example": "Leadschutz: Übersicht vom 01.05.2026",
        "timo@cookandfresh.example": "Protection of leads: the day of 2026-05-01",
    }


def test_a_lapse_is_told_on_the_next_day_by_name_before_it_is_forgotten(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    lapse = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
    clock.at = datetime(2026, 9, 3, 0, 10, tzinfo=BERLIN).astimezone(UTC)
    ProtectionClock(world, mailer).run(given.SYSTEM)
    mailer.sent.clear()
    clock.pass_by(minutes=5)
    keyed = DailyWork(_keyed(world), mailer)
    keyed.run(given.SYSTEM)

    (mine,) = inbox(world, OWNER)
    assert leads_of(mine, News.LAPSED) == [str(lead.id)]
    (mail,) = mailer.sent
    assert "Gestern endete der Schutz (1):\n- Gasthaus Rose, Berlin" in mail.text
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    assert reading.lead.pseudonymised_at == clock.now()
    assert lapse < clock.now()


def test_over_a_change_of_clocks_every_local_day_has_one_summary(
    world: World, job: DailyWork, clock: given.StandingClock, lead: Lead
) -> None:
    for first in (datetime(2026, 3, 28, 12, 15, tzinfo=UTC), datetime(2026, 10, 24, 12, 15, tzinfo=UTC)):
        started = given.kept_lead(
            world,
            given.lead_made(
                world,
                f"Hotel {first:%B}",
                persons=given.contact(f"{first:%B}@example.com"),
                started_at=first - timedelta(days=57),
            ),
        )
        for now in quarters(first, 50):
            clock.at = now
            job.run(given.SYSTEM)
        days = [one.said["day"] for one in inbox(world, OWNER) if str(started.id) in leads_of(one, News.DUE)]
        expected = {local_day(now).isoformat() for now in quarters(first, 50)}
        assert (len(days), set(days)) == (len(expected), expected)


def test_a_clock_that_jumps_forwards_and_back_tells_nothing_twice(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    for jump in (0, 2, -1, 1, -2, 2):
        clock.at = DUE - timedelta(days=3) + timedelta(days=jump)
        for _ in range(2):
            job.run(given.SYSTEM)
    days = [one.said["day"] for one in inbox(world, OWNER)]
    assert len(days) == len(set(days)) == 5
    assert len(mailer.sent) == len({mail.id for mail in mailer.sent}) == 5


def test_of_two_workers_one_tells(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    clock.at = DUE
    both = [Thread(target=job.run, args=(given.SYSTEM,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert kinds(world, OWNER) == [MessageKind.DAILY_SUMMARY]
    assert len(mailer.sent) == 1


def test_a_server_that_is_away_costs_time_only_and_one_that_refuses_is_not_asked_again(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    mailer.is_away = True
    clock.at = DUE - timedelta(days=2)
    job.run(given.SYSTEM)
    mailer.is_away = False
    clock.pass_by(hours=1)
    job.run(given.SYSTEM)
    job.run(given.SYSTEM)
    assert len(mailer.sent) == 1

    mailer.dead.add("jana@cookandfresh.example")
    clock.pass_by(days=1)
    job.run(given.SYSTEM)
    mailer.dead.clear()
    clock.pass_by(hours=1)
    job.run(given.SYSTEM)
    assert len(mailer.sent) == 1
    assert len(inbox(world, OWNER)) == 2


def test_a_pending_hold_and_a_late_activity_come_before_the_manager_once(
    world: World, job: DailyWork, clock: given.StandingClock, lead: Lead
) -> None:
    lapse = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)
    clock.at = lapse - timedelta(days=3)
    held = place_hold(
        PlaceHold(lead.id, HoldReason.CUSTOMER_BLOCKED, clock.at), actor=OWNER, world=world
    ).hold
    late = log_lead_activity(
        LogLeadActivity(lead.id, "QUALIFIED_CALL", clock.at - timedelta(days=20)), actor=OWNER, world=world
    ).activity
    clock.at = lapse - timedelta(hours=48, seconds=1)
    job.run(given.SYSTEM)
    assert inbox(world, given.MANAGER) == []

    version = _version(world, lead)
    for _ in range(3):
        clock.at = max(clock.at, lapse - timedelta(hours=48)) + timedelta(minutes=10)
        job.run(given.SYSTEM)
    told = {one.kind: one for one in inbox(world, given.MANAGER)}
    assert {kind: one.said["factId"] for kind, one in told.items()} == {
        MessageKind.HOLD_WAITS: str(held.id),
        MessageKind.ACTIVITY_WAITS: str(late.id),
    }
    assert {one.lead_id for one in told.values()} == {lead.id}
    assert len(inbox(world, given.MANAGER)) == 2
    assert _version(world, lead) == version


def test_a_forgotten_hold_is_asked_about_once_of_owner_and_team(
    world: World, job: DailyWork, clock: given.StandingClock, mailer: MemoryMailer, lead: Lead
) -> None:
    hold = given.hold_placed(world, lead)
    clock.pass_by(days=30)
    job.run(given.SYSTEM)
    assert inbox(world, OWNER) == []
    for _ in range(3):
        clock.pass_by(days=1)
        job.run(given.SYSTEM)
    assert kinds(world, OWNER) == kinds(world, TEAM) == [MessageKind.HOLD_FORGOTTEN]
    assert inbox(world, OWNER)[0].said == {"factId": str(hold.id)}
    (mail,) = mailer.sent
    assert mail.subject == "Unterbrechung vergessen?"
    assert f"https://crm.example/leads/{lead.id}" in mail.text


def test_opening_is_for_whom_it_was_told_and_no_deed_or_message_carries_a_name(
    world: World, job: DailyWork, clock: given.StandingClock, lead: Lead
) -> None:
    clock.at = DUE
    job.run(given.SYSTEM)
    (mine,) = inbox(world, OWNER)
    for _ in range(2):
        assert open_message(OpenMessage(mine.id), actor=OWNER, world=world).opened_at == clock.now()
    assert inbox(world, OWNER) == []
    with world.unit_of_work(given.AUDITOR) as uow:
        text = str(uow.audit.newest(limit=100)) + str(mine)
    assert not any(one in text for one in ("Rose", "Koch", "example.com"))


def test_people_tell_nothing(world: World, lead: Lead) -> None:
    for by in (given.ADMIN, OWNER):
        with pytest.raises(NotAllowed):
            tell_summaries(TellSummaries(local_day(given.START), ()), actor=by, world=world)
        with pytest.raises(NotAllowed):
            escalate_leads(EscalateLeads((lead.id,)), actor=by, world=world)


def _keyed(world: World) -> World:
    return evolve(world, pseudonyms=Pseudonyms({1: b"key"}))


def _version(world: World, lead: Lead) -> int:
    reading = world.lead_readings.one(given.MANAGER, lead.id)
    assert reading is not None
    return reading.lead.version
