"""Putting a follow-up off until an instant, with a reason."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.follow_up import FollowUp, FollowUpId
from crm_core.domain.follow_ups.waiting import snoozed
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import customer_of, place_at, refuse_if_archived


@frozen
class SnoozeFollowUp:
    follow_up_id: FollowUpId
    until: datetime
    reason: str
    version: int | None = None


def snooze_follow_up(command: SnoozeFollowUp, *, actor: Actor, world: World) -> FollowUp:
    with world.unit_of_work(actor) as uow:
        found = uow.follow_ups.lock(command.follow_up_id, version=command.version)
        customer = customer_of(found.party, uow)
        later = snoozed(
            found,
            command.until,
            reason=command.reason,
            now=world.clock.now(),
            calendar=world.working_days.at(place_at(customer)),
        )
        refuse_if_archived(customer)
        uow.follow_ups.save(later)
        uow.audit.record(Deed("snooze", "follow-up", str(later.id), found.version - 1, later.version))
        uow.commit(later)
    return later
