"""The contacts, as a command sees them inside its unit of work."""

from collections.abc import Collection, Sequence
from typing import Protocol

from attrs import frozen

from crm_core.domain.customers.contact import Contact, ContactId
from crm_core.domain.customers.customer import Customer


@frozen
class HeldContact:
    """A contact that is held, and its accounts as far as the caller sees them."""

    contact: Contact
    accounts: Sequence[Customer]


class Contacts(Protocol):
    """Seen by who sees one of its accounts, written by who may write one of them; roles at other
    accounts are absent, and stay as they are."""

    def add(self, contact: Contact) -> None:
        """Keeps a new one; NotAllowed when one of its accounts is not the caller's to write."""
        ...

    def find(self, contact_id: ContactId) -> HeldContact | None:
        """The contact as the caller sees it, without a lock."""
        ...

    def seen_among(self, contact_ids: Collection[ContactId]) -> Collection[ContactId]:
        """Those of these that the caller sees, asked at once."""
        ...

    def lock(self, contact_id: ContactId, *, version: int | None = None) -> HeldContact:
        """The contact, already counted up to its next version and held against other writers until the end.

        NotFound when it is invisible, NotAllowed when it is not the caller's to write,
        Outdated when `version` is given and no longer the present one.
        """
        ...

    def save(self, contact: Contact, *, before: Contact) -> None:
        """Keeps a changed state of a locked one; what differs in its roles is given and taken."""
        ...

    def remove(self, contact_id: ContactId) -> None:
        """Everything that is known about a locked one goes, its roles at hidden accounts too."""
        ...
