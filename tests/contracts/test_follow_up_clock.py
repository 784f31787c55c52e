"""The follow-up clock over every store: what is passed is told once, in the inbox and by letter."""

from datetime import timedelta
from uuid import UUID

import pytest
from attrs import evolve, field, frozen

from adapters.memory.mailer import MemoryMailer
from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.reminder import CLAIMED_FOR, Reminder
from crm_core.domain.follow_ups.sla import Notch
from crm_core.domain.party import Party
from crm_core.domain.people.card import Card
from crm_core.domain.settings.setting import Scope
from crm_core.ports.ids import Ids
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.follow_up_clock import FollowUpClock
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus
from tests import boxes, due, given, journal
from tests.logged import logged

S = SampleStatus
OWNER, LEAD = given.rep(1), given.team_lead("BERLIN")
HOUSE = "Gasthaus Linde"


@pytest.fixture
def clock(food_world: World) -> given.StandingClock:
    assert isinstance(food_world.clock, given.StandingClock)
    return food_world.clock


@pytest.fixture
def mailer(clock: given.StandingClock) -> MemoryMailer:
    return MemoryMailer(clock)


@pytest.fixture
def job(food_world: World, mailer: MemoryMailer) -> FollowUpClock:
    for actor, name in ((OWNER, "jana"), (LEAD, "tom")):
        card = Card(given.TENANT, actor.user, name.title(), f"{name}@cookandfresh.example")
        introduce(Introduce(card), actor=actor, world=food_world)
    with food_world.unit_of_work(given.ADMIN) as uow:
        uow.settings.put("followUps.teamLead", Scope.ORG, value=str(LEAD.user), version=0, whose="BERLIN")
        uow.commit()
    return FollowUpClock(food_world, mailer, "https://crm.example")


@pytest.fixture
def customer(food_world: World) -> Customer:
    return given.customer(food_world, HOUSE, owner=OWNER.user)


@pytest.fixture
def sample(food_world: World, customer: Customer) -> Sample:
    """Delivered on Monday 2 March 2026."""
    made = boxes.requested(food_world, customer.id)
    return boxes.moved(food_world, made.id, S.DELIVERED)


def run(job: FollowUpClock, clock: given.StandingClock, **later: float) -> int:
    clock.pass_by(**later)
    return job.run(given.SYSTEM)


def told(world: World) -> list[tuple[str, object]]:
    return [
        (one.type.removeprefix("followup."), one.data["milestone"])
        for one in journal.facts(world)
        if one.type.startswith("followup.") and "milestone" in one.data
    ]


def inbox(world: World, actor: Actor) -> list[Reminder]:
    return [one for one, _ in world.follow_up_readings.inbox(actor, limit=9)]


@pytest.mark.usefixtures("sample")
def test_three_seven_and_ten_days_after_the_delivery(
    food_world: World,
    job: FollowUpClock,
    clock: given.StandingClock,
    mailer: MemoryMailer,
    customer: Customer,
) -> None:
    days = {}
    for day in range(1, 13):
        run(job, clock, days=1)
        assert run(job, clock, minutes=5) == 0
        days[day] = [mail.to.split("@")[0] for mail in mailer.sent]
    news = {day: days[day][len(days.get(day - 1, ())) :] for day in days}

    # The last day of a step ends at midnight, so the letter leaves the morning after.
    assert {day: to for day, to in news.items() if to} == {4: ["jana"], 8: ["jana"], 11: ["tom"]}
    assert told(food_world) == [
        ("due", "REMINDER"),
        ("due", "DUE_SOON"),
        ("due", "REMINDER"),
        ("overdue", "OVERDUE"),
        ("escalated", "ESCALATION"),
    ]
    assert [one.notch for one in inbox(food_world, OWNER)] == [Notch.REMINDER, Notch.REMINDER]
    assert [one.notch for one in inbox(food_world, LEAD)] == [Notch.ESCALATION]
    assert len({mail.id for mail in mailer.sent}) == 3
    assert all(HOUSE in mail.subject and f"customers/{customer.id}" in mail.text for mail in mailer.sent)


@pytest.mark.usefixtures("sample")
def test_a_worker_that_was_away_tells_everything_and_sends_one_letter_of_each_kind(
    food_world: World, job: FollowUpClock, clock: given.StandingClock, mailer: MemoryMailer
) -> None:
    assert run(job, clock, days=60) == 3  # one follow-up and two letters
    assert run(job, clock, minutes=5) == 0

    assert len(told(food_world)) == 5
    assert [mail.to.split("@")[0] for mail in mailer.sent] == ["jana", "tom"]
    with food_world.unit_of_work(given.SYSTEM) as uow:
        tally = uow.reminders.tally(clock.now().date())
    counted = {"REMINDER": 2, "DUE_SOON": 1, "OVERDUE": 1, "ESCALATION": 1, "LETTER_SENT": 2}
    assert {what: count for (_, what), count in tally.items()} == counted


def test_what_is_done_is_told_of_no_more(
    food_world: World,
    job: FollowUpClock,
    clock: given.StandingClock,
    mailer: MemoryMailer,
    sample: Sample,
    customer: Customer,
) -> None:
    logged(food_world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample.id, outcome="SUCCESS")

    assert run(job, clock, days=60) == 0
    assert (told(food_world), mailer.sent) == ([], [])


@pytest.mark.usefixtures("sample")
def test_the_settings_move_the_steps_and_switch_letters_off(
    food_world: World, clock: given.StandingClock, mailer: MemoryMailer, job: FollowUpClock
) -> None:
    other = given.customer(food_world, owner=OWNER.user)
    with food_world.unit_of_work(given.ADMIN) as uow:
        for key, value in (
            ("followUps.letters", False),
            ("followUps.sampleFeedback.firstReminderDays", 1),
            ("followUps.sampleFeedback.secondReminderDays", 0),
            ("followUps.sampleFeedback.escalationDays", 2),
        ):
            uow.settings.put(key, Scope.TENANT, value=value, version=0)
        uow.commit()
    boxes.moved(food_world, boxes.requested(food_world, other.id).id, S.DELIVERED)
    run(job, clock, days=3)

    # What was opened before keeps its numbers.
    assert told(food_world) == [("due", "REMINDER"), ("escalated", "ESCALATION")]
    assert mailer.sent == []


@pytest.mark.usefixtures("sample")
def test_a_letter_that_somebody_did_not_live_to_record_goes_again_under_its_id(
    food_world: World, job: FollowUpClock, clock: given.StandingClock, mailer: MemoryMailer
) -> None:
    class Killed(BaseException):
        """The end of a worker."""

    class Deadly:
        def send(self, _mail: object) -> None:
            raise Killed

    clock.pass_by(days=4)
    with pytest.raises(Killed):
        FollowUpClock(food_world, Deadly()).run(given.SYSTEM)  # type: ignore[arg-type]  # it never returns
    assert run(job, clock) == 0
    assert run(job, clock, seconds=CLAIMED_FOR.total_seconds()) == 1
    [(reminder, _)] = food_world.follow_up_readings.inbox(OWNER, limit=9)
    assert (len(mailer.sent), reminder.notch) == (1, Notch.REMINDER)


@pytest.mark.usefixtures("sample")
def test_a_server_that_is_away_delays_letters_and_a_dead_address_ends_them(
    food_world: World, job: FollowUpClock, clock: given.StandingClock, mailer: MemoryMailer
) -> None:
    mailer.is_away = True
    assert run(job, clock, days=4) == 1
    mailer.is_away = False
    mailer.dead.add("jana@cookandfresh.example")
    assert run(job, clock, minutes=5) == 1
    assert run(job, clock, minutes=5) == 0
    assert mailer.sent == []
    assert len(inbox(food_world, OWNER)) == 1


def test_a_letter_that_nobody_needs_any_more_stays_here(
    food_world: World,
    job: FollowUpClock,
    clock: given.StandingClock,
    mailer: MemoryMailer,
    sample: Sample,
    customer: Customer,
) -> None:
    mailer.is_away = True
    run(job, clock, days=4)
    logged(food_world, customer.id, "PRODUCTTEST_FEEDBACK", sampleId=sample.id, outcome="FAIL")
    mailer.is_away = False
    run(job, clock, minutes=5)
    assert mailer.sent == []


@pytest.mark.usefixtures("sample")
def test_of_an_archived_customer_nobody_is_reminded(
    food_world: World, job: FollowUpClock, clock: given.StandingClock, customer: Customer
) -> None:
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=food_world)
    assert run(job, clock, days=60) == 0
    assert told(food_world) == []


def test_of_a_lead_that_is_protected_no_more_nobody_is_reminded(
    food_world: World, job: FollowUpClock, clock: given.StandingClock
) -> None:
    long_ago = given.START - timedelta(days=400)
    for name, started_at in (("Rose", given.START), ("Distel", long_ago)):
        lead = given.kept_lead(food_world, given.lead_made(food_world, name, started_at=started_at))
        due.opened(food_world, Party(lead_id=lead.id), owner=OWNER.user, rule=name)
    run(job, clock, days=4)

    assert [one.data["rule"] for one in journal.facts(food_world) if one.type == "followup.due"] == ["Rose"]


@frozen
class Stumbling:
    """Fails once, and works again."""

    ids: Ids
    calls: list[None] = field(factory=list)

    def new(self) -> UUID:
        self.calls.append(None)
        if len(self.calls) == 1:
            raise LookupError
        return self.ids.new()


@pytest.mark.usefixtures("sample")
def test_one_that_fails_holds_up_nobody_and_is_told_of_later(
    food_world: World, mailer: MemoryMailer, job: FollowUpClock, clock: given.StandingClock
) -> None:
    other = given.customer(food_world, owner=OWNER.user)
    boxes.moved(food_world, boxes.requested(food_world, other.id).id, S.DELIVERED)
    stumbling = evolve(food_world, ids=Stumbling(food_world.ids))
    clock.pass_by(days=4)
    with pytest.raises(LookupError):
        FollowUpClock(stumbling, mailer).run(given.SYSTEM)

    assert told(food_world) == [("due", "REMINDER")] * 2
    assert run(job, clock, minutes=5) == 0
