"""Bringing an archived customer back, as long as the time for that is not over."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerRestored
from crm_core.domain.customers.history import HistoryEntry, Turn
from crm_core.domain.customers.refusals import ChainIsArchived
from crm_core.domain.fields.refusals import UniqueValueIsTaken
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World


@frozen
class RestoreCustomer:
    customer_id: CustomerId
    version: int | None = None


def restore_customer(command: RestoreCustomer, *, actor: Actor, world: World) -> Customer:
    with world.unit_of_work(actor) as uow:
        found = uow.customers.lock(command.customer_id, version=command.version)
        if found.archived_at is None:
            return evolve(found, version=found.version - 1)
        customer = found.restored(world.clock.now())
        chain_id = customer.details.parent_id
        if chain_id is not None and not uow.customers.hold_live_chain(chain_id):
            raise ChainIsArchived
        lost = uow.field_values.taken(customer.id)
        if lost:
            raise UniqueValueIsTaken(fields=lost)
        uow.customers.save(customer)
        uow.customer_history.keep(HistoryEntry.of(customer, Turn.RESTORED, actor))
        uow.outbox.add(CustomerRestored(customer.id, customer.version, customer.details.parent_id))
        uow.audit.record(Deed("restore", "customer", str(customer.id), found.version - 1, customer.version))
        uow.commit(customer)
    return customer
