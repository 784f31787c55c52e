"""Taking a customer out of the lists; what is known about it stays."""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerArchived
from crm_core.domain.customers.history import HistoryEntry, Turn
from crm_core.domain.customers.refusals import ChainHasLocations
from crm_core.domain.ids import CustomerId
from crm_core.ports.world import World


@frozen
class ArchiveCustomer:
    customer_id: CustomerId
    version: int | None = None


def archive_customer(command: ArchiveCustomer, *, actor: Actor, world: World) -> Customer:
    with world.unit_of_work(actor) as uow:
        found = uow.customers.lock(command.customer_id, version=command.version)
        if found.archived_at is not None:
            return found
        if found.details.is_chain and uow.customers.has_live_locations(found.id):
            raise ChainHasLocations
        customer = found.archived(world.clock.now())
        uow.customers.save(customer)
        uow.customer_history.keep(HistoryEntry.of(customer, Turn.ARCHIVED, actor))
        uow.outbox.add(CustomerArchived(customer.id, customer.version, customer.details.parent_id))
        uow.audit.record(Deed("archive", "customer", str(customer.id), found.version - 1, customer.version))
        uow.commit(customer)
    return customer
