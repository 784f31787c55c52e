"""A written agreement makes a customer of the lead, an existing one or a new one."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_KEEPING
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.chain import refuse_crooked, refuse_unless_chain
from crm_core.domain.customers.customer import Customer, CustomerDetails
from crm_core.domain.customers.events import CustomerCreated
from crm_core.domain.ids import CustomerId
from crm_core.domain.leads.events import LeadConverted
from crm_core.domain.leads.lead import Conversion, Lead
from crm_core.domain.leads.lifecycle import converted, refuse_unless_protected
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import FieldError, Invalid, NotAllowed, unknown_reference
from crm_core.ports.unit_of_work import UnitOfWork
from crm_core.ports.world import World


@frozen
class ConvertLead:
    """Into the customer of `customer_id`, or into a new one with these details."""

    lead_id: LeadId
    document_id: UUID
    signed_at: datetime
    customer_id: CustomerId | None = None
    details: CustomerDetails | None = None
    version: int | None = None


@frozen
class Converted:
    lead: Lead
    customer: Customer


def convert_lead(command: ConvertLead, *, actor: Actor, world: World) -> Converted:
    now = world.clock.now()
    with world.unit_of_work(actor) as uow:
        found = uow.leads.lock(command.lead_id, version=command.version)
        if not LEAD_KEEPING.permits(Operation.WRITE, uow.scope, found):
            raise NotAllowed(action="convert", resource="lead", resource_id=str(found.id))
        if command.signed_at > now:
            raise Invalid(errors=[FieldError("/signedAt", "in-future")])
        refuse_unless_protected(found, now)
        customer = _customer(command, found, uow, world)
        agreed = Conversion(now, customer.id, command.document_id, command.signed_at)
        lead = uow.leads.save(converted(found, agreed, now), uow.leads.facts(found.id))
        uow.leads.hand_over(lead.id, customer.id)
        uow.outbox.add(LeadConverted.of(lead, customer.id, command.customer_id is None))
        names = ("customer_id",)
        uow.audit.record(Deed("convert", "lead", str(lead.id), found.version - 1, lead.version, names))
        done = Converted(lead, customer)
        uow.commit(done)
    return done


def _customer(command: ConvertLead, lead: Lead, uow: UnitOfWork, world: World) -> Customer:
    """One that the caller sees, or a new one that belongs to the lead's owner."""
    if command.customer_id is not None:
        known = uow.customers.find(command.customer_id)
        if known is None:
            raise unknown_reference("/customerId")
        known.refuse_if_archived()
        return known
    assert command.details is not None  # noqa: S101 - one of the two is given
    refuse_crooked(command.details)
    if command.details.parent_id is not None:
        refuse_unless_chain(uow.customers.hold_chain(command.details.parent_id))
    now = world.clock.now()
    customer = Customer(
        id=CustomerId(world.ids.new()),
        tenant_id=uow.actor.tenant,
        version=1,
        details=command.details,
        owner_user_id=lead.owner_user_id,
        created_at=now,
        updated_at=now,
    )
    uow.customers.add(customer)
    uow.outbox.add(CustomerCreated.of(customer))
    uow.audit.record(Deed("create", "customer", str(customer.id), None, 1))
    return customer
