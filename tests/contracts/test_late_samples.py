"""A late sample of a lead proposes a hold, once; who may place one accepts it, and it ends with its cause."""

from datetime import UTC, datetime, timedelta

import pytest

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.history import HoldReason
from crm_core.domain.leads.recorded import HoldState, PlacedHold
from crm_core.domain.party import LeadId, Party
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World
from crm_core.use_cases.leads.decide_hold import DecideHold, decide_hold
from crm_core.use_cases.leads.set_collaborator import SetCollaborator, set_collaborator
from crm_food_pack.domain.samples.delay import Delay, origin_of
from crm_food_pack.domain.samples.sample import Sample
from crm_food_pack.domain.samples.status import SampleStatus
from crm_food_pack.use_cases.late_samples import LateSamples
from crm_food_pack.use_cases.samples.propose_holds import ProposeHolds, propose_holds
from tests import boxes, given, journal

S = SampleStatus
OWNER = given.rep(1)
LATE = datetime(2026, 3, 11, 23, tzinfo=UTC)  # to be delivered on Monday the 9th: late when Wednesday is over


@pytest.fixture
def clock(food_world: World) -> given.StandingClock:
    assert isinstance(food_world.clock, given.StandingClock)
    return food_world.clock


@pytest.fixture
def job(food_world: World) -> LateSamples:
    return LateSamples(food_world)


@pytest.fixture
def lead(food_world: World) -> Party:
    return boxes.lead_of(food_world)


@pytest.fixture
def sample(food_world: World, lead: Party) -> Sample:
    return boxes.requested(food_world, lead, by=OWNER)


def at(job: LateSamples, clock: given.StandingClock, when: datetime) -> int:
    clock.at = when
    return job.run(given.SYSTEM)


def holds(world: World, lead: Party) -> list[PlacedHold]:
    reading = world.lead_readings.one(given.MANAGER, known(lead))
    assert reading is not None
    return list(reading.facts.holds)


def known(lead: Party) -> LeadId:
    assert lead.lead_id is not None
    return lead.lead_id


def told(world: World, lead: Party) -> list[str]:
    return [one.type for one in journal.facts(world, lead.lead_id) if one.type.startswith("lead.hold")]


def decided(world: World, lead: Party, *, by: Actor = OWNER, approve: bool = True) -> PlacedHold:
    command = DecideHold(known(lead), holds(world, lead)[0].id, approve)
    return decide_hold(command, actor=by, world=world)


def test_it_is_proposed_when_the_sample_is_late_and_never_again(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party, sample: Sample
) -> None:
    assert at(job, clock, LATE - timedelta(microseconds=1)) == 0
    assert at(job, clock, LATE + timedelta(minutes=4)) == 1
    assert [at(job, clock, LATE + timedelta(days=day)) for day in (1, 2)] == [0, 0]

    [hold] = holds(food_world, lead)
    assert (hold.reason, hold.origin) == (HoldReason.FFZ_SAMPLE_DELAY, origin_of(sample.id))
    assert (hold.start, hold.end, hold.effective_at) == (LATE, None, None)
    assert hold.state_at(clock.now()) is HoldState.PENDING
    assert told(food_world, lead) == ["lead.hold.proposed"]
    assert journal.last_deed(food_world).action == "propose-hold"


@pytest.mark.usefixtures("sample")
def test_the_clock_of_the_lead_goes_on_until_its_owner_accepts(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party
) -> None:
    at(job, clock, LATE)
    reading = food_world.lead_readings.one(given.MANAGER, known(lead))
    assert reading is not None
    assert reading.lead.standing is not None
    assert reading.lead.standing.paused_since is None

    clock.pass_by(days=3)
    hold = decided(food_world, lead)
    assert (hold.state_at(clock.now()), hold.start, hold.approved_by) == (
        HoldState.EFFECTIVE,
        LATE,
        OWNER.user,
    )
    reading = food_world.lead_readings.one(given.MANAGER, known(lead))
    assert reading is not None
    assert reading.lead.standing is not None
    assert reading.lead.standing.paused_since == LATE
    assert told(food_world, lead) == ["lead.hold.proposed", "lead.hold.started"]


@pytest.mark.usefixtures("sample")
def test_one_that_was_dismissed_is_not_proposed_again(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party
) -> None:
    at(job, clock, LATE)
    assert decided(food_world, lead, approve=False).state_at(clock.now()) is HoldState.REJECTED
    assert at(job, clock, LATE + timedelta(days=1)) == 0


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(("role", "accepts"), [("NEGOTIATE", True), ("ASSIST", False)])
def test_whoever_may_place_such_a_hold_accepts_it(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party, role: str, accepts: bool
) -> None:
    from crm_core.domain.leads.lead import CollaboratorRole

    helper = given.rep(2)
    command = SetCollaborator(known(lead), helper.user, CollaboratorRole(role))
    set_collaborator(command, actor=OWNER, world=food_world)
    at(job, clock, LATE)
    if accepts:
        assert decided(food_world, lead, by=helper).effective_at == LATE
    else:
        with pytest.raises(NotAllowed):
            decided(food_world, lead, by=helper)


def test_what_waits_when_the_sample_arrives_may_be_accepted_for_as_long_as_it_was_late(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party, sample: Sample
) -> None:
    at(job, clock, LATE)
    arrived = LATE + timedelta(days=2)
    clock.at = arrived
    boxes.moved(food_world, sample.id, S.DELIVERED, by=OWNER)
    assert at(job, clock, arrived + timedelta(hours=1)) == 1
    assert at(job, clock, arrived + timedelta(hours=2)) == 0

    hold = decided(food_world, lead)
    assert (hold.start, hold.end, hold.state_at(clock.now())) == (LATE, arrived, HoldState.ENDED)


def test_one_that_had_arrived_in_time_after_all_takes_its_proposal_with_it(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party, sample: Sample
) -> None:
    at(job, clock, LATE)
    clock.pass_by(days=1)
    boxes.moved(food_world, sample.id, S.DELIVERED, by=OWNER, at=LATE - timedelta(days=2))
    assert at(job, clock, clock.now()) == 1
    assert holds(food_world, lead)[0].state_at(clock.now()) is HoldState.WITHDRAWN


@pytest.mark.parametrize("status", [S.DELIVERED, S.CANCELED])
def test_what_runs_ends_when_the_sample_arrives_or_is_called_off(
    food_world: World,
    job: LateSamples,
    clock: given.StandingClock,
    lead: Party,
    sample: Sample,
    status: SampleStatus,
) -> None:
    at(job, clock, LATE)
    decided(food_world, lead)
    clock.pass_by(days=4)
    boxes.moved(food_world, sample.id, status, by=OWNER, at=clock.now() - timedelta(days=1))
    assert at(job, clock, clock.now()) == 1
    assert at(job, clock, clock.now()) == 0

    [hold] = holds(food_world, lead)
    # An end is never told of the past.
    assert (hold.end, hold.end_recorded_at) == (LATE + timedelta(days=4), LATE + timedelta(days=4))
    assert told(food_world, lead)[-1] == "lead.hold.ended"


def test_a_sample_that_was_late_for_long_proposes_seven_days_back_at_most(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party
) -> None:
    boxes.requested(food_world, lead, by=OWNER, deliveryDate="2025-09-25")
    assert at(job, clock, given.START) == 1
    assert holds(food_world, lead)[0].start == given.START - timedelta(days=7)


def test_customers_samples_and_leads_that_lapsed_propose_nothing(
    food_world: World, job: LateSamples, clock: given.StandingClock, lead: Party, sample: Sample
) -> None:
    boxes.requested(food_world, given.customer(food_world).id)
    assert at(job, clock, LATE + timedelta(days=300)) == 0
    delay = ProposeHolds((Delay(known(lead), sample.id),))
    assert propose_holds(delay, actor=given.SYSTEM, world=food_world) == 0
    assert holds(food_world, lead) == []


def test_of_two_workers_that_found_the_same_sample_one_proposes(
    food_world: World, clock: given.StandingClock, lead: Party, sample: Sample
) -> None:
    clock.at = LATE
    delay = ProposeHolds((Delay(known(lead), sample.id),))
    done = [propose_holds(delay, actor=given.SYSTEM, world=food_world) for _ in range(2)]
    assert (done, len(holds(food_world, lead))) == ([1, 0], 1)
