"""How contacts travel: a person, and the roles at the accounts that the reader sees."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from crm_core.domain.customers.contact import Contact, ContactRole
from crm_core.domain.ids import CustomerId

ENCODER = msgspec.json.Encoder()


class ContactRoleForm(msgspec.Struct, rename="camel", frozen=True):
    """What the person is at one account."""

    customer_id: UUID
    customer_name: str
    role: ContactRole


class ContactForm(msgspec.Struct, rename="camel", frozen=True):
    """A contact; roles at accounts that the reader does not see are absent."""

    id: UUID
    version: int
    name: str
    email: str | None
    phone: str | None
    note: str | None
    roles: list[ContactRoleForm]
    created_at: datetime
    updated_at: datetime


class ContactPageForm(msgspec.Struct, rename="camel", frozen=True):
    """One page of contacts."""

    items: list[ContactForm]
    next_cursor: str | None


def contact_form(contact: Contact, names: Mapping[CustomerId, str]) -> ContactForm:
    person = contact.person
    return ContactForm(
        id=contact.id,
        version=contact.version,
        name=person.name,
        email=person.email,
        phone=person.phone,
        note=person.note,
        roles=[
            ContactRoleForm(held.customer_id, names[held.customer_id], held.role) for held in contact.roles
        ],
        created_at=contact.created_at,
        updated_at=contact.updated_at,
    )
