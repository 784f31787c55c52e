"""Giving a customer to somebody else, or to nobody yet; always with a reason. What is due goes with it."""

from attrs import evolve, frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.customer import Customer
from crm_core.domain.customers.events import CustomerReassigned
from crm_core.domain.customers.history import handover
from crm_core.domain.ids import CustomerId, UserId
from crm_core.domain.party import Party
from crm_core.domain.refusals import NotAllowed
from crm_core.ports.world import World


@frozen
class ReassignCustomer:
    customer_id: CustomerId
    owner_user_id: UserId | None
    reason: str
    version: int | None = None


def reassign_customer(command: ReassignCustomer, *, actor: Actor, world: World) -> Customer:
    with world.unit_of_work(actor) as uow:
        found = uow.customers.lock(command.customer_id, version=command.version)
        if not actor.holds(Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN):
            raise NotAllowed(action="reassign", resource="customer", resource_id=str(found.id))
        found.refuse_if_archived()
        customer = found.owned_by(command.owner_user_id, world.clock.now())
        if customer == found:
            return evolve(found, version=found.version - 1)
        uow.customers.save(customer)
        uow.customer_history.keep(handover(found, customer, command.reason, actor))
        if found.owner_user_id is not None:
            uow.follow_ups.hand_over(
                Party(customer.id), before=found.owner_user_id, after=customer.owner_user_id
            )
        uow.outbox.add(
            CustomerReassigned(customer.id, customer.version, found.owner_user_id, customer.owner_user_id)
        )
        uow.audit.record(
            Deed(
                "reassign",
                "customer",
                str(customer.id),
                found.version - 1,
                customer.version,
                ("owner_user_id",),
            )
        )
        uow.commit(customer)
    return customer
