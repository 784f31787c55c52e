"""Nothing that is due to an archived customer is done, put off or let go on by people."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from crm_core.domain.customers.refusals import CustomerIsArchived
from crm_core.domain.follow_ups.follow_up import FollowUpId
from crm_core.domain.follow_ups.waiting import paused
from crm_core.domain.refusals import Invalid
from crm_core.ports.world import World
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from crm_core.use_cases.follow_ups.pause_follow_up import PauseFollowUp, pause_follow_up
from crm_core.use_cases.follow_ups.resume_follow_up import ResumeFollowUp, resume_follow_up
from crm_core.use_cases.follow_ups.snooze_follow_up import SnoozeFollowUp, snooze_follow_up
from tests import due, given

DEEDS: tuple[Callable[[FollowUpId, World], object], ...] = (
    lambda one, world: complete_follow_up(CompleteFollowUp(one), actor=given.MANAGER, world=world),
    lambda one, world: pause_follow_up(PauseFollowUp(one, "Umbau"), actor=given.MANAGER, world=world),
    lambda one, world: resume_follow_up(ResumeFollowUp(one), actor=given.MANAGER, world=world),
    lambda one, world: put_off(one, world, days=30),
)


def put_off(one: FollowUpId, world: World, *, days: int) -> object:
    command = SnoozeFollowUp(one, given.START + timedelta(days=days), "Umbau")
    return snooze_follow_up(command, actor=given.MANAGER, world=world)


@pytest.mark.parametrize("deed", DEEDS, ids=["complete", "pause", "resume", "snooze"])
def test_it_is_refused_until_the_customer_is_back(
    world: World, deed: Callable[[FollowUpId, World], object]
) -> None:
    customer = given.customer(world)
    one = due.opened(world, customer.id)
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)

    with pytest.raises(CustomerIsArchived):
        deed(one.id, world)
    assert world.follow_up_readings.one(given.MANAGER, one.id) == one

    restore_customer(RestoreCustomer(customer.id), actor=given.MANAGER, world=world)
    deed(one.id, world)


def test_one_that_rests_stays_at_rest(world: World) -> None:
    customer = given.customer(world)
    resting = due.kept(world, paused(due.drafted(world, customer.id), given.START))
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)

    with pytest.raises(CustomerIsArchived):
        resume_follow_up(ResumeFollowUp(resting.id), actor=given.MANAGER, world=world)


def test_what_is_wrong_with_the_input_is_said_first(world: World) -> None:
    customer = given.customer(world)
    one = due.opened(world, customer.id)
    archive_customer(ArchiveCustomer(customer.id), actor=given.MANAGER, world=world)

    with pytest.raises(Invalid):
        put_off(one.id, world, days=-1)
