"""Logging an activity: what happened, what it moves, and which follow-ups it opens and fulfils."""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId
from crm_core.domain.activities.events import ActivityCreated
from crm_core.domain.activities.reading import Limits, read_entry
from crm_core.domain.activities.settings import MONTHS_BACK, OFFERED_KINDS
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.ports.world import World
from crm_core.use_cases.deadlines import Deadlines, is_waited_for
from crm_core.use_cases.effects import Effects
from crm_core.use_cases.taking_up import credit, met
from crm_core.use_cases.what_is_set import what_is_set


@frozen
class LogActivity:
    """What somebody wrote; the dictionary reads it, as far as the tenant offers its kinds."""

    entry: object


@frozen
class Logged:
    """The activity, and the follow-ups that it opened, closed or opened again."""

    activity: Activity
    follow_ups: Sequence[FollowUp] = ()


def log_activity(command: LogActivity, *, actor: Actor, world: World) -> Logged:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        set_to = what_is_set(uow, world)
        offered = world.activity_types.restricted(str(set_to(OFFERED_KINDS)))
        limits = Limits(now, int(str(set_to(MONTHS_BACK))))
        entry = read_entry(command.entry, dictionary=offered, limits=limits)
        if is_waited_for(entry.kind, world):
            uow.follow_ups.foresee(entry.party)
        counterpart = met(entry.party, uow)
        activity = Activity(ActivityId(world.ids.new()), actor.tenant, entry, actor.user, now)
        uow.activities.add(world.activity_types.plain(activity))
        if counterpart.lead is not None:
            credit(activity, counterpart.lead, uow, now)
        created = ActivityCreated.of(activity)
        uow.outbox.add(created)
        Effects(counterpart, uow, world, set_to).follow(None, activity)
        due = Deadlines(counterpart, uow, world, set_to)
        started = due.start(created, is_new=True, is_late=not activity.is_news)
        logged = Logged(activity, (*started, *due.fulfil(activity.done)))
        uow.audit.record(Deed("log", "activity", str(activity.id), None, activity.version))
        uow.commit(logged)
    world.meter.logged(entry.kind, activity.outcome)
    return logged
