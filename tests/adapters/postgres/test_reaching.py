"""Bounces and new channels at the same time: whoever comes first, a bounce and its demand go together."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random

from adapters.system.ids import SystemIds
from crm_core.domain.customers.contact import Contact
from crm_core.domain.customers.contactability import Cause
from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.refusals import Refusal
from crm_core.ports.world import World
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from crm_core.use_cases.customers.record_contactability import RecordContactability, record_contactability
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer
from crm_core.use_cases.perform import perform
from tests import given, people
from tests.reach import broken_laws
from tests.server import Pools
from tests.worlds import on_postgres

WRITERS, STEPS = 4, 30


def write(world: World, draw: Random, customers: list[Customer], shared: Contact) -> None:
    """A writer of letters that come back, and of channels, in an order of its own."""
    for _ in range(STEPS):
        customer, number = draw.choice(customers), f"030 {draw.randrange(100_000, 999_999)}"
        with suppress(Refusal):
            match draw.randrange(4):
                case 0:
                    patch = UpdateCustomer(customer.id, {"phone": number})
                    perform(update_customer, patch, actor=given.MANAGER, world=world)
                case 1:
                    change = UpdateContact(shared.id, {"phone": number})
                    perform(update_contact, change, actor=given.MANAGER, world=world)
                case _:
                    status = draw.choice([*Contactability, Contactability.HARD_BOUNCE])
                    told = RecordContactability(customer.id, status, Cause.REPORTED)
                    perform(record_contactability, told, actor=given.MANAGER, world=world)


def test_writers_at_the_same_time_leave_no_bounce_without_its_demand(pools: Pools) -> None:
    world = on_postgres(pools, ids=SystemIds())
    customers = [given.customer(world, f"House {number}") for number in range(2)]
    shared = people.also_at(world, people.contact(world, customers[0]), customers[1])
    with ThreadPoolExecutor(WRITERS) as threads:
        running = [
            threads.submit(write, world, Random(f"writer {number}"), customers, shared)
            for number in range(WRITERS)
        ]
        for one in running:
            one.result(60)
    while world.relay.move(limit=1000).count:
        pass
    with world.unit_of_work(given.ADMIN) as uow:
        told = [one.envelope for one in uow.event_log.read_after(given.TENANT, 0, limit=5000)]

    assert [broken_laws(world, one.id, told) for one in customers] == [[], []]
    assert sum(one.data.get("cause") == Cause.CHANNEL_STORED for one in told) > 5
