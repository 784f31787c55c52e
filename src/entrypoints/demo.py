"""Decides when the demo data is loaded: once, through the same use cases as everybody's."""

from datetime import datetime, timedelta

from attrs import evolve, frozen

from crm_core.domain.customers.contactability import Cause
from crm_core.domain.customers.customer import Contactability
from crm_core.domain.days import local_day
from crm_core.domain.ids import CorrelationId
from crm_core.ports.world import World
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.customers.patch_fields import PatchFields, patch_fields
from crm_core.use_cases.customers.record_contactability import RecordContactability, record_contactability
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.perform import perform
from entrypoints.composition.demo import (
    demo_actor,
    demo_admin,
    demo_bounces,
    demo_cards,
    demo_contacts,
    demo_kitchens,
    demo_knowledge,
    demo_manager,
    send_boxes,
)
from entrypoints.composition.installation import service_world
from entrypoints.config import Config
from entrypoints.demo_leads import load_leads

FIRST_DAY = 400  # days ago: when the demo's customers were entered, before anybody noted anything


@frozen
class Past:
    """A clock that stands still somewhere in the past."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def load_demo(service: str, config: Config) -> None:
    with service_world(config, service) as world:
        load_into(world)


def load_into(world: World) -> int:
    """Creates the demo customers that are not there yet; how many it created."""
    kitchens, manager = demo_kitchens(), demo_manager(CorrelationId(world.ids.new()))
    if world.customer_readings.one(manager, kitchens[-1].id) is not None:
        return 0
    admin = demo_admin(CorrelationId(world.ids.new()))
    for card in demo_cards():
        perform(introduce, Introduce(card), actor=admin, world=world)
    made = 0
    for number, kitchen in enumerate(kitchens):
        if world.customer_readings.one(manager, kitchen.id) is None:
            command = CreateCustomer(kitchen.details, kitchen.owner, kitchen.id)
            perform(create_customer, command, actor=manager, world=_earlier(world, FIRST_DAY - number))
            made += 1
    _tell(world)
    _get_to_know(world)
    load_leads(world, _earlier)
    send_boxes(world, lambda days: _earlier(world, days))
    return made


def _tell(world: World) -> None:
    """What is known about them, each note as its author wrote it on its day."""
    for note in demo_knowledge(local_day(world.clock.now())):
        actor = demo_actor(note.by, CorrelationId(world.ids.new()))
        command = PatchFields(note.customer_id, note.fields)
        perform(patch_fields, command, actor=actor, world=_earlier(world, note.days_ago))


def _get_to_know(world: World) -> None:
    """Whom they met there, and whose letters came back since."""
    for one in demo_contacts():
        actor, met = demo_actor(one.by, CorrelationId(world.ids.new())), _earlier(world, one.days_ago)
        perform(add_contact, AddContact(one.account, one.values, one.id), actor=actor, world=met)
        if one.also_at:
            accounts = (one.account, *one.also_at)
            roles = [{"customerId": str(account), "role": one.values["role"]} for account in accounts]
            perform(update_contact, UpdateContact(one.id, {"roles": roles}), actor=actor, world=met)
    for bounce in demo_bounces():
        actor = demo_actor(bounce.by, CorrelationId(world.ids.new()))
        told = RecordContactability(bounce.customer_id, Contactability.HARD_BOUNCE, Cause.EMAIL_BOUNCE)
        perform(record_contactability, told, actor=actor, world=_earlier(world, bounce.days_ago))


def _earlier(world: World, days: float) -> World:
    return evolve(world, clock=Past(world.clock.now() - timedelta(days=days)))
