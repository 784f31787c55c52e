"""The clock of a follow-up runs again; the days on which it rested are added to its deadline."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.waiting import resumed
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import customer_of, place_at, refuse_if_archived


@frozen
class ResumeFollowUp:
    follow_up_id: FollowUpId
    version: int | None = None


def resume_follow_up(command: ResumeFollowUp, *, actor: Actor, world: World) -> FollowUp:
    """One that runs already stays as it is."""
    with world.unit_of_work(actor) as uow:
        found = uow.follow_ups.lock(command.follow_up_id, version=command.version)
        customer = customer_of(found.party, uow)
        refuse_if_archived(customer)
        running = resumed(found, world.clock.now(), world.working_days.at(place_at(customer)))
        if running == found:
            return evolve(found, version=found.version - 1)
        uow.follow_ups.save(running)
        uow.audit.record(Deed("resume", "follow-up", str(running.id), found.version - 1, running.version))
        uow.commit(running)
    return running
