"""While a follow-up rests its deadline waits with it, and the audit knows who let it."""

from datetime import timedelta

import pytest

from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.follow_ups.refusals import FollowUpIsClosed
from crm_core.domain.refusals import Outdated
from crm_core.ports.world import World
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from crm_core.use_cases.follow_ups.pause_follow_up import PauseFollowUp, pause_follow_up
from tests import due, given, journal

OWNER = given.rep(1)
WHY = "Küche wird umgebaut"


def opened(world: World) -> FollowUp:
    return due.opened(world, given.customer(world, owner=OWNER.user).id, owner=OWNER.user)


def test_it_rests_with_its_reason(world: World) -> None:
    one = opened(world)
    resting = pause_follow_up(PauseFollowUp(one.id, WHY), actor=OWNER, world=world)

    assert (resting.is_paused, resting.next_at, resting.version) == (True, None, 2)
    assert [(pause.since, pause.reason) for pause in resting.pauses] == [(given.START, WHY)]
    assert world.follow_up_readings.one(OWNER, one.id) == resting
    assert journal.last_deed(world).action == "pause"


def test_of_what_rests_nothing_is_passed(world: World) -> None:
    pause_follow_up(PauseFollowUp(opened(world).id, WHY), actor=OWNER, world=world)
    with world.unit_of_work(given.SYSTEM) as uow:
        assert uow.follow_ups.passing(given.START + timedelta(days=400), limit=9) == []


def test_one_that_rests_stays_as_it_is(world: World) -> None:
    first = pause_follow_up(PauseFollowUp(opened(world).id, WHY), actor=OWNER, world=world)

    assert pause_follow_up(PauseFollowUp(first.id, "Anders"), actor=OWNER, world=world) == first


def test_what_is_done_or_was_changed_meanwhile_is_not_paused(world: World) -> None:
    one = opened(world)
    with pytest.raises(Outdated):
        pause_follow_up(PauseFollowUp(one.id, WHY, version=7), actor=OWNER, world=world)
    complete_follow_up(CompleteFollowUp(one.id), actor=OWNER, world=world)
    with pytest.raises(FollowUpIsClosed):
        pause_follow_up(PauseFollowUp(one.id, WHY), actor=OWNER, world=world)
