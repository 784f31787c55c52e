"""The list of customers: found while one types, narrowed by chips, turned page by page."""

from litestar import get

from adapters.web.listing import ListAddress
from adapters.web.routes.here import Here, Page
from crm_core.domain.customers.listing import CustomerRow
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.list_customers import list_customers


@get("/", sync_to_thread=False)
def home(visit: Here) -> Page:
    return visit.moved("/customers")


@get("/customers", sync_to_thread=True)
def customer_list(visit: Here) -> Page:
    actor = visit.actor
    address = ListAddress.read(dict(visit.request.query_params))
    found = list_customers(
        address.wanted(actor), cursor=address.cursor, actor=actor, world=visit.world, make=CustomerRow
    )
    return visit.page(
        "customers/results.html" if visit.is_partial else "customers/list.html",
        address=address,
        rows=found.rows,
        next_page=None if found.next_cursor is None else address.after(found.next_cursor),
        territories=visit.site.parts.territories,
        chain_name=_chain_name(visit, address),
    )


def _chain_name(visit: Here, address: ListAddress) -> str | None:
    """What the chain is called whose locations are listed; asked only when the address names one."""
    if "parent" not in address.values:
        return None
    try:
        chain_id = CustomerId(address.wanted(visit.actor).filter.parent)  # type: ignore[arg-type]  # named above
        return customer_by_id(chain_id, actor=visit.actor, world=visit.world).customer.details.name
    except NotFound:
        return visit.say("customers.unseen-chain")
