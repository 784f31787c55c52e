"""Contacts with which tests set their scene."""

from crm_core.domain.access.actor import Actor
from crm_core.domain.customers.contact import Contact, ContactRole, RoleAt
from crm_core.domain.customers.customer import Customer
from crm_core.ports.world import World
from crm_core.use_cases.contacts.add_contact import AddContact, add_contact
from crm_core.use_cases.contacts.update_contact import UpdateContact, update_contact
from tests import given

MARIA = "Maria Sommer"


def contact(
    world: World, at: Customer, name: str = MARIA, *, by: Actor = given.MANAGER, **values: object
) -> Contact:
    """A contact that exists in this world."""
    return add_contact(AddContact(at.id, {"name": name, **values}), actor=by, world=world).contact


def also_at(world: World, known: Contact, *accounts: Customer, role: str = "BUYER") -> Contact:
    """The same person in a role at further accounts."""
    roles = [*known.roles, *(RoleAt(one.id, ContactRole(role)) for one in accounts)]
    patch = {"roles": [{"customerId": str(held.customer_id), "role": str(held.role)} for held in roles]}
    return update_contact(UpdateContact(known.id, patch), actor=given.MANAGER, world=world).contact
