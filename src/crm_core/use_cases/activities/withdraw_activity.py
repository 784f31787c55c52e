"""Withdrawing an activity that should not have been recorded: what it had moved is put back."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.events import ActivityWithdrawn
from crm_core.domain.audit.entry import Deed
from crm_core.ports.world import World
from crm_core.use_cases.deadlines import Deadlines
from crm_core.use_cases.effects import Effects
from crm_core.use_cases.taking_up import met_again, restate
from crm_core.use_cases.what_is_set import what_is_set


@frozen
class WithdrawActivity:
    activity_id: ActivityId
    reason: str
    version: int | None = None


def withdraw_activity(command: WithdrawActivity, *, actor: Actor, world: World) -> Activity:
    """One that is withdrawn already stays as it is."""
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        kept = uow.activities.lock(command.activity_id, version=command.version)
        found = world.activity_types.typed(kept)
        if found.withdrawal is not None:
            return found
        activity = found.withdrawn(command.reason, by=actor, now=now)
        counterpart = met_again(found.party, uow)
        if counterpart.lead is not None:
            restate(found, activity, counterpart.lead, uow)
        uow.activities.save(world.activity_types.plain(activity))
        uow.outbox.add(ActivityWithdrawn.of(activity, activity.version))
        set_to = what_is_set(uow, world)
        Effects(counterpart, uow, world, set_to).follow(found, None)
        due = Deadlines(counterpart, uow, world, set_to)
        due.reopen(activity.id)
        due.drop(activity.id)
        uow.audit.record(Deed("withdraw", "activity", str(activity.id), found.version, activity.version))
        uow.commit(activity)
    return activity
