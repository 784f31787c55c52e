"""The contacts, as questions see them: one reading is one statement, whatever the data."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.scope import Scope
from crm_core.domain.customers.contact import Contact, ContactId
from crm_core.domain.customers.customer import Customer
from crm_core.domain.ids import CustomerId


@frozen
class ContactReading:
    """A contact with those of its accounts that the reader sees, and the scope they were seen through."""

    contact: Contact
    accounts: Sequence[Customer]
    scope: Scope


@frozen
class ContactRow:
    """A contact in a list, and how the accounts are called at which its roles are."""

    contact: Contact
    names: Mapping[CustomerId, str]


class ContactReadings(Protocol):
    def one(self, actor: Actor, contact_id: ContactId) -> ContactReading | None:
        """The contact if the actor sees one of its accounts."""
        ...

    def at(
        self, actor: Actor, customer_id: CustomerId, *, after: tuple[str, UUID] | None, limit: int
    ) -> Sequence[ContactRow] | None:
        """At most `limit` contacts of an account by name and id, behind `after` (the last one's sort key
        and id); None when the actor does not see the account."""
        ...
