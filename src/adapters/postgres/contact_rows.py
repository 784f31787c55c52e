"""How a contact is written as a row, and read back with its roles."""

from collections.abc import Iterable

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from crm_core.domain.customers.contact import Contact, ContactId, ContactRole, Person, RoleAt
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import CustomerId, TenantId

COLUMNS = "tenant_id, id, version, name, email, phone, note, created_at, updated_at"
WIDTH = len(COLUMNS.split(","))
KEY = "name_key"


def row_of(contact: Contact) -> Row:
    """The values of COLUMNS and KEY."""
    p = contact.person
    told = (p.name, p.email, p.phone, p.note, contact.created_at, contact.updated_at)
    return (contact.tenant_id, contact.id, contact.version, *told, sort_key(p.name))


def contact_from(row: Row, roles: Iterable[tuple[object, str]]) -> Contact:
    """The contact from a row of COLUMNS, and its roles as customer and word."""
    tenant, identity, version, name, email, phone, note, created, updated = row
    return Contact(
        id=ContactId(identity),
        tenant_id=TenantId(tenant),
        version=version,
        person=Person(name, email, phone, note),
        roles=[RoleAt(CustomerId(customer), ContactRole(role)) for customer, role in roles],  # type: ignore[arg-type]  # uuids
        created_at=utc(created),
        updated_at=utc(updated),
    )
