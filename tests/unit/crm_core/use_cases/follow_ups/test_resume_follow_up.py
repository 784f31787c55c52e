"""A follow-up that goes on is due as many working days later as it rested, by its customer's calendar."""

from datetime import UTC, datetime, timedelta

from attrs import evolve

from adapters.calendars.working_days import LibraryWorkingDays
from crm_core.domain.customers.customer import Address
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.ports.world import World
from crm_core.use_cases.follow_ups.pause_follow_up import PauseFollowUp, pause_follow_up
from crm_core.use_cases.follow_ups.resume_follow_up import ResumeFollowUp, resume_follow_up
from tests import due, given, journal

OWNER = given.rep(1)


def rested(world: World, state: str) -> FollowUp:
    """Opened on 2 March, due on the 9th; it rested until Wednesday 1 April, before Easter."""
    house = given.customer(world, owner=OWNER.user, address=Address(country="DE", state=state))
    one = due.opened(world, house.id, owner=OWNER.user)
    pause_follow_up(PauseFollowUp(one.id, "Umbau"), actor=OWNER, world=world)
    assert isinstance(world.clock, given.StandingClock)
    world.clock.at = datetime(2026, 4, 1, 8, tzinfo=UTC)
    return resume_follow_up(
        ResumeFollowUp(one.id), actor=OWNER, world=evolve(world, working_days=LibraryWorkingDays())
    )


def test_the_days_are_those_of_the_customers_place(world: World) -> None:
    running = rested(world, "DE-BE")

    # 2, 7, 8, 9 and 10 April: Good Friday and Easter Monday are free.
    assert running.due_at == datetime(2026, 4, 10, 22, tzinfo=UTC)
    assert (running.is_paused, running.version) == (False, 3)
    assert journal.last_deed(world).action == "resume"


def test_one_that_runs_stays_as_it_is(world: World) -> None:
    running = rested(world, "DE-BE")

    assert resume_follow_up(ResumeFollowUp(running.id), actor=OWNER, world=world) == running
    assert running.source.at + timedelta(days=30) == world.clock.now()
