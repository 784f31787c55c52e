"""Correcting what was recorded wrongly: another version, whose effects replace the former ones."""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId, changed_members
from crm_core.domain.activities.events import ActivityCorrected, ActivityCreated
from crm_core.domain.activities.reading import Limits, read_correction
from crm_core.domain.activities.settings import MONTHS_BACK
from crm_core.domain.audit.entry import Deed
from crm_core.domain.follow_ups.follow_up import FollowUp
from crm_core.domain.refusals import FieldError, Invalid, NotFound
from crm_core.ports.world import World
from crm_core.use_cases.deadlines import Deadlines
from crm_core.use_cases.effects import Effects
from crm_core.use_cases.taking_up import met_again, restate
from crm_core.use_cases.what_is_set import what_is_set


@frozen
class CorrectActivity:
    """A merge patch (RFC 7396) on what was recorded, unread; on top of `version` when that is given."""

    activity_id: ActivityId
    patch: object
    version: int | None = None


@frozen
class Corrected:
    activity: Activity
    follow_ups: Sequence[FollowUp] = ()


def correct_activity(command: CorrectActivity, *, actor: Actor, world: World) -> Corrected:
    now, types = world.clock.now(), world.activity_types
    with world.unit_of_work(actor) as uow:
        found = types.typed(uow.activities.lock(command.activity_id, version=command.version))
        kind = types.types.get(found.entry.kind)
        if kind is None:
            raise NotFound
        set_to = what_is_set(uow, world)
        limits = Limits(now, int(str(set_to(MONTHS_BACK))))
        entry = read_correction(found.entry, command.patch, of=kind, limits=limits)
        activity = found.corrected(entry, by=actor, now=now)
        if activity == found:
            return Corrected(found)
        counterpart = met_again(found.party, uow)
        if counterpart.lead is not None:
            _refuse_other_time(found, activity)
            restate(found, activity, counterpart.lead, uow)
        uow.activities.save(types.plain(activity))
        changed = changed_members(found.entry, activity.entry)
        uow.outbox.add(ActivityCorrected.of(activity, activity.version, changed))
        Effects(counterpart, uow, world, set_to).follow(found, activity)
        due = Deadlines(counterpart, uow, world, set_to)
        former, said = ActivityCreated.of(found), ActivityCreated.of(activity)
        moved = () if former == said else due.restate(said)
        again = due.reopen(activity.id, unless=activity.done)
        done = Corrected(activity, (*moved, *again, *due.fulfil(activity.done)))
        deed = Deed("correct", "activity", str(activity.id), found.version, activity.version, changed)
        uow.audit.record(deed)
        uow.commit(done)
    return done


def _refuse_other_time(before: Activity, after: Activity) -> None:
    """On a lead time decides about protection: what is wrong there is withdrawn and logged anew."""
    if before.entry.occurred_at != after.entry.occurred_at:
        raise Invalid(errors=[FieldError("/occurredAt", "cannot-change")])
