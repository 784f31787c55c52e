"""A person says that a follow-up is done."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.refusals import ContactChannelIsMissing
from crm_core.domain.follow_ups.alternative_channel import ALTERNATIVE_CHANNEL
from crm_core.domain.follow_ups.events import FollowUpCompleted
from crm_core.domain.follow_ups.follow_up import Closing, FollowUp, FollowUpId, State
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import customer_of, refuse_if_archived


@frozen
class CompleteFollowUp:
    follow_up_id: FollowUpId
    outcome: str | None = None
    note: str | None = None
    version: int | None = None


def complete_follow_up(command: CompleteFollowUp, *, actor: Actor, world: World) -> FollowUp:
    with world.unit_of_work(actor) as uow:
        found = uow.follow_ups.lock(command.follow_up_id, version=command.version)
        refuse_if_archived(customer_of(found.party, uow))
        if found.rule == ALTERNATIVE_CHANNEL.key and found.state is State.OPEN:
            raise ContactChannelIsMissing
        done = found.completed(Closing(world.clock.now(), command.outcome, command.note))
        if done == found:
            return evolve(found, version=found.version - 1)
        uow.follow_ups.save(done)
        uow.outbox.add(FollowUpCompleted.of(done))
        uow.audit.record(Deed("complete", "follow-up", str(done.id), found.version - 1, done.version))
        uow.commit(done)
    return done
