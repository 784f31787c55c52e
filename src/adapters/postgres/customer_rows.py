"""How a customer is written as a row and read back from one."""

from typing import Any

from adapters.postgres.flush import Row
from adapters.postgres.instants import utc
from crm_core.domain.company_names import company_key, email_key, place_key
from crm_core.domain.customers.customer import (
    Address,
    Channel,
    Contactability,
    CoveragePolicy,
    Customer,
    CustomerDetails,
    CustomerType,
    sort_key,
)
from crm_core.domain.customers.likeness import search_key
from crm_core.domain.ids import CustomerId, TenantId, UserId

COLUMNS = (
    "tenant_id, id, version, name, type, territory, region, parent_id, is_chain, coverage_policy, channel, "
    "street, postal_code, city, state, country, contact_email, phone, website, "
    "owner_user_id, created_at, updated_at, contactability, archived_at"
)
KEYS = "name_key, search_key, company_key, city_key, email_key"


def customer_from(row: Row) -> Customer:
    """The customer from a row of COLUMNS."""
    tenant, identity, version, *described = row[:19]
    owner, created, updated, contactability, archived = row[19:24]
    return Customer(
        id=CustomerId(identity),
        tenant_id=TenantId(tenant),
        version=version,
        details=_details(*described),
        owner_user_id=None if owner is None else UserId(owner),
        created_at=utc(created),
        updated_at=utc(updated),
        contactability=Contactability(contactability),
        archived_at=None if archived is None else utc(archived),
    )


def row_of(customer: Customer) -> Row:
    """The values of COLUMNS and KEYS."""
    d, a = customer.details, customer.details.address
    place = (d.name, str(d.type), d.territory, d.region, d.parent_id, d.is_chain)
    manner = (str(d.coverage_policy), str(d.channel))
    reached_at = (a.street, a.postal_code, a.city, a.state, a.country, d.contact_email, d.phone, d.website)
    life = (customer.owner_user_id, customer.created_at, customer.updated_at, str(customer.contactability))
    key = (customer.tenant_id, customer.id, customer.version)
    return (*key, *place, *manner, *reached_at, *life, customer.archived_at, *_keys(d))


def _keys(details: CustomerDetails) -> tuple[str | None, ...]:
    """By what customers are ordered, searched, and recognised when somebody registers a lead."""
    city, email = details.address.city, details.contact_email
    return (
        sort_key(details.name),
        search_key(details.name, city),
        company_key(details.name),
        None if city is None else place_key(city),
        None if email is None else email_key(email),
    )


def _details(*columns: Any) -> CustomerDetails:
    name, kind, territory, region, parent, is_chain, coverage, channel, *reached_at = columns
    return CustomerDetails(
        name=name,
        type=CustomerType(kind),
        territory=territory,
        region=region,
        parent_id=None if parent is None else CustomerId(parent),
        is_chain=is_chain,
        coverage_policy=CoveragePolicy(coverage),
        channel=Channel(channel),
        address=Address(*reached_at[:5]),
        contact_email=reached_at[5],
        phone=reached_at[6],
        website=reached_at[7],
    )
