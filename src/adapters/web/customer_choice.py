"""Which customers a page offers for something new: those that are found by name or city, few at once."""

from collections.abc import Sequence

from adapters.web.visit import Visit
from crm_core.domain.customers.listing import CustomerFilter, CustomerRow, CustomerSlice
from crm_core.queries.list_customers import list_customers

_FEW, _LONGEST = 12, 200


def customers_found(visit: Visit, text: str) -> Sequence[CustomerRow]:
    """The own ones first asked for; a search looks among all that one may see."""
    q = text.replace("\0", "").strip()[:_LONGEST] or None
    wanted = CustomerSlice(CustomerFilter(q=q), limit=_FEW)
    return list_customers(wanted, cursor=None, actor=visit.actor, world=visit.world).rows
