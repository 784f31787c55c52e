"""Who is to be reached at a customer, and what do we know about this person?"""

from collections.abc import Sequence

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.policy import CUSTOMERS, Operation
from crm_core.domain.customers.contact import ContactId
from crm_core.domain.customers.customer import sort_key
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.ports.contact_readings import ContactReading, ContactRow
from crm_core.ports.world import World
from crm_core.queries.cursor import cut, digest_of, opened_at_word


@frozen
class ContactPage:
    rows: Sequence[ContactRow]
    next_cursor: str | None


def contact_by_id(contact_id: ContactId, *, actor: Actor, world: World) -> ContactReading:
    reading = world.contact_readings.one(actor, contact_id)
    if reading is None:
        raise NotFound
    return reading


def may_change(reading: ContactReading) -> bool:
    """Whether the reader may write one of the contact's accounts, and so the contact."""
    return any(CUSTOMERS.permits(Operation.WRITE, reading.scope, one) for one in reading.accounts)


def list_contacts(
    customer_id: CustomerId, *, limit: int, cursor: str | None, actor: Actor, world: World
) -> ContactPage:
    """One page of an account's contacts, by name."""
    digest = digest_of("contacts", actor.tenant, customer_id)
    after = None if cursor is None else opened_at_word(world.seals, digest, cursor)
    found = world.contact_readings.at(actor, customer_id, after=after, limit=limit + 1)
    if found is None:
        raise NotFound
    return ContactPage(*cut(found, limit, _place_of, world.seals, digest))


def _place_of(row: ContactRow) -> tuple[str, str]:
    return sort_key(row.contact.person.name), str(row.contact.id)
