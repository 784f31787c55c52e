"""Noting what happened with a prospect; by its kind and time it may restart the progress clock."""

from datetime import datetime

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.activities.events import ActivityCreated
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.lifecycle import refuse_unless_protected
from crm_core.domain.leads.recorded import LeadActivity, LeadActivityId
from crm_core.domain.party import LeadId, Party
from crm_core.ports.world import World


@frozen
class LogLeadActivity:
    lead_id: LeadId
    kind: str
    occurred_at: datetime | None = None
    note: str | None = None
    outcome: str | None = None


@frozen
class LoggedActivity:
    """The activity, and the lead as it leaves it."""

    lead: Lead
    activity: LeadActivity
    note: str | None


def log_lead_activity(command: LogLeadActivity, *, actor: Actor, world: World) -> LoggedActivity:
    """Who assists or negotiates works for the owner, so all of it is credited to the owner."""
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id)
        assignment = refuse_unless_protected(found, now)
        activity = LeadActivity(
            id=LeadActivityId(world.ids.new()),
            assignment_id=assignment.id,
            kind=command.kind,
            occurred_at=min(command.occurred_at or now, now),
            recorded_at=now,
            recorded_by=actor.user,
            outcome=command.outcome,
        )
        lead = uow.leads.save(found, uow.leads.facts(found.id).with_fact(activity))
        if command.note is not None:
            uow.leads.note(lead.id, activity.id, command.note)
        uow.activities.add(_as_activity(activity, lead, command.note))
        told = (None, lead.id, activity.kind, activity.occurred_at, activity.outcome)
        uow.outbox.add(ActivityCreated(ActivityId(activity.id), *told))
        uow.audit.record(Deed("log-activity", "lead", str(lead.id), found.version - 1, lead.version))
        logged = LoggedActivity(lead, activity, command.note)
        uow.commit(logged)
    return logged


def _as_activity(fact: LeadActivity, lead: Lead, note: str | None) -> Activity:
    """What the lead's clock knows as a fact is an activity like any other."""
    entry = Entry(fact.kind, Party(lead_id=lead.id), fact.occurred_at, note, {})
    return Activity(ActivityId(fact.id), lead.tenant_id, entry, fact.recorded_by, fact.recorded_at)
