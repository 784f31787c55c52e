"""A new customer: a location, a chain, or a house of its own."""

from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.chain import refuse_crooked, refuse_unless_chain
from crm_core.domain.customers.customer import Customer, CustomerDetails
from crm_core.domain.customers.events import CustomerCreated
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World

SEES_UNASSIGNED = frozenset(
    {Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN, Role.CHAIN_MANAGER, Role.SYSTEM, Role.SERVICE}
)


@frozen
class CreateCustomer:
    details: CustomerDetails
    owner_user_id: UserId | None = None
    id: UUID | None = None


def create_customer(command: CreateCustomer, *, actor: Actor, world: World) -> Customer:
    refuse_crooked(command.details)
    with world.unit_of_work(actor) as uow:
        if command.details.parent_id is not None:
            refuse_unless_chain(uow.customers.hold_chain(command.details.parent_id))
        now = world.clock.now()
        customer = Customer(
            id=CustomerId(command.id or world.ids.new()),
            tenant_id=actor.tenant,
            version=1,
            details=command.details,
            owner_user_id=_owner(command, actor),
            created_at=now,
            updated_at=now,
        )
        uow.customers.add(customer)
        uow.outbox.add(CustomerCreated.of(customer))
        uow.audit.record(Deed("create", "customer", str(customer.id), None, 1))
        uow.commit(customer)
    return customer


def _owner(command: CreateCustomer, actor: Actor) -> UserId | None:
    """A representative's customer is their own; the others may leave it unassigned."""
    if actor.roles.isdisjoint(SEES_UNASSIGNED):
        if command.owner_user_id not in (None, actor.user):
            raise NotAllowed(action="create", resource="customer")
        return actor.user
    return command.owner_user_id
