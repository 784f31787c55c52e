"""A person at one account or at several, in a role at each of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import evolve, field, fields, frozen

from crm_core.domain.ids import CustomerId, TenantId

ContactId = NewType("ContactId", UUID)


class ContactRole(StrEnum):
    CHEF = "CHEF"
    GM = "GM"
    BUYER = "BUYER"
    OTHER = "OTHER"


# German and English.
ROLE_LABELS: Mapping[ContactRole, tuple[str, str]] = {
    ContactRole.CHEF: ("Küchenchef", "Chef"),
    ContactRole.GM: ("Geschäftsführung", "General management"),
    ContactRole.BUYER: ("Einkauf", "Purchasing"),
    ContactRole.OTHER: ("Sonstige", "Other"),
}


@frozen(order=True)
class RoleAt:
    """What a person is at one account."""

    customer_id: CustomerId
    role: ContactRole


def _in_order(roles: Iterable[RoleAt]) -> tuple[RoleAt, ...]:
    return tuple(sorted(set(roles)))


@frozen
class Person:
    """What people may write about somebody, in normal form."""

    name: str
    email: str | None = None
    phone: str | None = None
    note: str | None = None

    @property
    def channels(self) -> tuple[str | None, str | None]:
        return (self.email, self.phone)


@frozen
class Contact:
    """A person at one version, with the roles that the reader sees."""

    id: ContactId
    tenant_id: TenantId
    version: int
    person: Person
    roles: tuple[RoleAt, ...] = field(converter=_in_order)
    created_at: datetime
    updated_at: datetime

    @property
    def accounts(self) -> tuple[CustomerId, ...]:
        """Each once, in the order in which they are locked."""
        return tuple(dict.fromkeys(held.customer_id for held in self.roles))

    def known_as(self, person: Person, roles: Iterable[RoleAt], now: datetime) -> "Contact":
        """The contact with other details or roles; the same value when nothing differs."""
        changed = evolve(self, person=person, roles=roles)
        return self if changed == self else evolve(changed, updated_at=now)


def changed_names(before: Contact, after: Contact) -> tuple[str, ...]:
    """The names of what differs, never the values: they go to audit and events."""
    told = (one.name for one in fields(Person))
    names = tuple(name for name in told if getattr(before.person, name) != getattr(after.person, name))
    return names if before.roles == after.roles else (*names, "roles")
