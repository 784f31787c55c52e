"""Activities with which tests set their scene."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.activities.activity import Activity, ActivityId, Entry
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.ports.world import World
from crm_core.use_cases.activities.correct_activity import CorrectActivity, Corrected, correct_activity
from crm_core.use_cases.activities.log_activity import LogActivity, Logged, log_activity
from crm_core.use_cases.activities.withdraw_activity import WithdrawActivity, withdraw_activity
from tests import given

BECAUSE = "Beim falschen Kunden"


def entry(party: CustomerId | Party, kind: str = "NOTE", **members: object) -> Mapping[str, object]:
    """What somebody writes about a customer or a lead."""
    of = party if isinstance(party, Party) else Party(party)
    whom = {"customerId": str(of.customer_id)} if of.customer_id else {"leadId": str(of.lead_id)}
    told = {key: str(value) if isinstance(value, UUID) else value for key, value in members.items()}
    return {**whom, "kind": kind, **told}


def logged(
    world: World,
    party: CustomerId | Party,
    kind: str = "NOTE",
    *,
    by: Actor = given.MANAGER,
    **members: object,
) -> Logged:
    return log_activity(LogActivity(entry(party, kind, **members)), actor=by, world=world)


def corrected(
    world: World, activity_id: ActivityId, *, by: Actor = given.MANAGER, **patch: object
) -> Corrected:
    return correct_activity(CorrectActivity(activity_id, patch), actor=by, world=world)


def withdrawn(world: World, activity_id: ActivityId, *, by: Actor = given.MANAGER) -> Activity:
    return withdraw_activity(WithdrawActivity(activity_id, BECAUSE), actor=by, world=world)


def drafted(
    world: World,
    party: CustomerId | Party,
    *,
    at: datetime = given.START,
    note: str | None = None,
    **content: object,
) -> Activity:
    """One that was not logged: what a store is given."""
    of = party if isinstance(party, Party) else Party(party)
    said = Entry(str(content.pop("kind", "NOTE")), of, at, note, content)
    return Activity(ActivityId(world.ids.new()), given.TENANT, said, given.user(1), given.START)
