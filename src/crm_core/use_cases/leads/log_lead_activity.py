"""Noting what happened with a prospect; by its kind and time it may restart the progress clock."""

from datetime import datetime

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.activities.events import ActivityCreated
from crm_core.domain.audit.entry import Deed
from crm_core.domain.leads.lead import Lead
from crm_core.domain.leads.recorded import LeadActivity
from crm_core.domain.party import LeadId, Party
from crm_core.ports.world import World
from crm_core.use_cases.taking_up import credit


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
        at = min(command.occurred_at or now, now)
        entry = Entry(command.kind, Party(lead_id=found.id), at, command.note, {})
        activity = Activity(ActivityId(world.ids.new()), actor.tenant, entry, actor.user, now)
        lead, fact = credit(activity, found, uow, now, outcome=command.outcome)
        uow.activities.add(activity)
        uow.outbox.add(evolve(ActivityCreated.of(activity), outcome=command.outcome))
        uow.audit.record(Deed("log-activity", "lead", str(lead.id), found.version - 1, lead.version))
        logged = LoggedActivity(lead, fact, command.note)
        uow.commit(logged)
    world.meter.logged(command.kind, command.outcome)
    return logged
