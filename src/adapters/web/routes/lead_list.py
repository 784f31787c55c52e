"""The list of leads: how each stands, what happens next and when, narrowed by chips, page by page."""

from litestar import get

from adapters.web.asked import APPLY
from adapters.web.filter_form import SentFilters, filter_page
from adapters.web.lead_listing import LeadAddress, LeadListWords
from adapters.web.lead_words import lead_lines
from adapters.web.routes.here import Here, Page
from crm_core.domain.leads.listing import LeadSlice
from crm_core.queries.lead_rights import MAY_BACKDATE, MAY_DECIDE
from crm_core.queries.list_leads import list_leads


@get("/leads", sync_to_thread=True)
def lead_list(visit: Here) -> Page:
    actor, address = visit.actor, LeadAddress.read(dict(visit.request.query_params))
    trail, now = address.trail, visit.world.clock.now()
    found = list_leads(
        LeadSlice(now, address.wanted(actor), address.sort, trail.rows),
        cursor=trail.cursor,
        actor=actor,
        world=visit.world,
    )
    return visit.page(
        "leads/results.html" if visit.is_partial else "leads/list.html",
        address=address,
        words=LeadListWords(visit, address),
        lines=lead_lines(visit, found.rows, now),
        now=now,
        next_page=None if found.next_cursor is None else trail.after(found.next_cursor),
        longer=None if found.next_cursor is None else trail.longer(),
        may_register=visit.may.register_leads,
        may_decide=actor.holds(*MAY_DECIDE),
        may_change_rules=actor.holds(*MAY_BACKDATE),
    )


@get("/leads/filter", sync_to_thread=True)
def lead_filter(visit: Here) -> Page:
    """All filters as one form; sent, it leads to the list, or says what it cannot read beside it."""
    given = dict(visit.request.query_params)
    is_sent = given.pop(APPLY, None) is not None
    address, faults = LeadAddress.tried(given)
    controls = LeadListWords(visit, address).form(given if is_sent else {})
    return filter_page(visit, "leads", SentFilters(address, controls, faults, is_sent=is_sent))
