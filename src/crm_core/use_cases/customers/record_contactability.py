"""Recording whether letters reach a customer; a hard bounce demands another channel at once."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contactability import Cause, needs_another_channel, recorded
from crm_core.domain.customers.customer import Contactability, Customer
from crm_core.domain.follow_ups.alternative_channel import demanded
from crm_core.domain.follow_ups.follow_up import FollowUpId
from crm_core.domain.follow_ups.working_time import Place
from crm_core.domain.ids import CustomerId
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World
from crm_core.use_cases.reaching import tell_contactability
from crm_core.use_cases.what_is_set import what_is_set


@frozen
class RecordContactability:
    customer_id: CustomerId
    status: Contactability
    cause: Cause
    version: int | None = None


def record_contactability(command: RecordContactability, *, actor: Actor, world: World) -> Customer:
    with world.unit_of_work(actor) as uow:
        found = uow.customers.lock(command.customer_id, version=command.version)
        customer = recorded(found, command.status, world.clock.now())
        if customer == found:
            return evolve(found, version=found.version - 1)
        uow.customers.save(customer)
        tell_contactability(found, customer, command.cause, uow)
        if needs_another_channel(customer):
            _demand_another(customer, uow, world)
        uow.commit(customer)
    return customer


def _demand_another(customer: Customer, uow: UnitOfWork, world: World) -> None:
    set_to = what_is_set(uow, world)
    uow.follow_ups.add(
        demanded(
            customer,
            id=FollowUpId(world.ids.new()),
            calendar=world.working_days.at(Place.of(customer.details.address)),
            value_of=lambda key: int(str(set_to(key))),
            now=customer.updated_at,
        )
    )
