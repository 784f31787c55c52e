"""What is due, to oneself or to all whom one sees: what is most urgent first, each with its reason."""

from litestar import get

from adapters.web.routes.here import Here, Page
from adapters.web.visit import Visit
from adapters.web.work_list import WorkAddress, work_rows
from crm_core.domain.ids import CustomerId
from crm_core.domain.party import Party
from crm_core.domain.rollups.rollup import OPEN_BADGES
from crm_core.queries.follow_ups import list_follow_ups
from crm_core.queries.party_names import party_names

_ROWS = 25


@get("/follow-ups", sync_to_thread=True)
def follow_ups(visit: Here) -> Page:
    address = WorkAddress.read(dict(visit.request.query_params))
    page = list_follow_ups(
        address.wanted(visit), limit=_ROWS, cursor=address.cursor, actor=visit.actor, world=visit.world
    )
    goes_on = visit.is_partial and address.cursor is not None
    return visit.page(
        "follow_ups/rows.html"
        if goes_on
        else "follow_ups/results.html"
        if visit.is_partial
        else "follow_ups/list.html",
        address=address,
        rows=work_rows(visit, address, page),
        more=None if page.next_cursor is None else address.at(cursor=page.next_cursor),
        badges=[str(badge) for badge in reversed(OPEN_BADGES)],
        whose=_whose(visit, address),
    )


def _whose(visit: Visit, address: WorkAddress) -> str | None:
    """The customer or chain to which the list is narrowed."""
    asked = address.read_as.get("customer") or address.read_as.get("chain")
    if asked is None:
        return None
    party = Party(CustomerId(asked))  # type: ignore[arg-type]  # read as an identity
    found = party_names([party], actor=visit.actor, world=visit.world)
    return found.get(party) or visit.say("activity.unseen")
