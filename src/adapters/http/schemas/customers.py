"""How a customer travels in full."""

from datetime import datetime
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
