"""Letting the clock of a follow-up rest, with a reason; until it runs again nothing is due."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.waiting import paused
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import customer_of, refuse_if_archived


@frozen
class PauseFollowUp:
    follow_up_id: FollowUpId
    reason: str
    version: int | None = None


def pause_follow_up(command: PauseFollowUp, *, actor: Actor, world: World) -> FollowUp:
    """One that rests already stays as it is."""
    with world.unit_of_work(actor) as uow:
        found = uow.follow_ups.lock(command.follow_up_id, version=command.version)
        refuse_if_archived(customer_of(found.party, uow))
        resting = paused(found, world.clock.now(), command.reason)
        if resting == found:
            return evolve(found, version=found.version - 1)
        uow.follow_ups.save(resting)
        uow.audit.record(Deed("pause", "follow-up", str(resting.id), found.version - 1, resting.version))
        uow.commit(resting)
    return resting
