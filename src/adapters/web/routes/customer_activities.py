"""What happened with a customer, searched by words and narrowed to a kind."""

from collections.abc import Sequence
from urllib.parse import urlencode

from attrs import frozen
from litestar import get
from litestar.params import FromPath

from adapters.web.activity_desk import FEATURE
from adapters.web.activity_words import colour_of, kind_called, outcome_called, sign_of
from adapters.web.asked import refuse_unknown_in
from adapters.web.routes.here import Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.activities.activity import Activity
from crm_core.domain.activities.activity_type import Target
from crm_core.domain.activities.listing import ActivityFilter
from crm_core.queries.activities import list_activities
from crm_core.queries.customer_by_id import customer_by_id

_ROWS, _LONGEST = 25, 200


@frozen
class ActivityRow:
    activity: Activity
    title: str
    sign: str
    outcome: str | None
    colour: str
    who: str | None


@get("/customers/{customer_id:str}/activities", sync_to_thread=True)
def customer_activities(visit: Here, customer_id: FromPath[str]) -> Page:
    visit.refuse_unless_offered(FEATURE)
    place, asked = customer_id_of(customer_id), visit.request.query_params
    refuse_unknown_in(asked, "q", "kind", "cursor")
    customer = customer_by_id(place, actor=visit.actor, world=visit.world).customer
    q, kind = asked.get("q", "").replace("\0", "").strip()[:_LONGEST], asked.get("kind", "")
    cursor, at = asked.get("cursor"), f"/customers/{place}/activities"
    found = list_activities(
        place,
        ActivityFilter(kind=kind or None, q=q or None),
        limit=_ROWS,
        cursor=cursor,
        actor=visit.actor,
        world=visit.world,
    )
    part = "rows" if cursor else "found"
    return visit.page(
        f"activities/{part if visit.is_partial else 'list'}.html",
        customer=customer,
        place=f"/customers/{place}",
        at=at,
        q=q,
        kind=kind,
        kinds=[(key, label, _address(at, q=q, kind=key)) for key, label in _kinds(visit)],
        rows=[_row(visit, one) for one in found.rows],
        more=found.next_cursor and _address(at, q=q, kind=kind, cursor=found.next_cursor),
    )


def _address(at: str, **said: str) -> str:
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{at}?{query}" if query else at


def _kinds(visit: Visit) -> Sequence[tuple[str, str]]:
    """All of them, or one of those that can be about a customer."""
    types = visit.world.activity_types.types.values()
    fitting = [(one.kind, kind_called(visit, one.kind)) for one in types if one.target is not Target.LEAD]
    return [("", visit.say("activity.all-kinds")), *fitting]


def _row(visit: Visit, one: Activity) -> ActivityRow:
    kind, outcome = one.entry.kind, one.outcome
    return ActivityRow(
        one,
        kind_called(visit, kind),
        sign_of(kind),
        None if outcome is None else outcome_called(visit, kind, outcome),
        colour_of(outcome),
        visit.name_of(one.author),
    )
