"""Which customers a page offers for something new: those that are found by name or city, few at once."""

from collections.abc import Sequence

from adapters.web.visit import Visit
from crm_core.domain.customers.listing import CustomerFilter, CustomerRow, CustomerSlice
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.queries.engaged_parties import engaged_parties
from crm_core.queries.list_customers import list_customers

_FEW, _LONGEST = 12, 200


def customers_found(visit: Visit, text: str) -> Sequence[CustomerRow]:
    """Among the first that one sees, or those of a search, the ones with whom one may work."""
    q = text.replace("\0", "").strip()[:_LONGEST] or None
    wanted = CustomerSlice(CustomerFilter(q=q), limit=_FEW)
    rows = list_customers(wanted, cursor=None, actor=visit.actor, world=visit.world).rows
    engaged = engaged_parties(map(party_of, rows), actor=visit.actor, world=visit.world)
    return [row for row in rows if party_of(row) in engaged]


def party_of(row: CustomerRow) -> Party:
    return Party(CustomerId(row.id))
