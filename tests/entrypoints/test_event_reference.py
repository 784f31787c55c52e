"""What is written down about events is what is declared, and what is declared is what is told."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from crm_core.domain.customers.contactability import Cause
from crm_core.domain.customers.customer import Contactability
from crm_core.domain.customers.events import CUSTOMER_FACTS
from crm_core.domain.events.envelope import RecordedEvent
from crm_core.domain.events.fact import Fact
from crm_core.domain.settings.events import SettingsUpdated
from crm_core.domain.settings.setting import Scope
from crm_core.pack import events_of
from crm_core.ports.world import World
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.contacts.remove_contact import RemoveContact, remove_contact
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.archive_customer import ArchiveCustomer, archive_customer
from crm_core.use_cases.customers.reassign_customer import ReassignCustomer, reassign_customer
from crm_core.use_cases.customers.record_contactability import RecordContactability, record_contactability
from crm_core.use_cases.customers.restore_customer import RestoreCustomer, restore_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.settings.change_setting import ChangeSetting, change_setting
from entrypoints.composition.installation import PACKS
from entrypoints.event_reference import asyncapi, envelope_schema, page, written
from tests import given

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
FACTS: tuple[type[Fact], ...] = (*CUSTOMER_FACTS, SettingsUpdated)
TOLD = {fact.type for fact in FACTS}
CATALOGUE = events_of(*PACKS)


def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def everything_that_can_happen(world: World) -> list[RecordedEvent]:
    chain = given.chain(world)
    house = given.location(world, chain)
    update_customer(
        UpdateCustomer(house.id, {"name": "Neu", "parentId": None}), actor=given.MANAGER, world=world
    )
    reassign_customer(ReassignCustomer(house.id, given.user(5), "urlaub"), actor=given.MANAGER, world=world)
    archive_customer(ArchiveCustomer(house.id), actor=given.MANAGER, world=world)
    restore_customer(RestoreCustomer(house.id), actor=given.SYSTEM, world=world)
    somebody = add_contact(
        AddContact(house.id, {"name": "Maria Sommer", "role": "CHEF"}), actor=given.MANAGER, world=world
    ).contact
    update_contact(UpdateContact(somebody.id, {"name": "Maria Winter"}), actor=given.MANAGER, world=world)
    remove_contact(RemoveContact(somebody.id), actor=given.MANAGER, world=world)
    bounced = RecordContactability(house.id, Contactability.HARD_BOUNCE, Cause.EMAIL_BOUNCE)
    record_contactability(bounced, actor=given.MANAGER, world=world)
    setting = ChangeSetting("http.requireIfMatch", Scope.TENANT, True, 0)
    change_setting(setting, actor=given.ADMIN, world=world)
    world.relay.move(limit=100)
    with world.unit_of_work(given.SYSTEM) as uow:
        return list(uow.event_log.read_after(given.TENANT, 0, limit=100))


def test_every_event_that_is_told_keeps_its_schema(memory_world: World) -> None:
    told = everything_that_can_happen(memory_world)
    assert {event.envelope.type for event in told} == TOLD
    for event in told:
        schema = envelope_schema(CATALOGUE.schemas()[event.envelope.type])
        assert list(validator(schema).iter_errors(event.as_json())) == []


def test_a_member_that_nobody_declared_breaks_the_schema(memory_world: World) -> None:
    event = everything_that_can_happen(memory_world)[0]
    schema = envelope_schema(CATALOGUE.schemas()[event.envelope.type])
    data = {**event.envelope.data, "phone": "030"}
    assert list(validator(schema).iter_errors({**event.as_json(), "data": data})) != []


@pytest.mark.parametrize(
    ("name", "made"), [("events.md", page(CATALOGUE)), ("asyncapi.json", written(asyncapi(CATALOGUE)))]
)
def test_the_reference_is_the_one_that_is_committed(name: str, made: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == made, "run: crm events reference docs/reference"


def test_every_reference_inside_the_asyncapi_document_leads_somewhere() -> None:
    document = asyncapi(CATALOGUE)

    def resolve(pointer: str) -> object:
        found: Any = document
        for step in pointer.removeprefix("#/").split("/"):
            found = found[step]
        return found

    for name, operation in document["operations"].items():
        channel = resolve(operation["channel"]["$ref"])
        assert isinstance(channel, dict)
        assert name == f"tell.{channel['address']}"
        assert [resolve(one["$ref"]) for one in operation["messages"]] == list(channel["messages"].values())
