"""A customer's timeline: a page of it, the next one, and only some kinds of what happened."""

from litestar import get
from litestar.params import FromPath

from adapters.web.asked import refuse_unknown_in
from adapters.web.customer_fields import FEATURE
from adapters.web.customer_timeline import FIELDS, GROUPS, TimelineRow, TimelineWords
from adapters.web.routes.here import Here, Page, customer_id_of
from adapters.web.visit import Visit
from crm_core.domain.ids import CustomerId
from crm_core.queries.customer_by_id import customer_by_id
from crm_core.queries.customer_timeline import customer_timeline
from crm_food_pack.domain.kpis.pipeline import currency_of

_ENTRIES = 12


@get("/customers/{customer_id:str}/timeline", sync_to_thread=True)
def timeline(visit: Here, customer_id: FromPath[str]) -> Page:
    place, asked = customer_id_of(customer_id), visit.request.query_params
    refuse_unknown_in(asked, "of", "cursor")
    group, cursor = asked.get("of", ""), asked.get("cursor")
    customer = customer_by_id(place, actor=visit.actor, world=visit.world).customer
    rows, next_cursor = timeline_rows(visit, place, customer.territory, group=group, cursor=cursor)
    part = "timeline_rows.html" if cursor else "timeline.html"
    return visit.page(
        f"customers/{part if visit.is_partial else 'timeline_page.html'}",
        customer=customer,
        place=f"/customers/{place}",
        timeline=rows,
        timeline_cursor=next_cursor,
        timeline_group=group,
        timeline_groups=groups_offered(visit),
    )


def groups_offered(visit: Visit) -> tuple[str, ...]:
    """What one chooses between; where fields are switched off, nothing tells of them."""
    return tuple(group for group in GROUPS if group != FIELDS or visit.offers(FEATURE))


def timeline_rows(
    visit: Visit, customer_id: CustomerId, territory: str, *, group: str = "", cursor: str | None = None
) -> tuple[list[TimelineRow], str | None]:
    """One page in words, and where it goes on."""
    found = customer_timeline(
        customer_id,
        kinds=GROUPS.get(group),
        limit=_ENTRIES,
        cursor=cursor,
        actor=visit.actor,
        world=visit.world,
    )
    catalogue = visit.world.definition_readings.declared(visit.actor).catalogue
    words = TimelineWords(visit, catalogue, currency_of(territory))
    return [words.row(entry) for entry in found.entries], found.next_cursor
