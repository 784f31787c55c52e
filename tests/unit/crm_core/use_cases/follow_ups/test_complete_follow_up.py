"""A person says that a follow-up is done; what they write stays with it."""

import pytest

from adapters.memory.store import MemoryStore
from crm_core.domain.follow_ups.follow_up import Closing, State
from crm_core.domain.follow_ups.refusals import FollowUpIsClosed
from crm_core.domain.refusals import NotAllowed, Outdated
from crm_core.ports.world import World
from crm_core.use_cases.follow_ups.complete_follow_up import CompleteFollowUp, complete_follow_up
from tests import due, given

NOTE = "Frau Sommer war begeistert"


def test_it_is_done_and_told_without_what_the_person_wrote(world: World, store: MemoryStore) -> None:
    one = due.opened(world, given.customer(world, owner=given.user(1)).id)
    done = complete_follow_up(CompleteFollowUp(one.id, "angerufen", NOTE), actor=given.rep(1), world=world)

    assert (done.state, done.version) == (State.DONE, 2)
    assert done.closing == Closing(given.START, "angerufen", NOTE)
    assert world.follow_up_readings.one(given.rep(1), one.id) == done
    told = store.state.outbox[-1]
    assert (told.type, told.data["outcome"], told.data["activityId"]) == ("followup.completed", None, None)
    assert store.state.audit[-1].deed.action == "complete"
    assert NOTE not in f"{store.state.outbox} {store.state.audit}"


def test_what_is_done_already_stays_as_it_is(world: World, store: MemoryStore) -> None:
    one = due.opened(world, given.customer(world).id)
    done = complete_follow_up(CompleteFollowUp(one.id), actor=given.MANAGER, world=world)
    told = len(store.state.outbox), len(store.state.audit)

    again = complete_follow_up(CompleteFollowUp(one.id, "other"), actor=given.MANAGER, world=world)
    assert again == done
    assert (len(store.state.outbox), len(store.state.audit)) == told


def test_a_canceled_one_is_not_done_and_an_old_version_is_refused(world: World) -> None:
    customer = given.customer(world)
    canceled = due.kept(world, due.drafted(world, customer.id).canceled(Closing(given.START)))
    with pytest.raises(FollowUpIsClosed):
        complete_follow_up(CompleteFollowUp(canceled.id), actor=given.MANAGER, world=world)
    with pytest.raises(Outdated):
        complete_follow_up(CompleteFollowUp(canceled.id, version=3), actor=given.MANAGER, world=world)


def test_a_refused_attempt_is_in_the_audit(world: World, store: MemoryStore) -> None:
    one = due.opened(world, given.customer(world).id)
    with pytest.raises(NotAllowed):
        complete_follow_up(CompleteFollowUp(one.id), actor=given.AUDITOR, world=world)

    deed = store.state.audit[-1].deed
    assert (deed.resource, deed.resource_id, deed.outcome) == ("follow-up", str(one.id), "DENIED")
