"""Somebody new at an account."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.audit.entry import Deed
from crm_core.domain.customers.contact import Contact, ContactId, ContactRole, RoleAt
from crm_core.domain.customers.contact_form import NEW_CONTACT, person_from
from crm_core.domain.customers.events import CustomerContactAdded
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotAllowed, NotFound
from crm_core.ports.contacts import HeldContact
from crm_core.ports.world import World
from crm_core.use_cases.reaching import reached_through_contact


@frozen
class AddContact:
    """A contact as a person writes it (see `contact_form`), unread."""

    customer_id: CustomerId
    values: Mapping[str, object]
    id: UUID | None = None


def add_contact(command: AddContact, *, actor: Actor, world: World) -> HeldContact:
    values = NEW_CONTACT.read(command.values)
    with world.unit_of_work(actor) as uow:
        account = uow.customers.find(command.customer_id)
        if account is None:
            raise NotFound
        if not CUSTOMERS.permits(Operation.WRITE, uow.scope, account):
            raise NotAllowed(action="add-contact", resource="customer", resource_id=str(account.id))
        country = account.details.address.country
        person = person_from(values, country=country, normal_email=world.email_addresses.normal)
        account.refuse_if_archived()
        now = world.clock.now()
        held = RoleAt(account.id, ContactRole(str(values["role"])))
        contact_id = ContactId(command.id or world.ids.new())
        contact = Contact(contact_id, actor.tenant, 1, person, [held], now, now)
        uow.contacts.add(contact)
        uow.outbox.add(CustomerContactAdded(account.id, contact.id, str(held.role)))
        reached_through_contact(account, person.channels, (), uow, now)
        uow.audit.record(Deed("create", "contact", str(contact.id), None, 1))
        uow.commit(HeldContact(contact, (account,)))
    return HeldContact(contact, (account,))
