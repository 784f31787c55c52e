"""With which customers somebody worked last: kept in their browser, for whoever is signed in there."""

from collections.abc import Sequence
from uuid import UUID

from adapters.web.visit import YEAR, Visit
from crm_core.domain.ids import CustomerId

NAME = "lately"
_MOST = 8


def worked_with(visit: Visit) -> Sequence[CustomerId]:
    """The last one first; nobody of whom another person was told."""
    found = visit.site.cookies.open(NAME, visit.request.cookies.get(NAME))
    if not isinstance(found, list) or found[:1] != [str(visit.actor.user)]:
        return ()
    return [CustomerId(UUID(one)) for one in found[1:]]


def remembering(visit: Visit, customer_id: CustomerId) -> tuple[str, str, int]:
    """The cookie that has this customer in front of the others."""
    others = [one for one in worked_with(visit) if one != customer_id]
    told = [str(visit.actor.user), str(customer_id), *map(str, others[: _MOST - 1])]
    return NAME, visit.site.cookies.seal(NAME, told), YEAR
