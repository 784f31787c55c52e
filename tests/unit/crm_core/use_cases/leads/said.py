"""What people say when they register leads, and leads that stand through the front door."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.lead import Lead
from crm_core.ports.world import World
from crm_core.use_cases.leads.register_lead import RegisterLead, register_lead
from tests import given

DAY = timedelta(days=1)
REASON = "Der Kunde hat es so bestätigt."
DOCUMENT = UUID(int=0xD0C)
ROSE: dict[str, Any] = {
    "companyName": "Gasthaus Rose GmbH",
    "city": "Berlin",
    "postalCode": "10115",
    "region": "BERLIN",
    "territory": "DE",
    "contact": {"lastName": "Koch", "email": "koch@example.com"},
}
OWNER = given.rep(1)
SOMEBODY = given.rep(2)
LEADER = given.team_lead("BERLIN")


def said(**more: object) -> dict[str, Any]:
    """The rose with other petals; None takes one away."""
    return {key: value for key, value in {**ROSE, **more}.items() if value is not None}


def lead(world: World, by: Actor = OWNER, **more: Any) -> Lead:
    return register_lead(RegisterLead(said(**more)), actor=by, world=world)


def told(world: World) -> list[tuple[str, dict[str, object]]]:
    """The facts about leads that were told, without what moved the relay."""
    world.relay.move(limit=1000)
    with world.unit_of_work(given.SYSTEM) as uow:
        events = uow.event_log.read_after(given.TENANT, 0, limit=1000)
    return [(event.envelope.type, dict(event.envelope.data)) for event in events]


def deeds(world: World) -> list[tuple[str, str]]:
    with world.unit_of_work(given.AUDITOR) as uow:
        return [(entry.deed.action, str(entry.deed.outcome)) for entry in uow.audit.newest(limit=100)]
