"""Everything told about leads keeps its schema and carries no name and no text."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from jsonschema import Draft202012Validator

from crm_core.domain.customers.customer import CustomerType
from crm_core.domain.leads.events import LEAD_FACTS
from crm_core.domain.leads.history import HoldReason
from crm_core.pack import events_of
from crm_core.ports.world import World
from crm_core.use_cases.leads.backdate_lead import BackdateLead, backdate_lead
from crm_core.use_cases.leads.convert_lead import ConvertLead, convert_lead
from crm_core.use_cases.leads.end_hold import EndHold, end_hold
from crm_core.use_cases.leads.extend_protection import ExtendProtection, extend_protection
from crm_core.use_cases.leads.place_hold import PlaceHold, place_hold
from crm_core.use_cases.leads.transfer_lead import TransferLead, transfer_lead
from tests import given
from tests.unit.crm_core.use_cases.leads.said import DOCUMENT, LEADER, OWNER, REASON, lead, told

# These are told by the jobs that watch the clock, the day and what a pack ships.
BY_THE_JOB = {
    *("lead.protection.reminder", "lead.protection.grace", "lead.protection.expired"),
    *("lead.pseudonymised", "lead.purged", "lead.hold.proposed"),
}


def everything(world: World) -> list[tuple[str, dict[str, object]]]:
    made, now = lead(world), world.clock.now()
    held = place_hold(PlaceHold(made.id, HoldReason.FFZ_SAMPLE_DELAY, now), actor=OWNER, world=world)
    end_hold(EndHold(made.id, held.hold.id), actor=OWNER, world=world)
    extend_protection(ExtendProtection(made.id, REASON, months=1), actor=LEADER, world=world)
    back = BackdateLead(made.id, now - timedelta(days=3), REASON, DOCUMENT)
    backdate_lead(back, actor=given.MANAGER, world=world)
    transfer_lead(TransferLead(made.id, given.user(3), REASON), actor=LEADER, world=world)
    details = given.details("Gasthaus Rose", type=CustomerType.RESTAURANT)
    agreed = ConvertLead(made.id, DOCUMENT, now, details=details)
    convert_lead(agreed, actor=given.rep(3), world=world)
    return told(world)


def test_every_event_keeps_its_schema(memory_world: World) -> None:
    schemas: Mapping[str, Any] = events_of().schemas()
    events = everything(memory_world)

    assert {name for name, _ in events if name.startswith("lead.")} == {
        fact.type for fact in LEAD_FACTS
    } - BY_THE_JOB
    for name, data in events:
        assert list(Draft202012Validator(schemas[name]).iter_errors(data)) == []


def test_no_event_carries_a_name_or_a_text(memory_world: World) -> None:
    text = str(everything(memory_world))

    for secret in ("Rose", "Koch", "example.com", REASON, "10115"):
        assert secret not in text


def test_no_deed_carries_a_name_or_a_text(memory_world: World) -> None:
    everything(memory_world)
    with memory_world.unit_of_work(given.AUDITOR) as uow:
        text = str(uow.audit.newest(limit=100))

    for secret in ("Rose", "Koch", "example.com", REASON, "10115"):
        assert secret not in text
