"""While a customer is archived its follow-ups rest; restored, they are due as much later."""

from datetime import UTC, datetime, timedelta

import pytest

from crm_core.domain.customers.customer import Customer
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.events.consume import consume
from crm_core.use_cases.follow_ups.pause_follow_up import PauseFollowUp, pause_follow_up
from crm_core.use_cases.resting import resting
from crm_food_pack.domain.samples.status import SampleStatus
from tests import boxes, due, given, journal

S = SampleStatus
OWNER = given.rep(1)


@pytest.fixture
def clock(food_world: World) -> given.StandingClock:
    assert isinstance(food_world.clock, given.StandingClock)
    return food_world.clock


@pytest.fixture
def customer(food_world: World) -> Customer:
    """With a sample delivered on Monday 2 March: feedback is due when Monday the 9th is over."""
    made = given.customer(food_world, owner=OWNER.user)
    boxes.moved(food_world, boxes.requested(food_world, made.id).id, S.DELIVERED)
    return made


def only(world: World, customer: Customer) -> FollowUp:
    [one] = due.page(world, customer=customer.id)
    return one


def archived_and_restored(world: World, clock: given.StandingClock, customer: Customer) -> None:
    """From Tuesday to the Monday after next."""
    clock.pass_by(days=1)
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)
    follow(world)
    clock.pass_by(days=13)
    restore_customer(RestoreCustomer(customer.id), actor=given.MANAGER, world=world)
    follow(world)


def follow(world: World) -> None:
    world.relay.move(limit=500)
    while consume(resting(world), actor=given.SYSTEM, world=world):
        pass


def test_what_was_archived_and_came_back_is_due_later(
    food_world: World, clock: given.StandingClock, customer: Customer
) -> None:
    archived_and_restored(food_world, clock, customer)

    one = only(food_world, customer)
    # The days from Tuesday to Monday do not count; five do from Tuesday the 17th on.
    assert (one.is_paused, one.due_at) == (False, datetime(2026, 3, 23, 23, tzinfo=UTC))
    assert journal.last_deed(food_world).action == "resume"


def test_what_a_person_let_rest_rests_on(
    food_world: World, clock: given.StandingClock, customer: Customer
) -> None:
    pause_follow_up(PauseFollowUp(only(food_world, customer).id, "Umbau"), actor=OWNER, world=food_world)
    archived_and_restored(food_world, clock, customer)

    assert only(food_world, customer).is_paused


def test_time_that_has_run_out_is_not_given_back(
    food_world: World, clock: given.StandingClock, customer: Customer
) -> None:
    clock.pass_by(days=20)
    before = only(food_world, customer)
    archived_and_restored(food_world, clock, customer)

    assert only(food_world, customer) == before
    assert before.due_at is not None
    assert before.due_at < clock.now() - timedelta(days=20)
