"""Which chains a form offers as a parent: those that the reader finds by name, and the present one."""

from uuid import UUID

from attrs import frozen
from litestar import get

from adapters.web.routes.here import Here, Page
from adapters.web.visit import Visit
from crm_core.domain.customers.listing import MAX_LIMIT, CustomerFilter, CustomerSlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.refusals import NotFound
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.list_customers import list_customers

_LONGEST = 200  # characters of a search


@frozen
class ChainChoice:
    id: str
    name: str


@get("/chains", sync_to_thread=True)
def chain_options(visit: Here) -> Page:
    """The options of the parent's select, for what is typed beside it."""
    asked = visit.request.query_params
    q = asked.get("chain_q", "").replace("\0", "").strip()[:_LONGEST]
    chosen = asked.get("parentId", "")
    return visit.page(
        "customers/chain_options.html", chains=chain_choices(visit, chosen, q=q or None), chosen=chosen
    )


def chain_choices(visit: Visit, chosen: str, *, q: str | None = None) -> list[ChainChoice]:
    found = list_customers(
        CustomerSlice(CustomerFilter(q=q), limit=MAX_LIMIT),
        cursor=None,
        actor=visit.actor,
        world=visit.world,
    )
    choices = [ChainChoice(str(row.id), row.name) for row in found.rows if row.is_chain]
    if chosen and all(choice.id != chosen for choice in choices):
        choices.insert(0, ChainChoice(chosen, _name(visit, chosen)))
    return choices


def _name(visit: Visit, chosen: str) -> str:
    """The present parent keeps its place among the choices, also where the reader can't see it."""
    try:
        chain = customer_by_id(CustomerId(UUID(chosen)), actor=visit.actor, world=visit.world)
    except (ValueError, NotFound):
        return visit.say("customers.unseen-chain")
    return chain.customer.details.name
