"""Decides when the demo data is loaded: once, through the same use cases as everybody's."""

from crm_core.domain.ids import CorrelationId
from crm_core.ports.world import World
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.people.introduce import Introduce, introduce
from crm_core.use_cases.perform import perform
from entrypoints.composition.demo import demo_admin, demo_cards, demo_kitchens, demo_manager
from entrypoints.composition.installation import service_world
from entrypoints.config import Config


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
    for kitchen in kitchens:
        if world.customer_readings.one(manager, kitchen.id) is None:
            command = CreateCustomer(kitchen.details, kitchen.owner, kitchen.id)
            perform(create_customer, command, actor=manager, world=world)
            made += 1
    return made
