"""One customer: what we know, where it hangs in a chain, and what the reader may do with it."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from litestar import get
from litestar.params import FromPath

from adapters.web.customer_fields import Fields
from adapters.web.routes.here import Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import RESTORABLE_FOR, Customer
from crm_core.domain.refusals import NotFound, Refusal
from crm_core.ports.customer_readings import Reading
from crm_core.queries.customer_access import Standing, standing_on
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.customer_fields import customer_fields

MAY_REASSIGN = (Role.TEAM_LEAD, Role.MANAGER, Role.ADMIN)
_LOCATIONS = 12  # shown on the page; the rest is a list of its own


@frozen
class Family:
    """The chain around a customer, as far as the reader sees it."""

    chain: Customer | None
    locations: Sequence[Customer]
    has_more: bool


@get("/customers/{customer_id:str}", sync_to_thread=True)
def customer_detail(visit: Here, customer_id: FromPath[str]) -> Page:
    reading = customer_by_id(customer_id_of(customer_id), actor=visit.actor, world=visit.world)
    return detail_page(visit, reading)


def detail_page(visit: Visit, reading: Reading, *, refusal: Refusal | None = None, status: int = 200) -> Page:
    customer, standing = reading.customer, standing_on(reading)
    fields = Fields(visit, customer_fields(customer.id, actor=visit.actor, world=visit.world))
    return visit.page(
        "customers/detail.html",
        status,
        reading=reading,
        customer=customer,
        standing=standing,
        family=_family(visit, customer),
        field_groups=fields.groups(),
        refusal=refusal,
        may_reassign=may_reassign(visit, standing),
        restorable_until=_restorable_until(visit, customer),
    )


def may_reassign(visit: Visit, standing: Standing) -> bool:
    return standing.may_write and visit.actor.holds(*MAY_REASSIGN)


def _family(visit: Visit, customer: Customer) -> Family:
    root = customer.chain_root_id
    if root is None:
        return Family(None, (), False)
    found = visit.world.customer_readings.locations(visit.actor, root, _LOCATIONS + 1)
    return Family(_chain(visit, customer), found[:_LOCATIONS], len(found) > _LOCATIONS)


def _chain(visit: Visit, customer: Customer) -> Customer | None:
    if customer.details.is_chain:
        return customer
    assert customer.details.parent_id is not None  # noqa: S101 - only chains and locations have a root
    try:
        return customer_by_id(customer.details.parent_id, actor=visit.actor, world=visit.world).customer
    except NotFound:
        return None


def _restorable_until(visit: Visit, customer: Customer) -> datetime | None:
    if customer.archived_at is None:
        return None
    until = customer.archived_at + RESTORABLE_FOR
    return until if visit.world.clock.now() < until else None
