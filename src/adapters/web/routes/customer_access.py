"""Who a customer is open to, and by which rule: for those who answer for that."""

from collections.abc import Sequence

from attrs import frozen
from litestar import get
from litestar.params import FromPath

from adapters.web.routes.here import Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.access.openings import Opening
from crm_core.domain.access.role import Role
from crm_core.domain.ids import CustomerId
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.explain_access import explain_access


@frozen
class Way:
    """One rule in words: who comes in by it, and what they may do."""

    resource: str
    text: str
    people: Sequence[str]
    operations: Sequence[str]


@get("/customers/{customer_id:str}/access", sync_to_thread=True)
def access(visit: Here, customer_id: FromPath[str]) -> Page:
    place = customer_id_of(customer_id)
    found = explain_access(place, actor=visit.actor, world=visit.world)
    customer = customer_by_id(place, actor=visit.actor, world=visit.world).customer
    return visit.page(
        "customers/access_ways.html" if visit.is_partial else "customers/access.html",
        customer=customer,
        place=f"/customers/{place}",
        found=found,
        ways=[_way(visit, one) for one in found.openings],
    )


def _way(visit: Visit, opening: Opening) -> Way:
    people = [visit.name_of(one) or "" for one in opening.people or ()]
    chain = "" if opening.chain is None else _chain(visit, CustomerId(opening.chain))
    text = visit.say(f"way.{opening.rule}", region=opening.region or "", chain=chain)
    roles = ", ".join(
        visit.say(f"role.{grip}") for grip in opening.grips if grip in set(Role) and _is_told(visit, grip)
    )
    return Way(
        opening.resource,
        f"{roles}: {text}" if roles else text,
        people,
        [str(one) for one in opening.operations],
    )


def _is_told(visit: Visit, grip: str) -> bool:
    return visit.tongue.knows(f"role.{grip}")


def _chain(visit: Visit, chain: CustomerId) -> str:
    return customer_by_id(chain, actor=visit.actor, world=visit.world).customer.details.name
