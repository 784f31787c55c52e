"""How customers travel: one in full, and one line of the list."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from attrs import asdict

from crm_core.domain.customers.customer import (
    Channel,
    Contactability,
    CoveragePolicy,
    Customer,
    CustomerType,
)

ENCODER = msgspec.json.Encoder(decimal_format="number")


class AddressForm(msgspec.Struct, rename="camel", frozen=True):
    """Where a customer is."""

    street: str | None
    postal_code: str | None
    city: str | None
    state: str | None
    country: str | None


class CustomerForm(msgspec.Struct, rename="camel", frozen=True):
    """A customer in full."""

    id: UUID
    version: int
    name: str
    type: CustomerType
    territory: str
    region: str | None
    parent_id: UUID | None
    is_chain: bool
    coverage_policy: CoveragePolicy
    channel: Channel
    owner_user_id: UUID | None
    address: AddressForm
    contact_email: str | None
    phone: str | None
    website: str | None
    contactability_status: Contactability
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None


class CustomerItem(msgspec.Struct, rename="camel", dict=True):
    """One line of the list; its place in the order is kept beside the form, not in it."""

    id: UUID
    name: str
    type: CustomerType
    territory: str
    region: str | None
    city: str | None
    channel: Channel
    owner_user_id: UUID | None
    contactability_status: Contactability
    is_chain: bool
    parent_id: UUID | None
    chain_size: int | None
    created_at: datetime

    @property
    def place(self) -> str:
        return str(self.__dict__["at"])


class CustomerPage(msgspec.Struct, rename="camel", frozen=True):
    """One page of customers."""

    items: list[CustomerItem]
    next_cursor: str | None


def customer_item(*columns: Any) -> CustomerItem:
    """One line from the columns of `CustomerRow`, in their order."""
    item = CustomerItem(*columns[:-1])
    item.__dict__["at"] = columns[-1]
    return item


def customer_form(customer: Customer) -> CustomerForm:
    details = customer.details
    return CustomerForm(
        id=customer.id,
        version=customer.version,
        name=details.name,
        type=details.type,
        territory=details.territory,
        region=details.region,
        parent_id=details.parent_id,
        is_chain=details.is_chain,
        coverage_policy=details.coverage_policy,
        channel=details.channel,
        owner_user_id=customer.owner_user_id,
        address=AddressForm(**asdict(details.address)),
        contact_email=details.contact_email,
        phone=details.phone,
        website=details.website,
        contactability_status=customer.contactability,
        created_at=customer.created_at,
        updated_at=customer.updated_at,
        archived_at=customer.archived_at,
    )
